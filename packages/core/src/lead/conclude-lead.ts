import { CASEWORKERS } from '../access/roles.ts'
import { by, decided, refuse } from '../ledger/action.ts'
import { met, notify, set, waive } from '../ledger/change.ts'
import { instant, organisation as org, ref } from '../ledger/field.ts'
import { lead } from './lead.ts'

const verdict = { result: lead.fields.shape.result.unwrap(), resultNote: lead.fields.shape.resultNote.unwrap() }

/** Says what verification found; the holder, or the transfer's feedback on its behalf. */
export const concludeLead = lead.action('conclude', {
  label: '核实结论',
  about: '登记核查结果：属实、不属实或无法查实',
  who: [by('holder', CASEWORKERS)],
  to: 'verified',
  input: verdict,
  decide: ({ self, input, now }) => decided(set(self, { ...input, verifiedAt: now })),
})

/** Closes a verified lead. */
export const closeLead = lead.action('close', {
  label: '办结',
  about: '线索办结归档',
  who: [by('holder', CASEWORKERS), by('org', CASEWORKERS)],
  to: 'closed',
  input: {},
  confirm: '办结后不能再改。',
  decide: ({ self, now }) => decided(set(self, { closedAt: now })),
})

const { subject, address, source, violations, facts, result, resultNote } = lead.fields.shape

/** Corrects a concluded lead; what is null stays. Done by granting a correction. */
export const correctLead = lead.action('correct', {
  label: '更正',
  about: '按批准的申请更正已核实、已办结的线索；发现时间和时限不变',
  input: {
    subject: subject.nullable(),
    address,
    source: source.nullable(),
    violations: violations.nullable(),
    facts: facts.nullable(),
    result,
    resultNote,
  },
  decide: ({ self, input, actor }) =>
    decided(
      set(self, {
        subject: input.subject ?? self.subject,
        address: input.address ?? self.address,
        source: input.source ?? self.source,
        violations: input.violations ?? self.violations,
        facts: input.facts ?? self.facts,
        result: input.result ?? self.result,
        resultNote: input.resultNote ?? self.resultNote,
        updatedFactsBy: actor.person,
      }),
    ),
})

/** Merges a duplicate into the lead that was there first; both keep their history. */
export const mergeLead = lead.action('merge', {
  label: '合并重复',
  about: '把重复线索并入先登记的线索，两条都保留（SYS-17）',
  who: [by('holder', CASEWORKERS)],
  to: 'merged',
  input: { into: ref<typeof lead>('lead', '并入哪条线索') },
  locks: ['into'],
  confirm: '并入后本条不再单独办理。',
  decide({ self, locked }) {
    if (locked.into.id === self.id) return refuse('lead.merge.itself')
    if (locked.into.status === 'merged') return refuse('lead.merge.into-merged', null, { number: locked.into.number })
    return decided(set(self, { mergedInto: locked.into.id }), waive(self, 'transfer'))
  },
})

/** The lead leaves for another department. Done by sending a transfer. */
export const handOverLead = lead.action('handOver', {
  label: '移出',
  about: '随移送发出转由接收单位承办；移送时限至此止',
  to: 'transferred',
  input: { to: org('接收单位'), at: instant('移送时间') },
  decide: ({ self, input }) =>
    decided(set(self, { holder: input.to, transferredAt: input.at }), met(self, 'transfer', input.at)),
})

/** The receiver takes it on. Done by accepting a transfer. */
export const takeOverLead = lead.action('takeOver', {
  label: '接办',
  about: '接收单位受理后转入核实',
  to: 'verifying',
  input: {},
  decide: ({ self }) => decided(set(self, { competent: self.holder })),
})

/** It comes back to the sender, with the clock it had. Done by returning a transfer. */
export const takeBackLead = lead.action('takeBack', {
  label: '退回',
  about: '移送被退回，线索回到移出单位，原时限继续计算',
  to: 'to-transfer',
  input: { to: org('退回单位') },
  decide: ({ self, input }) =>
    decided(
      set(self, { holder: input.to }),
      notify(input.to, 'lead.returned', { number: self.number, subject: self.subject }),
    ),
})

/** The receiver hands it on to a third department. Done by forwarding a transfer. */
export const passOnLead = lead.action('passOn', {
  label: '转送',
  about: '接收单位转送第三方主管部门',
  to: 'transferred',
  input: { to: org('接收单位') },
  decide: ({ self, input }) => decided(set(self, { holder: input.to })),
})
