import type { EvidenceField } from '../comparison.ts'

/** The levels of agreement of a field: 0 is always “one of the two says nothing”. */
export interface FieldLevels {
  readonly field: EvidenceField
  readonly levels: readonly string[]
  /** Levels whose weight comes from how many records share the value, instead of an average. */
  readonly counted: readonly string[]
  /** How true pairs are spread over the levels from 1 on when nothing is known yet. */
  readonly usual: readonly number[]
  /** The same for pairs drawn at random; what a few lines show is held against it. */
  readonly atRandom: readonly number[]
  /** How strong an agreement each level is, 1 the strongest; levels of one rank are not ordered among themselves. */
  readonly ranks: readonly number[]
  /** Levels that state a disagreement: they never speak for a pair. */
  readonly against: readonly number[]
}

/** Most levels of a field. */
export const WIDTH = 14

/** Shares among random pairs of a county; what is not named is rare. */
const AT_RANDOM: Readonly<Partial<Record<EvidenceField, Readonly<Record<string, number>>>>> = {
  code: { 'different-broken': 0.02, different: 0.978 },
  name: { 'one-shared': 0.05, different: 0.94 },
  trade: { 'same-word': 0.05, 'same-kind': 0.3, 'other-kind': 0.1, 'by-scope': 0.05, 'other-trade': 0.5 },
  region: { 'same-town': 0.1, 'same-county': 0.5, 'other-town': 0.4 },
  address: { 'same-road': 0.006, 'other-number': 0.006, different: 0.98 },
  principal: { 'same-surname': 0.02, different: 0.977 },
  phone: { different: 0.999 },
  dates: { fits: 0.7, before: 0.3 },
}

const levels = (
  field: EvidenceField,
  names: Readonly<Record<string, number>>,
  /** Strongest first: `a b > c` puts c under both; what comes behind `!` states a disagreement. */
  order: string,
  counted: readonly string[] = [],
): FieldLevels => {
  const all = ['missing', ...Object.keys(names)]
  const ranks = order.split(/[>!]/).map((rank) => rank.trim().split(' '))
  const against = (order.split('!')[1] ?? '').split(/[ >]+/)
  return {
    field,
    levels: all,
    counted,
    usual: Object.values(names),
    atRandom: Object.keys(names).map((name) => AT_RANDOM[field]?.[name] ?? 0.0005),
    ranks: all.map((level) => 1 + ranks.findIndex((rank) => rank.includes(level))),
    against: all.flatMap((level, l) => (against.includes(level) ? [l] : [])),
  }
}

export const FIELDS: readonly FieldLevels[] = [
  levels(
    'code',
    { equal: 0.9, organisation: 0.9, 'equal-broken': 0.02, near: 0.06, 'different-broken': 0.01, different: 0.01 },
    'equal organisation > equal-broken > near ! different-broken > different',
    ['equal', 'organisation', 'equal-broken'],
  ),
  levels(
    'name',
    {
      equal: 0.78,
      'sounds-equal': 0.03,
      alike: 0.02,
      'alike-short': 0.015,
      contained: 0.04,
      'contained-short': 0.04,
      'one-off-long': 0.01,
      'one-off': 0.02,
      half: 0.015,
      'one-shared': 0.01,
      different: 0.02,
    },
    'equal sounds-equal alike contained one-off-long > alike-short contained-short one-off > half > one-shared ! different',
    ['equal', 'sounds-equal'],
  ),
  levels(
    'trade',
    { 'same-word': 0.6, 'same-kind': 0.33, 'other-kind': 0.05, 'by-scope': 0.01, 'other-trade': 0.01 },
    'same-word > same-kind > by-scope ! other-kind > other-trade',
  ),
  levels(
    'region',
    { 'same-town': 0.5, 'same-county': 0.47, 'other-town': 0.02, 'other-county': 0.01 },
    'same-town > same-county ! other-town > other-county',
  ),
  levels(
    'address',
    {
      'same-room': 0.4,
      'same-house': 0.45,
      'other-room': 0.01,
      'other-sub': 0.01,
      'room-elsewhere': 0.02,
      'near-road': 0.03,
      'near-number': 0.03,
      'same-road': 0.03,
      'same-building': 0.01,
      branch: 0.01,
      'other-number': 0.01,
      different: 0.02,
    },
    'same-room same-house > room-elsewhere > near-road near-number other-sub other-room same-building branch same-road' +
      ' > other-number ! different',
    ['same-room', 'same-house'],
  ),
  levels(
    'principal',
    { equal: 0.8, near: 0.03, 'same-surname': 0.02, different: 0.15 },
    'equal > near ! same-surname > different',
    ['equal'],
  ),
  levels('phone', { equal: 0.75, near: 0.03, different: 0.22 }, 'equal > near ! different', ['equal']),
  levels('dates', { fits: 0.97, before: 0.03 }, 'fits ! before'),
]

export const FIELD_COUNT: number = FIELDS.length

/**
 * Records without a partner that look like somebody, and how they agree with the one they look like in what they have
 * from it; everything else agrees by chance. A namesake bears the name somewhere else: a branch that nobody registered,
 * a copy. A neighbour stands in the same building under a name of its own. Nobody does both.
 */
export const STRANGERS: readonly Readonly<Partial<Record<EvidenceField, Readonly<Record<string, number>>>>>[] = [
  {
    name: {
      equal: 0.8,
      'sounds-equal': 0.03,
      contained: 0.04,
      'contained-short': 0.04,
      'one-off': 0.02,
      half: 0.02,
      'one-shared': 0.02,
      different: 0.03,
    },
    trade: { 'same-word': 0.15, 'same-kind': 0.7, 'other-kind': 0.1, 'by-scope': 0.03, 'other-trade': 0.02 },
  },
  {
    region: { 'same-town': 0.3, 'same-county': 0.5, 'other-town': 0.2 },
    address: {
      'same-room': 0.005,
      'same-house': 0.1,
      'other-room': 0.2,
      'other-sub': 0.02,
      'near-road': 0.005,
      'near-number': 0.05,
      'same-road': 0.03,
      'same-building': 0.03,
      branch: 0.02,
      'other-number': 0.25,
      different: 0.3,
    },
  },
]

/** Index of a field and number of one of its levels, for the comparators. */
export const fieldIndex = (field: EvidenceField): number => FIELDS.findIndex((it) => it.field === field)
export const levelIndex = (field: EvidenceField, level: string): number =>
  FIELDS[fieldIndex(field)]?.levels.indexOf(level) ?? -1

/** The fields of each kind of stranger. */
export const STRANGER_FIELDS: readonly (readonly number[])[] = STRANGERS.map((kind) =>
  FIELDS.flatMap((it, f) => (kind[it.field] ? [f] : [])),
)
