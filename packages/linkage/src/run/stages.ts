import type { ComparisonInput, ComparisonOptions, PairModel } from '../comparison.ts'
import { makeIndex } from '../block/index.ts'
import { CandidateFinder } from '../block/candidates.ts'
import { RegionCensus, type RegionWord } from '../normalise/regions.ts'
import { BYTES, WORDS, makePool } from '../pool/pool.ts'
import { RowCells, shared } from '../table.ts'
import { type Curve, calibrate } from '../score/calibrate.ts'
import { type Target, trainPairs } from '../score/train.ts'
import { type Decided, markRepeated, resolveDecisions } from './decisions.ts'
import { type RecordLinker, RULE } from './link-record.ts'
import { makeComparer, makeLinker, write } from './link-rows.ts'
import { type Linked, makeLinkColumns, type Run, type Stage, stageOf, stagesOf } from './state.ts'
import type { Crew } from './crew.ts'

/** A record whose partner was found by its code adds nothing to later searches that its partner does not say. */
const standsForItself = (run: Run, at: number): boolean =>
  run.pool.premises[at * WORDS] === at || (run.links.rule[at] !== RULE.sameCode && run.links.rule[at] !== RULE.sameKey)

/** What reviewed pairs teach about the posterior, for the next run; without enough of them the curve stays as it was. */
function learnt(run: Run, decided: Decided): Curve {
  const answers: [number, boolean][] = []
  for (const { a, b, same } of decided.pairs) {
    const { at } = stageOf(run, b)
    if (a >= run.pool.starts[at]!) continue
    const linker = makeLinker(run.pool, sourcesOf(run), run.targets[at] ?? [], run.models[at] ?? [])
    linker.link(b, { scoreAll: true })
    for (let c = 0; c < linker.count; c++) if (linker.records[c] === a) answers.push([linker.shares[c]!, same])
  }
  const curve = calibrate(answers)
  return curve.length > 0 ? curve : run.curve
}

/** The region words of all files, from a sample of their addresses. */
export function censusOf(input: ComparisonInput): RegionWord[] {
  const census = new RegionCensus(input.region)
  for (const { table } of input.registers) {
    if (table.places.address === undefined) continue
    const cells = new RowCells(table)
    const step = Math.max(1, table.rows / 20_000)
    for (let i = 0; Math.floor(i * step) < table.rows; i++) {
      cells.find(Math.floor(i * step))
      census.take(cells)
    }
  }
  return census.words()
}

export function makeRun(input: ComparisonInput, curve: Curve = []): Run {
  const stages = stagesOf(input.registers)
  let size = 0
  const starts = [0, ...stages.map(({ register }) => (size += register.table.rows))]
  const pool = makePool(starts)
  return { input, stages, pool, links: makeLinkColumns(size), targets: [], models: [], own: [], curve }
}

export interface StageTimes {
  (stage: string): void
}

/** Links register after register: each against all that were read before it, then what is left among itself. */
export async function linkStages(
  run: Run,
  crew: Crew,
  options: ComparisonOptions,
  tell: (done: number, stage: Stage) => void,
): Promise<{ decided: Decided; scored: number; repeated: number[]; curve: Curve }> {
  const { pool, stages, input } = run
  const decided = resolveDecisions(run, input.decisions ?? [])
  const repeated: number[] = []
  let scored = 0
  for (const stage of stages) {
    options.signal?.throwIfAborted()
    const [from, to] = [pool.starts[stage.at]!, pool.starts[stage.at + 1]!]
    const base = run.own.flatMap((it) => (it === null ? [] : [it]))
    // Lines handed over twice are found, and the first register indexed, while another thread counts what is shared.
    const crowds = crew.crowds(stage)
    repeated[stage.at] = markRepeated(run, stage)
    if (base.length === 0) run.own[stage.at] = ownIndex(run, stage)
    await crowds
    const models = base.length === 0 || from === to ? [] : await modelsOf(run, stage, base, crew, options)
    run.targets[stage.at] = base
    run.models[stage.at] = models
    if (base.length > 0 && from < to) {
      scored += await crew.link(stage, base, models, (share) => tell(share, stage))
      const linker = makeLinker(pool, sourcesOf(run), base, models, run.curve)
      followDecisions(run, decided, linker, [from, to])
      // Partners are taken over once all rows are linked, so that no row depends on how the work was shared out.
      for (let at = from; at < to; at++) {
        const partner = run.links.partner[at]!
        if (partner > 0) pool.premises[at * WORDS] = pool.premises[(partner - 1) * WORDS]!
      }
    }
    if (base.length > 0) run.own[stage.at] = ownIndex(run, stage)
    if (stage.at > 0) linkWithin(run, stage)
    tell(1, stage)
  }
  return { decided, scored, repeated, curve: learnt(run, decided) }
}

export const sourcesOf = (run: Pick<Run, 'stages'>) =>
  run.stages.map(({ register }) => ({ kind: register.kind, table: register.table }))

async function modelsOf(
  run: Run,
  stage: Stage,
  base: readonly Target[],
  crew: Crew,
  options: ComparisonOptions,
): Promise<PairModel[]> {
  const known = base.map((target) =>
    options.model?.pairs.find((it) => it.from === stage.register.kind && it.to === target.kind),
  )
  if (known.every((it) => it !== undefined)) return known as PairModel[]
  const comparer = makeComparer(run.pool, sourcesOf(run))
  const range = [run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!] as const
  return trainPairs(
    { pool: run.pool, finder: new CandidateFinder(run.pool, comparer.codeUnits), comparer },
    stage.register.kind,
    range,
    base,
    crew.drawPairs(stage, base, options.seed ?? 1),
  )
}

function ownIndex(run: Run, stage: Stage): Target {
  const { pool } = run
  const [from, to] = [pool.starts[stage.at]!, pool.starts[stage.at + 1]!]
  const records = shared(to - from)
  const classRecords = shared(to - from)
  let [n, ofClass] = [0, 0]
  for (let at = from; at < to; at++) {
    if (!standsForItself(run, at)) continue
    records[n++] = at
    if (pool.inClass[at * BYTES] === 1) classRecords[ofClass++] = at
  }
  return {
    register: stage.at,
    kind: stage.register.kind,
    index: makeIndex(pool, from, to, (at) => standsForItself(run, at)),
    population: n,
    classPopulation: ofClass,
    records: records.subarray(0, n),
    classRecords: classRecords.subarray(0, ofClass),
  }
}

/** What a person decided stands, whatever the score says. */
function followDecisions(
  run: Run,
  decided: Decided,
  linker: RecordLinker,
  [from, to]: readonly [number, number],
): void {
  const { links, pool } = run
  for (const [at, excluded] of decided.different) {
    if (at < from || at >= to || pool.premises[at * WORDS] !== at) continue
    const premises = new Set([...excluded, ...[...excluded].map((it) => pool.premises[it * WORDS]!)])
    linker.link(at, { excluded: premises })
    write(links, at, linker)
    if (linker.partner < 0) links.rule[at] = RULE.decidedDifferent
  }
  for (const [at, others] of decided.same) {
    if (at < from || at >= to) continue
    const other = others.find((it) => it < from)
    if (other === undefined) continue
    links.partner[at] = other + 1
    links.probability[at] = 1
    links.none[at] = 0
    links.rule[at] = RULE.decidedSame
  }
}

/** Records of one register that found no partner before it may be one shop: on two platforms, or licensed twice. */
function linkWithin(run: Run, stage: Stage): void {
  const { pool, links } = run
  const linker = withinLinker(run, stage.at)
  if (linker === null) return
  for (let at = pool.starts[stage.at]!; at < pool.starts[stage.at + 1]!; at++) {
    if (pool.premises[at * WORDS] !== at || links.rule[at] === RULE.decidedDifferent) continue
    linker.link(at)
    if (!isWithin(linker, at)) continue
    pool.premises[at * WORDS] = pool.premises[linker.partner * WORDS]!
    links.partner[at] = linker.partner + 1
    links.probability[at] = linker.probability
    links.rule[at] = linker.rule
  }
}

/** Looks for partners inside a register; null for the first, whose lines are told apart by their keys. */
export function withinLinker(run: Linked, at: number): RecordLinker | null {
  const own = run.own[at]
  const model = run.models[at]?.[0]
  if (!own || !model) return null
  return makeLinker(
    run.pool,
    sourcesOf(run),
    [own],
    [{ ...model, to: own.kind, prior: WITHIN_PRIOR, here: WITHIN_PRIOR }],
  )
}

/** Whether an earlier record of the same register was found, beyond doubt. */
export const isWithin = (linker: RecordLinker, at: number): boolean =>
  linker.partner >= 0 && linker.partner < at && linker.probability >= WITHIN_LEAST

/** Few records of one register are one shop, so the fields have to say so clearly. */
const WITHIN_PRIOR = 0.05
const WITHIN_LEAST = 0.9
