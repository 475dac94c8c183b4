import { CASEWORKERS } from '../access/roles.ts'
import { by, decided, refuse } from '../ledger/action.ts'
import { notify, perform, set } from '../ledger/change.ts'
import type { AnyRecord, RecordOf } from '../ledger/ledger.ts'
import type { PlanFacts } from '../ledger/plan-facts.ts'
import { handOverLead } from './conclude-lead.ts'
import { type evidence, passEvidence } from './evidence.ts'
import { transfer } from './transfer.ts'

/** The kinds of evidence the plan demands that are neither attached nor exempted. */
export function missingEvidence(
  plan: PlanFacts | null,
  it: Pick<RecordOf<typeof transfer>, 'evidence' | 'exemptions'>,
) {
  return (plan?.transfer.evidence ?? []).filter(
    (kind) => !it.evidence.some((row) => row.kind === kind) && !it.exemptions.some((row) => row.kind === kind),
  )
}

/** The text whose hash both sides hold: one line a piece of evidence, in the manifest's order. */
export const manifestText = (it: Pick<RecordOf<typeof transfer>, 'evidence'>): string =>
  it.evidence.map((row) => `${row.no} ${row.kind} ${row.sha256} ${row.bytes} ${row.name}`).join('\n')

/** Passes the keeping of every piece on the manifest. */
export const passOnAll = (pieces: readonly AnyRecord[], to: string, what: string) =>
  pieces
    .filter((it) => it.status === 'held')
    .map((it) => perform(passEvidence, it as unknown as RecordOf<typeof evidence>, { to, what: what.slice(0, 100) }))

/**
 * Sends it. Refused while a demanded kind of evidence is missing and not exempted; late is recorded, never
 * refused. The lead and the keeping of its evidence go with it.
 */
export const sendTransfer = transfer.action('send', {
  label: '发出移送',
  about: '发出移送：缺方案要求的证据又未获豁免的不能发出；逾期照发并如实记录（方案五）',
  who: [by('org', CASEWORKERS)],
  to: 'sent',
  input: {},
  locks: ['lead', 'evidence.evidence'],
  decide({ self, locked, plan, orgs, actor, now, hash, label }) {
    const missing = missingEvidence(plan, self)
    const kinds = missing.map((kind) => label('evidence-kind', kind) ?? kind)
    if (missing.length > 0)
      return refuse('transfer.send.evidence-missing', plan?.transfer.clause ?? null, { missing, kinds })
    if (locked.lead.status !== 'to-transfer')
      return refuse('transfer.draft.lead-elsewhere', null, { number: locked.lead.number })
    const what = `随移送交${orgs.get(self.to)?.name ?? '接收单位'}`
    return decided(
      set(self, {
        sentAt: now,
        sentBy: actor.person,
        onTime: self.dueAt === null ? null : now <= self.dueAt,
        manifest: hash(manifestText(self)),
      }),
      perform(handOverLead, locked.lead, { to: self.to, at: now }),
      ...passOnAll(locked['evidence.evidence'], self.to, what),
      notify(self.to, 'transfer.sent', { subject: self.subject }),
    )
  },
})
