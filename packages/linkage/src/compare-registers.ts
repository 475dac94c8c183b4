import type { Comparison, ComparisonInput, ComparisonOptions, Model, Progress } from './comparison.ts'
import { Regions } from './normalise/regions.ts'
import { evaluate, NOT_MEASURED } from './outcome/evaluate.ts'
import { Explainer } from './outcome/explain.ts'
import { linkPlaces, linkTable } from './outcome/link-table.ts'
import { groupPremises, membershipsOf } from './outcome/premises.ts'
import { makeReport } from './outcome/report.ts'
import { reviewItems } from './outcome/review.ts'
import { BYTES } from './pool/pool.ts'
import { Counts } from './run/counts.ts'
import { makeCrew } from './run/crew.ts'
import { Team } from './run/team.ts'
import { censusOf, linkStages, makeRun } from './run/stages.ts'
import type { Run } from './run/state.ts'
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
  let linksWritten = Promise.resolve()
  const begun = makeRun(input, options.model?.calibration, options.forChanges)
  // It is waited for when it is needed.
  Promise.resolve(input.medicalWork).catch(() => undefined)
  const team = options.team ?? new Team(options.threads ?? 1)
  try {
    team.touch(new Uint8Array(begun.pool.memory, 0, begun.pool.size * BYTES))
    const words = options.model?.regions ?? censusOf(input)
    const crew = await makeCrew(begun, words, team)
    for (const stage of begun.stages) {
      const [from, to] = [begun.pool.starts[stage.at]!, begun.pool.starts[stage.at + 1]!]
      await crew.read(stage, (share) => tell('read', (from + share * (to - from)) / Math.max(1, begun.pool.size)))
    }
    lap('read')
    const linked = await linkStages(begun, crew, options, (share, stage) =>
      tell('compare', (stage.at + share) / begun.stages.length),
    )
    const run: Run = { ...begun, medicalWork: await input.medicalWork }
    lap('compare')
    tell('group', 0)
    const places = linkPlaces(run)
    const { seed = 1, withoutEvaluation = false } = options
    // One thread measures some registers and writes the file of the links, the other does all else.
    const theirs = Math.ceil(run.stages.length / 2)
    const measuring = withoutEvaluation ? Promise.resolve([]) : crew.evaluate(theirs, seed)
    const memberships = membershipsOf(run, linked.decided)
    if (options.linksTo !== undefined) linksWritten = crew.writeLinks(options.linksTo, memberships.firsts)
    // What fails there is told to whoever waits for it, and to nobody else.
    for (const it of [measuring, linksWritten]) it.catch(() => undefined)
    const grouping = groupPremises(run, memberships, (record) => places.linkOf(record), options.counts?.sure)
    lap('group')
    tell('report', 0)
    const regions = new Regions(words)
    const explainer = new Explainer(run, regions)
    const review = reviewItems(run, grouping, explainer, places.linkOf)
    lap('review')
    const links = linkTable(run, grouping, explainer, places)
    const model: Model = {
      version: MODEL_VERSION,
      tables: TABLES,
      regions: words,
      pairs: run.models.flat(),
      calibration: linked.curve,
    }
    const measured = withoutEvaluation
      ? run.stages.map(() => NOT_MEASURED)
      : [...(await measuring), ...evaluate(run, run.stages.slice(theirs), regions, seed)]
    const report = makeReport({ run, grouping, linked, review, seconds, links: places, measured })
    tell('report', 1)
    let counts: Counts | undefined
    const counted = () => (counts ??= options.counts ?? new Counts(run, grouping.sure))
    return {
      registers: input.registers.map(({ file, kind, proves, asOf }) => ({ file, kind, proves, asOf })),
      links,
      premises: grouping.table,
      linksWritten,
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
    await (options.team === undefined ? linksWritten.catch(() => undefined).then(() => team.close()) : undefined)
  }
}
