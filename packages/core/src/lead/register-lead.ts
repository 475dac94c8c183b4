import { FINDERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { moveTo, set, waive } from '../ledger/change.ts'
import { longText, organisation as org } from '../ledger/field.ts'
import { lead } from './lead.ts'
import { ownerOf } from './routing.ts'

const { subject, premises, address, town, source, discoveredAt, violations, facts, urgency } = lead.fields.shape
const found = { subject, premises, address, town, source, discoveredAt, violations, facts, urgency }

/** How far a stated discovery may lie ahead of the server's clock: the two clocks' difference, no more. */
const AHEAD_MS = 10 * 60_000

/** Records a finding. The competent department is proposed from the plan's routing; the clock already runs. */
export const registerLead = lead.create('register', {
  label: '登记线索',
  about: '登记发现的线索，按方案分工提出主管部门；48 小时自发现时间起算（方案五）',
  who: [by('seat', FINDERS)],
  to: 'registered',
  input: found,
  locks: ['premises'],
  offline: true,
  decide({ input, locked, plan, orgs, org: seat, now }) {
    if (Date.parse(input.discoveredAt) > Date.parse(now) + AHEAD_MS)
      return refuse('lead.register.discovered-ahead', null, { discoveredAt: input.discoveredAt })
    const place = locked.premises
    return created({
      ...input,
      problem: null,
      entry: null,
      keyLead: null,
      parent: null,
      discoveredAt: new Date(input.discoveredAt).toISOString(),
      address: input.address ?? place?.address ?? null,
      town: input.town ?? place?.town ?? null,
      competent: ownerOf(plan, input.violations, orgs, seat),
      holder: seat,
      result: null,
      resultNote: null,
      verifiedAt: null,
      transferredAt: null,
      mergedInto: null,
      closedAt: null,
      updatedFactsBy: null,
    })
  },
})

/** Adds to or corrects what was found. When it was found stays: the clock hangs on it. */
export const amendLead = lead.action('amend', {
  label: '补充更正',
  about: '补充或更正线索内容；发现时间不能改，时限由它起算',
  who: [by('holder', FINDERS)],
  input: { subject, premises, address, town, source, violations, facts, urgency },
  decide: ({ self, input, plan, orgs, actor }) =>
    decided(
      set(self, {
        ...input,
        updatedFactsBy: actor.person,
        competent: ownerOf(plan, input.violations, orgs, self.holder) ?? self.competent,
      }),
    ),
})

/** Decides whose lead it is: one's own to verify, or another department's, to be transferred. */
export const assessLead = lead.action('assess', {
  label: '研判',
  about: '确定主管部门：属本单位的转入核实，属其他部门的须按时限移送（方案四、五）',
  who: [by('holder', FINDERS)],
  input: { competent: org('主管部门'), note: longText('研判意见').nullable() },
  decide({ self, input, orgs }) {
    if (!orgs.get(input.competent)) return refuse('lead.assess.department-unknown', null, {})
    const own = input.competent === self.holder
    return decided(
      set(self, { competent: input.competent }),
      moveTo(self, own ? 'verifying' : 'to-transfer'),
      ...(own ? [waive(self, 'transfer')] : []),
    )
  },
})
