import type { Comparison, ComparisonInput, ComparisonOptions, LinkTable, Model, Progress } from './comparison.ts'
import { Regions } from './normalise/regions.ts'
import { evaluateRegister, type Measured } from './outcome/evaluate.ts'
import { Explainer } from './outcome/explain.ts'
import { BriefSentences } from './outcome/brief-sentences.ts'
import { type Grouping, groupPremises } from './outcome/premises.ts'
import { type Said, sentenceOf } from './outcome/said.ts'
import { makeReport } from './outcome/report.ts'
import { reviewItems } from './outcome/review.ts'
import { Counts } from './run/counts.ts'
import { makeCrew } from './run/crew.ts'
import { Team } from './run/team.ts'
import { censusOf, linkStages, makeRun } from './run/stages.ts'
import { nameOfRecord, type Run } from './run/state.ts'
import { KeyBytes } from './table.ts'
import { TABLES } from './tables/versions.ts'
import { copyRun, decidedInCopy, judgedInCopy } from './warm/copy-run.ts'
import { Recomparer } from './warm/recomparer.ts'

/** Share of the whole that each stage takes, for progress. */
const SHARES: readonly (readonly [Progress['stage'], number])[] = [
  ['read', 0.3],
  ['index', 0.05],
  ['model', 0.05],
  ['compare', 0.45],
  ['group', 0.05],
  ['report', 0.1],
]

/** Counts up when the shape or the meaning of what is estimated changes. */
const MODEL_VERSION = '2'

/** Compares registers into premises; see {@link ComparisonInput}. Deterministic on any number of threads. */
export async function compareRegisters(input: ComparisonInput, asked: ComparisonOptions = {}): Promise<Comparison> {
  const { model: given, ...others } = asked
  // Weights of another make mean something else: they are estimated anew.
  const options: ComparisonOptions = given?.version === MODEL_VERSION ? asked : others
  const clock = options.clock ?? (() => 0)
  const seconds: Record<string, number> = {}
  let since = clock()
  const lap = (name: string) => {
    seconds[name] = (seconds[name] ?? 0) + clock() - since
    since = clock()
  }
  const tell = (stage: Progress['stage'], share: number) => {
    const at = SHARES.findIndex(([name]) => name === stage)
    const before = SHARES.slice(0, at).reduce((sum, [, part]) => sum + part, 0)
    options.onProgress?.({ stage, share: Math.min(1, before + share * (SHARES[at]?.[1] ?? 0)) })
    options.signal?.throwIfAborted()
  }
  const run = makeRun(input, options.model?.calibration, options.forChanges)
  const words = options.model?.regions ?? censusOf(input)
  const team = options.team ?? new Team(options.threads ?? 1)
  try {
    const crew = await makeCrew(run, words, team)
    for (const stage of run.stages) {
      const [from, to] = [run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!]
      await crew.read(stage, (share) => tell('read', (from + share * (to - from)) / Math.max(1, run.pool.size)))
    }
    lap('read')
    const linked = await linkStages(run, crew, options, (share, stage) =>
      tell('compare', (stage.at + share) / run.stages.length),
    )
    lap('compare')
    const saying = options.sentences === true ? crew.say() : null
    tell('group', 0)
    const places = linkPlaces(run)
    const grouping = groupPremises(run, linked.decided, (record) => places.linkOf(record), options.counts?.sure)
    lap('group')
    tell('report', 0)
    const regions = new Regions(words)
    const explainer = new Explainer(run, regions)
    const review = reviewItems(run, grouping, explainer, places.linkOf)
    lap('review')
    const said = await saying
    const links = linkTable(run, grouping, explainer, places, said)
    const model: Model = {
      version: MODEL_VERSION,
      tables: TABLES,
      regions: words,
      pairs: run.models.flat(),
      calibration: linked.curve,
    }
    const measured = run.stages.map((stage) =>
      options.withoutEvaluation === true || stage.at === 0
        ? NOT_MEASURED
        : evaluateRegister(run, stage, regions, options.seed ?? 1),
    )
    lap('evaluation')
    const report = makeReport({ run, grouping, linked, review, seconds, links: places, measured })
    tell('report', 1)
    let counts: Counts | undefined
    const counted = () => (counts ??= options.counts ?? new Counts(run, grouping.sure))
    return {
      registers: input.registers.map(({ file, kind, proves, asOf }) => ({ file, kind, proves, asOf })),
      links,
      premises: grouping.table,
      review,
      report,
      model,
      get counts() {
        return counted()
      },
      warm: () => {
        const decided = decidedInCopy(run, linked.decided)
        return new Recomparer(copyRun(run), decided, counted(), regions, judgedInCopy(run, grouping))
      },
    }
  } finally {
    if (options.team === undefined) await team.close()
  }
}

const NOT_MEASURED: Measured = { hiddenKey: null, planted: null, blockingRecall: null }

/** Links are told register by register as they were given; the pool has them in the order of comparison. */
export interface LinkPlaces {
  linkOf(record: number): number
  recordOf(link: number): number
  readonly count: number
}

function linkPlaces(run: Run): LinkPlaces {
  const { pool, stages, input } = run
  const starts: number[] = []
  let count = 0
  for (const { table } of input.registers) {
    starts.push(count)
    count += table.rows
  }
  const stageFor = input.registers.map((_, i) => stages.findIndex((it) => it.input === i))
  return {
    count,
    linkOf(record) {
      let k = 0
      while (record >= pool.starts[k + 1]!) k++
      return starts[stages[k]!.input]! + record - pool.starts[k]!
    },
    recordOf(link) {
      let i = starts.length - 1
      while (i > 0 && link < starts[i]!) i--
      return pool.starts[stageFor[i]!]! + link - starts[i]!
    },
  }
}

function linkTable(
  run: Run,
  grouping: Grouping,
  explainer: Explainer,
  places: LinkPlaces,
  said: Said | null,
): LinkTable {
  const { count } = places
  const columns = {
    register: new Uint8Array(count),
    row: new Uint32Array(count),
    premises: new Uint32Array(count),
    probability: new Float32Array(count),
  }
  const sentences = new BriefSentences(run, explainer)
  const keys = run.input.registers.map(({ table }) => new KeyBytes(table))
  let link = 0
  for (const [i, { table }] of run.input.registers.entries())
    for (let row = 0; row < table.rows; row++, link++) {
      const record = places.recordOf(link)
      columns.register[link] = i
      columns.row[link] = row
      columns.premises[link] = grouping.of[record]!
      columns.probability[link] = record < run.pool.starts[1]! ? 1 : run.links.probability[record]!
    }
  return {
    count,
    ...columns,
    name: (index) => nameOfRecord(run, places.recordOf(index)),
    isCompared: (index) => places.recordOf(index) >= run.pool.starts[1]!,
    explain: (index, briefly) => explainer.explain(places.recordOf(index), briefly),
    explainPair: (index, candidate) => explainer.explainPair(places.recordOf(index), places.recordOf(candidate)),
    why(index) {
      const record = places.recordOf(index)
      const compared = record - run.pool.starts[1]!
      return said === null || compared < 0 ? sentences.why(record) : sentenceOf(said, compared)
    },
    plainKey: (index, into, at) => keys[columns.register[index]!]!.copy(columns.row[index]!, into, at),
  }
}
