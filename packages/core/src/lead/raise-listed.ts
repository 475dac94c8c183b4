import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { by, created, refuse } from '../ledger/action.ts'
import { perform } from '../ledger/change.ts'
import { code, codes, longText, ref } from '../ledger/field.ts'
import { listEntry } from '../premises/list-entry.ts'
import { linkEntry } from '../premises/work-list.ts'
import { keyLead } from './key-lead.ts'
import { lead } from './lead.ts'
import { ownerOf } from './routing.ts'
import { linkKeyLead } from './work-key-lead.ts'

const UNDECIDED = {
  result: null,
  resultNote: null,
  verifiedAt: null,
  transferredAt: null,
  parent: null,
  mergedInto: null,
  closedAt: null,
  updatedFactsBy: null,
}

const urgency = code('urgency', '紧急程度').nullable()

/**
 * Makes an entry of the lists a lead, once somebody was there: what a comparison says is no finding. The clock runs
 * from the check on the spot.
 */
export const raiseEntry = lead.create('raiseEntry', {
  label: '清单转线索',
  about: '现场核查发现违法情形的清单条目转为线索；移送时限自现场核查起算（方案五）',
  who: [by('entry.holder', FINDERS)],
  to: 'registered',
  input: {
    entry: ref(listEntry, '清单条目'),
    violations: codes('violation', '违法类型'),
    facts: longText('事实'),
    urgency,
  },
  locks: ['entry'],
  decide({ input, locked, plan, orgs, org: seat }) {
    const from = locked.entry
    if (from.leadAt !== null) return refuse('lead.raise-listed.already', null, { at: from.leadAt })
    if (from.checkedAt === null) return refuse('lead.raise-listed.unchecked')
    if (input.violations.length === 0) return refuse('lead.raise-listed.no-violation')
    return created(
      {
        subject: from.subject,
        premises: from.premises,
        address: from.address,
        town: from.town,
        source: 'comparison',
        discoveredAt: from.checkedAt,
        violations: input.violations,
        facts: input.facts,
        urgency: input.urgency,
        competent: ownerOf(plan, input.violations, orgs, seat),
        holder: seat,
        problem: null,
        entry: from.id,
        keyLead: null,
        ...UNDECIDED,
      },
      perform(linkEntry, from, {}),
    )
  },
})

const SOURCE: Readonly<Record<string, string>> = {
  complaint: 'report',
  supervision: 'inspection',
  monitoring: 'monitoring',
  comparison: 'comparison',
}

/** Makes a key lead a lead, against its own subject. An old complaint is owed from when it was given to somebody, not from years ago. */
export const raiseKeyLead = lead.create('raiseKey', {
  label: '重点线索转线索',
  about: '重点违法线索转为线索办理；移送时限自交办调查起算，未交办的自登记起算（方案五）',
  who: [by('keyLead.holder', CASEWORKERS), by('keyLead.org', FINDERS)],
  to: 'registered',
  input: { keyLead: ref(keyLead, '重点线索'), urgency },
  locks: ['keyLead'],
  decide({ input, locked, plan, orgs, org: seat }) {
    const from = locked.keyLead
    if (from.leadAt !== null) return refuse('lead.raise-listed.already', null, { at: from.leadAt })
    if (from.violations.length === 0) return refuse('lead.raise-listed.no-violation')
    return created(
      {
        subject: from.subject,
        premises: from.premises,
        address: from.address,
        town: from.town,
        source: SOURCE[from.family] ?? 'department',
        discoveredAt: from.assignedAt ?? from.createdAt,
        violations: from.violations,
        facts: from.fact,
        urgency: input.urgency,
        competent: ownerOf(plan, from.violations, orgs, seat),
        holder: seat,
        problem: null,
        entry: null,
        keyLead: from.id,
        ...UNDECIDED,
      },
      perform(linkKeyLead, from, {}),
    )
  },
})
