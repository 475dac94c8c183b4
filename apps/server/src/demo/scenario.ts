import { FEEDBACK, FINDINGS, RETURN_REASONS } from './findings.ts'

/** How a demo lead fares. All of them occur, so that every screen has something true to show. */
export type Fate = 'closed' | 'accepted' | 'late' | 'returned' | 'exempted' | 'forwarded' | 'waiting' | 'unsent' | 'own'

/** One demo lead, from its discovery on. Instants are offsets in hours after discovery. */
export interface DemoLead {
  readonly key: number
  readonly discoveredAt: string
  /** Index of the town that holds the place. */
  readonly town: number
  /** Who finds it: a town's clerk or grid worker, or an officer of a department. */
  readonly finder: 'clerk' | 'grid' | 'health' | 'market'
  readonly finding: number
  readonly fate: Fate
  readonly sentAfterHours: number
  readonly urgency: 'normal' | 'urgent'
  readonly source: 'screening' | 'inspection' | 'hotline-12345' | 'monitoring'
  readonly returnReason: string
  readonly feedback: (typeof FEEDBACK)[number]
}

/** A small seeded generator: the demo is the same on every machine. */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const START = Date.parse('2026-06-02T01:00:00.000Z')
/** The demo's now: Monday, 31 August 2026, 10:00 in Beiguan. */
export const DEMO_NOW = '2026-08-31T02:00:00.000Z'

const OLD_FATES: readonly Fate[] = [
  'closed',
  'closed',
  'closed',
  'accepted',
  'closed',
  'late',
  'closed',
  'own',
  'returned',
  'closed',
  'exempted',
  'forwarded',
]
/** What stands open at the demo's now, by hours before it at which the lead was found. */
const OPEN: readonly { hoursAgo: number; fate: Fate; finding: number; finder: DemoLead['finder']; town: number }[] = [
  { hoursAgo: 51, fate: 'unsent', finding: 0, finder: 'clerk', town: 0 },
  { hoursAgo: 75, fate: 'unsent', finding: 7, finder: 'health', town: 1 },
  { hoursAgo: 62, fate: 'unsent', finding: 3, finder: 'grid', town: 2 },
  { hoursAgo: 43, fate: 'unsent', finding: 7, finder: 'health', town: 0 },
  { hoursAgo: 41, fate: 'unsent', finding: 2, finder: 'market', town: 3 },
  { hoursAgo: 29, fate: 'unsent', finding: 1, finder: 'clerk', town: 4 },
  { hoursAgo: 26, fate: 'unsent', finding: 8, finder: 'grid', town: 0 },
  { hoursAgo: 5, fate: 'unsent', finding: 11, finder: 'clerk', town: 5 },
  { hoursAgo: 70, fate: 'waiting', finding: 1, finder: 'clerk', town: 2 },
  { hoursAgo: 66, fate: 'waiting', finding: 4, finder: 'market', town: 1 },
  { hoursAgo: 94, fate: 'waiting', finding: 9, finder: 'clerk', town: 3 },
  { hoursAgo: 47, fate: 'waiting', finding: 5, finder: 'clerk', town: 0 },
  { hoursAgo: 52, fate: 'waiting', finding: 10, finder: 'health', town: 4 },
  { hoursAgo: 120, fate: 'returned', finding: 6, finder: 'clerk', town: 1 },
]

/** The demo's leads in the order of their discovery: three months of them, and what is open now. */
export function demoLeads(count = 64): DemoLead[] {
  const roll = dice(410503)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(roll() * items.length)] as T
  const end = Date.parse(DEMO_NOW)
  const span = end - 8 * 86_400_000 - START
  const make = (it: Pick<DemoLead, 'key' | 'fate' | 'finding' | 'finder' | 'town'>, foundMs: number): DemoLead => ({
    ...it,
    discoveredAt: new Date(foundMs).toISOString(),
    sentAfterHours: it.fate === 'late' ? 50 + Math.floor(roll() * 30) : 6 + Math.floor(roll() * 40),
    urgency: roll() < 0.2 ? 'urgent' : 'normal',
    source:
      it.finder === 'grid' || it.finder === 'clerk'
        ? 'screening'
        : pick(['inspection', 'hotline-12345', 'monitoring'] as const),
    returnReason: pick(RETURN_REASONS),
    feedback: pick(FEEDBACK),
  })
  const old = Array.from({ length: count - OPEN.length }, (_, i) => {
    const day = START + Math.floor((span * (i + roll() * 0.8)) / (count - OPEN.length) / 86_400_000) * 86_400_000
    const fate = OLD_FATES[i % OLD_FATES.length] as Fate
    const finder = pick(['clerk', 'clerk', 'grid', 'health', 'market'] as const)
    const others = FINDINGS.flatMap((it, n) =>
      fate === 'own' ? (it.owner === finder ? [n] : []) : it.owner === finder ? [] : [n],
    )
    const own = fate === 'own' && others.length === 0
    return make(
      {
        key: i,
        fate: own ? 'closed' : fate,
        finding: own ? Math.floor(roll() * FINDINGS.length) : pick(others),
        finder,
        town: Math.floor(roll() * 6),
      },
      day + Math.floor(roll() * 9 * 3_600_000),
    )
  })
  const open = OPEN.map(({ hoursAgo, ...it }, i) =>
    make({ ...it, key: old.length + i }, end - hoursAgo * 3_600_000 + Math.floor(roll() * 40 * 60_000)),
  )
  return [...old, ...open].sort((a, b) => (a.discoveredAt < b.discoveredAt ? -1 : 1))
}
