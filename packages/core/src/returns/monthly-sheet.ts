import type { Figure } from './figure.ts'

const ON_VISIT = { ledger: 'visit', at: 'visitedAt', org: 'org' } as const
const COUNTED = [
  { field: 'status', is: 'recorded' },
  { field: 'result', not: ['refused'] },
] as const
const MONEY = {
  ledger: 'case',
  child: 'penalties',
  at: 'penalties.decidedAt',
  org: 'agency',
  print: 'wan-yuan',
} as const
const STANDING = { field: 'penalties.status', not: ['annulled'] } as const

/**
 * The figures of the monthly data sheet, each over its ledger. What has no ledger yet is not here, and the
 * sheet prints 未采集 for it; coverage (M1, M3) is computed from the targets.
 */
export const MONTHLY_FIGURES: readonly Figure[] = [
  { id: 'M2.subjects', ...ON_VISIT, where: COUNTED, value: { distinct: 'place' } },
  { id: 'M2.visits', ...ON_VISIT, where: COUNTED, value: { count: true } },
  {
    id: 'M4',
    ...ON_VISIT,
    where: [...COUNTED, { field: 'result', is: 'problem' }],
    value: { distinct: 'place' },
  },
  {
    id: 'M5',
    ledger: 'lead',
    at: 'discoveredAt',
    org: 'org',
    where: [{ field: 'status', not: ['merged'] }],
    value: { count: true },
    by: 'source',
  },
  { id: 'M6.sent', ledger: 'transfer', at: 'sentAt', org: 'org', value: { count: true } },
  {
    id: 'M6.on-time',
    ledger: 'transfer',
    at: 'sentAt',
    org: 'org',
    where: [{ field: 'onTime', is: true }],
    value: { count: true },
  },
  {
    id: 'M6.late',
    ledger: 'transfer',
    at: 'sentAt',
    org: 'org',
    where: [{ field: 'onTime', is: false }],
    value: { count: true },
  },
  {
    id: 'M6.hours',
    ledger: 'transfer',
    at: 'sentAt',
    org: 'org',
    value: { hours: ['discoveredAt', 'sentAt'] },
    print: 'hours',
  },
  { id: 'M7.received', ledger: 'transfer', at: 'receivedAt', org: 'to', value: { count: true } },
  {
    id: 'M7.accepted',
    ledger: 'transfer',
    at: 'receivedAt',
    org: 'to',
    where: [{ field: 'acceptedAt', known: true }],
    value: { count: true },
  },
  {
    id: 'M7.returned',
    ledger: 'transfer',
    at: 'receivedAt',
    org: 'to',
    where: [{ field: 'returnedAt', known: true }],
    value: { count: true },
  },
  {
    id: 'M7.fed-back',
    ledger: 'transfer',
    at: 'receivedAt',
    org: 'to',
    where: [{ field: 'feedbackAt', known: true }],
    value: { count: true },
  },
  {
    id: 'M9',
    ledger: 'lead',
    at: 'verifiedAt',
    org: 'holder',
    where: [{ field: 'result', in: ['true', 'partly-true'] }],
    value: { count: true },
  },
  { id: 'M10.filed', ledger: 'case', at: 'filedAt', org: 'agency', value: { count: true } },
  { id: 'M10.decided', ledger: 'case', at: 'decidedAt', org: 'agency', value: { count: true } },
  {
    id: 'M10.closed',
    ledger: 'case',
    at: 'closedAt',
    org: 'agency',
    where: [{ field: 'filedAt', known: true }],
    value: { count: true },
  },
  {
    id: 'M11.fines',
    ...MONEY,
    where: [STANDING, { field: 'penalties.kind', is: 'fine' }],
    value: { sum: 'penalties.amount' },
  },
  {
    id: 'M11.confiscated',
    ...MONEY,
    where: [STANDING, { field: 'penalties.kind', is: 'confiscate-income' }],
    value: { sum: 'penalties.amount' },
  },
  {
    id: 'M11.total',
    ...MONEY,
    where: [STANDING, { field: 'penalties.kind', in: ['fine', 'confiscate-income'] }],
    value: { sum: 'penalties.amount' },
  },
  {
    id: 'M11.paid',
    print: 'wan-yuan',
    ledger: 'case',
    child: 'payments',
    at: 'payments.paidOn',
    org: 'agency',
    value: { sum: 'payments.amount' },
  },
  {
    id: 'M12',
    ledger: 'case',
    child: 'goods',
    at: 'decidedAt',
    org: 'agency',
    where: [{ field: 'goods.confiscated', is: true }],
    value: { sum: 'goods.quantity' },
    by: 'goods.unit',
    apart: true,
  },
  { id: 'M13.sent', ledger: 'case', at: 'criminalAt', org: 'agency', value: { count: true } },
  {
    id: 'M13.persons',
    ledger: 'case',
    child: 'parties',
    at: 'criminalAt',
    org: 'agency',
    where: [{ field: 'parties.kind', is: 'person' }],
    value: { count: true },
  },
  {
    id: 'M13.filed',
    ledger: 'case',
    at: 'criminalAt',
    org: 'agency',
    where: [{ field: 'criminal', is: 'police-filed' }],
    value: { count: true },
  },
  { id: 'M14.requested', ledger: 'opinion', at: 'requestedAt', org: 'org', value: { count: true } },
  { id: 'M14.issued', ledger: 'opinion', at: 'issuedAt', org: 'provider', value: { count: true } },
  { id: 'M17.due', ledger: 'recheck', at: 'startedAt', org: 'holder', value: { count: true } },
  { id: 'M17.done', ledger: 'recheck', at: 'doneAt', org: 'holder', value: { count: true } },
  {
    id: 'M17.relapse',
    ledger: 'recheck',
    at: 'doneAt',
    org: 'holder',
    where: [{ field: 'result', is: 'relapse' }],
    value: { count: true },
  },
]

/** The line that is no figure: what the minutes of the month's meeting say. */
export const IN_WORDS = 'M18'

/** A figure of the sheet by its id. */
export function monthlyFigure(id: string): Figure {
  const found = MONTHLY_FIGURES.find((it) => it.id === id)
  if (!found) throw new RangeError(`no figure ${id}`)
  return found
}
