import type { PairModel, RegisterKind } from '../comparison.ts'
import { MOST_CANDIDATES } from '../block/candidates.ts'
import type { BlockIndex } from '../block/index.ts'
import type { Pool } from '../pool/pool.ts'
import type { LevelShares } from './random-pairs.ts'
import type { Sample } from './samples.ts'
import { FIELD_COUNT, FIELDS, fieldIndex, STRANGER_FIELDS, STRANGERS, WIDTH } from './levels.ts'
import { missOf } from './miss.ts'
import { monotone } from './monotone.ts'
import { oddsOf } from './odds.ts'
import { computePosterior, makePosterior } from './posterior.ts'
import { strangerOdds, sumBits, sumStrangerBits, weightsOf } from './weights.ts'

/** A register that has been read and may hold partners. */
export interface Target {
  readonly register: number
  readonly kind: RegisterKind
  readonly index: BlockIndex
  readonly population: number
  readonly classPopulation: number
  /** Records in the index, and those of them in the trades under comparison, for drawing pairs at random. */
  readonly records: Uint32Array
  readonly classRecords: Uint32Array
}

const MOST_ROUNDS = 6
/** Shares that move less than that move no answer. */
const SETTLED = 0.004
/** Share that has a partner, to begin with. */
const PRIOR = 0.8
/** How many pairs the usual shares are worth against what the files show. */
const USUAL_WEIGHT = 12
const CODE = fieldIndex('code')

/**
 * Learns how the fields of a register agree with those of earlier ones. Pairs whose codes agree are known; the others
 * count by their posterior. How often random pairs agree (`u`) is measured and never learnt, or the model would come to
 * call neighbours partners.
 */
export function trainPairs(
  pool: Pool,
  kind: RegisterKind,
  targets: readonly Target[],
  samples: readonly Sample[],
  random: readonly LevelShares[],
): PairModel[] {
  const population = targets.reduce((sum, it) => sum + it.population, 0)
  let models = targets.map(
    (target, t): PairModel => ({
      from: kind,
      to: target.kind,
      prior: PRIOR,
      here: (PRIOR * target.population) / Math.max(1, population),
      anchors: 0,
      m: usual(),
      u: random[t]!,
      strangers: STRANGERS.map((_, kind) => ({ share: 0.1, s: strangerShares(kind, []) })),
    }),
  )
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = models
    models = improve(pool, samples, targets, models)
    if (models.every((it, t) => isSettled(it, before[t]!))) break
  }
  return models
}

const isSettled = (model: PairModel, before: PairModel): boolean =>
  Math.abs(model.prior - before.prior) < SETTLED &&
  FIELDS.every(({ field }) =>
    model.m[field]!.every((share, level) => Math.abs(share - before.m[field]![level]!) < SETTLED),
  )

const usual = (): Record<string, readonly number[]> =>
  Object.fromEntries(FIELDS.map((it) => [it.field, [0, ...it.usual]]))

function improve(
  pool: Pool,
  samples: readonly Sample[],
  targets: readonly Target[],
  models: readonly PairModel[],
): PairModel[] {
  const weights = targets.map((it, t) => weightsOf(models[t]!, it.population, it.classPopulation))
  const counts = targets.map(() => new Float64Array(FIELD_COUNT * WIDTH))
  const anchors = new Float64Array(targets.length)
  const posterior = makePosterior(MOST_CANDIDATES)
  const bits = new Float64Array(MOST_CANDIDATES)
  const prior = Math.min(0.995, Math.max(...models.map((it) => it.prior)))
  const strangers = new Float64Array(MOST_CANDIDATES)
  const copied = STRANGERS.map(() => targets.map(() => new Float64Array(FIELD_COUNT * WIDTH)))
  const alike = STRANGERS.map(() => new Float64Array(targets.length))
  const foundIn = new Float64Array(targets.length)
  let [found, unknown, alone] = [0, 0, 0]
  for (const sample of samples) {
    for (let c = 0; c < sample.count; c++) {
      const it = weights[sample.target[c]!]!
      bits[c] = it.priorBits + sumBits(it, sample.levels, sample.crowds, c * FIELD_COUNT)
      strangers[c] = strangerOdds(it, sample.levels, sample.crowds, c * FIELD_COUNT)
    }
    const miss = missOf(pool, sample.record, models[0]!)
    computePosterior(posterior, { count: sample.count, bits, premises: sample.premises, prior, miss, strangers })
    for (let c = 0; c < sample.count; c++) {
      const same = sample.anchor >= 0 && sample.premises[c] === sample.premises[sample.anchor]!
      // Every record of the premises teaches, not only the best; so it takes the share of its premises.
      const share = sample.anchor >= 0 ? (same ? 1 : 0) : shareOf(posterior.shares, sample, c)
      if (share < 0.02) continue
      const t = sample.target[c]!
      if (sample.anchor < 0) foundIn[t] = foundIn[t]! + share
      if (same) anchors[t] = anchors[t]! + 1
      const trust = sample.anchor >= 0 ? 1 : trustIn(models[t]!.anchors)
      teach(counts[t]!, sample.levels.subarray(c * FIELD_COUNT, (c + 1) * FIELD_COUNT), [share, share * trust])
    }
    if (sample.anchor >= 0) continue
    unknown++
    found += 1 - posterior.none
    alone += posterior.none
    // The part of “none” that each look-alike explains.
    const plain = Math.max(1e-9, 1 - prior)
    let all = plain
    for (let c = 0; c < sample.count; c++) if (posterior.shares[c]! > 0) all += strangers[c]!
    for (let c = 0; c < sample.count; c++) {
      if (posterior.shares[c]! === 0 || (posterior.none * strangers[c]!) / all < 0.02) continue
      const t = sample.target[c]!
      for (let kind = 0; kind < STRANGERS.length; kind++) {
        const own = sumStrangerBits(weights[t]!, kind, sample.levels, sample.crowds, c * FIELD_COUNT)
        const share = (posterior.none * oddsOf(own)) / all
        alike[kind]![t] = alike[kind]![t]! + share
        teach(copied[kind]![t]!, sample.levels.subarray(c * FIELD_COUNT, (c + 1) * FIELD_COUNT), [share, share])
      }
    }
  }
  // Those with a code that is found need no prior; of the others fewer have a partner.
  const share = (found + 2) / (unknown + 2.5)
  const s = copied.map((own, kind) => strangerShares(kind, own))
  return models.map((model, t) => ({
    ...model,
    prior: share,
    here: (foundIn[t]! + 0.5) / (unknown + 1),
    anchors: anchors[t]!,
    m: held(sharesOf(counts[t]!, counts), model.u),
    strangers: s.map((own, kind) => ({ share: Math.min(0.9, (alike[kind]![t]! + 1) / (alone + 10)), s: own })),
  }))
}

function shareOf(shares: Float64Array, sample: Sample, c: number): number {
  let most = 0
  for (let j = 0; j < sample.count; j++)
    if (sample.premises[j] === sample.premises[c]) most = Math.max(most, shares[j]!)
  return most
}

/** Each pair counts by its share; the code by the first, for those whose codes agree say nothing of how codes differ. */
function teach(counts: Float64Array, levels: Uint8Array, [code, others]: readonly [number, number]): void {
  for (let f = 0; f < FIELD_COUNT; f++) {
    const at = f * WIDTH + levels[f]!
    counts[at] = counts[at]! + (f === CODE ? code : others)
  }
}

/**
 * What pairs without a code are worth in learning: everything while nothing is known, little once there are pairs that
 * are. Strangers that look like neighbours would otherwise teach the model to take neighbours for partners.
 */
const trustIn = (anchors: number): number => Math.max(0.05, 1 - anchors / 150)

function strangerShares(kind: number, copied: readonly Float64Array[]): Record<string, readonly number[]> {
  return Object.fromEntries(
    STRANGER_FIELDS[kind]!.map((f) => {
      const { field, levels } = FIELDS[f]!
      const own = levels.map((level, l) =>
        l === 0
          ? 0
          : copied.reduce((sum, it) => sum + it[f * WIDTH + l]!, 0) +
            USUAL_WEIGHT * (STRANGERS[kind]![field]?.[level] ?? 0.001),
      )
      const sum = own.reduce((a, it) => a + it, 0)
      return [field, own.map((it) => it / sum)]
    }),
  )
}

/** Shares over the levels from 1 on; what this pair of registers shows too seldom is filled up from all of them. */
function sharesOf(own: Float64Array, all: readonly Float64Array[]): Record<string, readonly number[]> {
  return Object.fromEntries(
    FIELDS.map(({ field, levels, usual: expected }, f) => {
      const pooled = levels.map((_, l) =>
        l === 0 ? 0 : all.reduce((sum, it) => sum + it[f * WIDTH + l]!, 0) + USUAL_WEIGHT * expected[l - 1]!,
      )
      const total = pooled.reduce((sum, it) => sum + it, 0)
      const mixed = levels.map((_, l) => (l === 0 ? 0 : own[f * WIDTH + l]! + (USUAL_WEIGHT * pooled[l]!) / total))
      const sum = mixed.reduce((a, it) => a + it, 0)
      return [field, mixed.map((it) => it / sum)]
    }),
  )
}

/** Held to the order of each field's levels. */
const held = (
  m: Readonly<Record<string, readonly number[]>>,
  u: Readonly<Record<string, readonly number[]>>,
): Record<string, readonly number[]> =>
  Object.fromEntries(FIELDS.map((it) => [it.field, monotone(it, m[it.field] ?? [], u[it.field] ?? [])]))
