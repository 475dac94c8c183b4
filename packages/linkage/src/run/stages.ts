import type { ComparisonInput, ComparisonOptions, Model, PairModel } from '../comparison.ts'
import { makeIndex } from '../block/index.ts'
import { RegionCensus, type RegionWord } from '../normalise/regions.ts'
import { BYTES, WORDS, makePool } from '../pool/pool.ts'
import { RowCells, shared } from '../table.ts'
import { type Curve, calibrate } from '../score/calibrate.ts'
import type { LevelShares } from '../score/random-pairs.ts'
import { makeSampleColumns, samplesIn } from '../score/samples.ts'
import { type Target, trainPairs } from '../score/train.ts'
import { type Decided, markRepeated, resolveDecisions } from './decisions.ts'
import { type RecordLinker, RULE } from './link-record.ts'
import { makeLinker, write } from './link-rows.ts'
import { linkWithin } from './link-within.ts'
import { makeLinkColumns, reserveOf, type Run, type Stage, sourcesOf, stageOf, stagesOf } from './state.ts'
import type { Counts } from './counts.ts'
import type { Crew } from './crew.ts'

/** A record whose partner was found by its code adds nothing to later searches that its partner does not say. */
export const standsForItself = (run: Run, at: number): boolean =>
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
    const step = Math.max(1, table.rows / 5_000)
    for (let i = 0; Math.floor(i * step) < table.rows; i++) {
      cells.find(Math.floor(i * step))
      census.take(cells)
    }
  }
  return census.words()
}

export function makeRun(input: ComparisonInput, curve: Curve = [], forChanges = false): Run {
  const stages = stagesOf(input.registers)
  let size = 0
  const starts = [0, ...stages.map(({ register }) => (size += register.table.rows))]
  const pool = makePool(starts)
  return {
    input,
    stages,
    pool,
    links: makeLinkColumns(size, starts[1] ?? 0, forChanges),
    targets: [],
    models: [],
    own: [],
    choices: [],
    curve,
  }
}

/** Links register after register: each against all that were read before it, then what is left among itself. */
export async function linkStages(
  run: Run,
  crew: Crew,
  options: ComparisonOptions,
  tell: (done: number, stage: Stage) => void,
): Promise<{ decided: Decided; scored: number; repeated: number[]; curve: Curve }> {
  const { pool, stages, input } = run
  const { counts } = options
  if (counts && !counts.fit(stages)) throw new RangeError('these are counts of other registers')
  const decided = resolveDecisions(run, input.decisions ?? [])
  const repeated: number[] = []
  let scored = 0
  // What is shared within each register is counted, and pairs are drawn, while this thread does something else.
  const crowds = stages.map(({ at }) =>
    counts ? counts.writeCrowds(pool, at, [pool.starts[at]!, pool.starts[at + 1]!]) : crew.crowds(stages[at]!),
  )
  const learns = (stage: Stage) => stage.register.table.rows > 0 && knownModels(stage, stages, options.model) === null
  const drawn = stages.map((): Promise<LevelShares>[] => [])
  for (const stage of stages) {
    options.signal?.throwIfAborted()
    const [from, to] = [pool.starts[stage.at]!, pool.starts[stage.at + 1]!]
    const base = baseOf(run)
    repeated[stage.at] = markRepeated(run, stage)
    if (base.length === 0) run.own[stage.at] = ownIndex(run, stage, counts)
    await crowds[stage.at]
    const isAlone = base.length === 0 || from === to
    const models = isAlone
      ? []
      : (knownModels(stage, stages, options.model) ?? (await modelsOf(run, stage, base, crew, drawn[stage.at]!)))
    run.targets[stage.at] = base
    run.models[stage.at] = models
    if (base.length > 0 && from < to) {
      scored += await crew.link(stage, base, models, (share) => tell(share, stage))
      const linker = makeLinker(pool, sourcesOf(run), base, models, { curve: run.curve, reserve: reserveOf(run.links) })
      followDecisions(run, decided, linker, [from, to])
      // Partners are taken over once all rows are linked, so that no row depends on how the work was shared out.
      for (let at = from; at < to; at++) {
        const partner = run.links.partner[at]!
        if (partner > 0) pool.premises[at * WORDS] = pool.premises[(partner - 1) * WORDS]!
      }
    }
    if (base.length > 0) run.own[stage.at] = ownIndex(run, stage, counts)
    const within = stage.at > 0 ? linkWithin(run, stage, crew) : undefined
    for (const later of stages.slice(stage.at + 1))
      if (learns(later)) drawn[later.at]!.push(crew.drawPairs(later, run.own[stage.at]!, options.seed ?? 1))
    await within
    tell(1, stage)
  }
  return { decided, scored, repeated, curve: learnt(run, decided) }
}

/** The registers that one is compared with: those before it. */
const baseOf = ({ own }: Run): Target[] => own.flatMap((it) => (it === null ? [] : [it]))

/** What an earlier run learnt of a register and those before it; null where it did not learn all. */
function knownModels({ at, register }: Stage, stages: readonly Stage[], model: Model | undefined): PairModel[] | null {
  const known = stages
    .slice(0, at)
    .flatMap((target) => model?.pairs.find((it) => it.from === register.kind && it.to === target.register.kind) ?? [])
  return known.length === at ? known : null
}

async function modelsOf(
  run: Run,
  stage: Stage,
  base: readonly Target[],
  crew: Crew,
  drawn: readonly Promise<LevelShares>[],
): Promise<PairModel[]> {
  const columns = makeSampleColumns(run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!)
  await crew.sample(stage, base, columns)
  return trainPairs(run.pool, stage.register.kind, base, samplesIn(columns), await Promise.all(drawn))
}

function ownIndex(run: Run, stage: Stage, counts: Counts | undefined): Target {
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
  const kept = counts?.of(stage.at)
  return {
    register: stage.at,
    kind: stage.register.kind,
    index: makeIndex(pool, [from, to], (at) => standsForItself(run, at), kept?.index),
    population: kept?.population ?? n,
    classPopulation: kept?.classPopulation ?? ofClass,
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
  for (const at of decided.different.keys()) if (at >= from && at < to) tellApart(run, decided, linker, at, from)
  for (const at of decided.same.keys()) if (at >= from && at < to) tellSame(run, decided, at, from)
}

/** Links a record without what a person said that it is not, of the registers before its own, which begins at `from`. */
export function tellApart(run: Run, decided: Decided, linker: RecordLinker, at: number, from: number): void {
  const { links, pool } = run
  const different = decided.different.get(at)
  if (different === undefined || pool.premises[at * WORDS] !== at) return
  const earlier = [...different].filter((it) => it < from)
  linker.link(at, { excluded: new Set([...earlier, ...earlier.map((it) => pool.premises[it * WORDS]!)]) })
  write(links, at, linker)
  if (linker.partner < 0) links.rule[at] = RULE.decidedDifferent
}

/** Links a record with what a person said that it is, of the registers before its own, which begins at `from`. */
export function tellSame({ links }: Run, decided: Decided, at: number, from: number): void {
  const other = decided.same.get(at)?.find((it) => it < from)
  if (other === undefined) return
  links.partner[at] = other + 1
  links.probability[at] = 1
  links.none[at] = 0
  links.rule[at] = RULE.decidedSame
}
