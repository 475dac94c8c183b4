import { decided, refuse } from '../ledger/action.ts'
import { add } from '../ledger/change.ts'
import { code, longText } from '../ledger/field.ts'
import { transfer } from './transfer.ts'

/** Records a granted exemption. Done by approving one. */
export const exemptTransfer = transfer.action('exempt', {
  label: '记入豁免',
  about: '把批准的证据豁免记入移送（A-32）',
  input: { kind: code('evidence-kind', '免附种类'), reason: longText('理由', { max: 1000 }) },
  decide: ({ self, input, actor, now }) =>
    self.exemptions.some((row) => row.kind === input.kind)
      ? refuse('transfer.exempt.already', null, { kind: input.kind })
      : decided(add(self, 'exemptions', [{ ...input, approvedBy: actor.person, approvedAt: now }])),
})
