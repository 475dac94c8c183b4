import { FINDERS } from '../access/roles.ts'
import { by, created, refuse } from '../ledger/action.ts'
import { perform } from '../ledger/change.ts'
import { code, instant, longText, ref } from '../ledger/field.ts'
import { linkProblem, problem } from '../inspection/problem.ts'
import { lead } from './lead.ts'
import { ownerOf } from './routing.ts'

const UNDECIDED = {
  result: null,
  resultNote: null,
  verifiedAt: null,
  transferredAt: null,
  mergedInto: null,
  closedAt: null,
  updatedFactsBy: null,
}

/** Makes a problem a lead: what was found stays as it was found, and the clock runs from there. */
export const raiseLead = lead.create('raise', {
  label: '问题转线索',
  about: '把发现的问题转为线索；移送时限自问题发现时间起算（方案五）',
  who: [by('problem.holder', FINDERS)],
  to: 'registered',
  input: { problem: ref(problem, '问题'), urgency: code('urgency', '紧急程度').nullable() },
  locks: ['problem'],
  decide({ input, locked, plan, orgs, org: seat }) {
    const from = locked.problem
    if (from.becameLead !== null) return refuse('lead.raise.already', null, { number: from.becameLead })
    if (from.violations.length === 0) return refuse('lead.raise.no-violation')
    return created(
      {
        subject: from.subject,
        premises: from.premises,
        address: null,
        town: from.town,
        source: from.inspection === null ? 'screening' : 'inspection',
        discoveredAt: from.relapsedAt ?? from.foundAt,
        violations: from.violations,
        facts: from.finding,
        urgency: input.urgency,
        competent: ownerOf(plan, from.violations, orgs, seat),
        holder: seat,
        problem: from.id,
        entry: null,
        keyLead: null,
        parent: null,
        ...UNDECIDED,
      },
      perform(linkProblem, from, { number: from.number ?? from.subject }),
    )
  },
})

/** A relapse opens a lead of its own, with the old one as its parent. Done by a second look. */
export const relapseLead = lead.create('relapse', {
  label: '反弹线索',
  about: '回头看发现反弹，另立线索并注明前案（R-151）',
  to: 'registered',
  input: {
    parent: ref<typeof lead>('lead', '前案线索').nullable(),
    problem: ref(problem, '问题').nullable(),
    subject: lead.fields.shape.subject,
    premises: lead.fields.shape.premises,
    town: lead.fields.shape.town,
    violations: lead.fields.shape.violations,
    facts: longText('事实'),
    foundAt: instant('发现时间'),
  },
  locks: [],
  decide({ input, plan, orgs, org: seat }) {
    const { foundAt, ...given } = input
    return created({
      ...given,
      entry: null,
      keyLead: null,
      address: null,
      source: 'relapse',
      discoveredAt: foundAt,
      urgency: null,
      competent: ownerOf(plan, input.violations, orgs, seat),
      holder: seat,
      ...UNDECIDED,
    })
  },
})
