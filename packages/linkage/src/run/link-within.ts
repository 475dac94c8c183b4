import { type Choice, Choices, lineOf, premisesBefore } from './choices.ts'
import { type RecordLinker, RULE } from './link-record.ts'
import type { PairModel } from '../comparison.ts'
import type { Pool } from '../pool/pool.ts'
import type { Target } from '../score/train.ts'
import { shared } from '../table.ts'
import type { Crew } from './crew.ts'
import { makeLinker, type Source } from './link-rows.ts'
import { keep } from './shortlist.ts'
import { type LinkColumns, type Linked, type Run, type Stage, reserveOf, sourcesOf } from './state.ts'

/** Few records of one register are one shop, so the fields have to say so clearly. */
const WITHIN_PRIOR = 0.05
const WITHIN_LEAST = 0.9

/** What records choose in their own register, by row, in memory that threads share. */
export interface ChoiceColumns {
  /** The record chosen plus one; 0 of one that chooses none. */
  readonly line: Uint32Array
  readonly probability: Float64Array
  readonly rule: Uint8Array
}

/**
 * Records of one register that found no partner before it may be one shop: on two platforms, or licensed twice. Each
 * chooses for itself, and choices that hang together are one premises, so that it does not matter in which order the
 * rows stand.
 */
export async function linkWithin(run: Run, stage: Stage, crew: Crew): Promise<void> {
  const choices = new Choices(run, stage.at)
  run.choices[stage.at] = choices
  const how = howWithin(run, stage.at)
  if (how === null) return
  const [from, to] = [run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!]
  const rows = to - from
  const columns: ChoiceColumns = {
    line: shared(rows),
    probability: new Float64Array(new SharedArrayBuffer(rows * 8)),
    rule: new Uint8Array(new SharedArrayBuffer(rows)),
  }
  await crew.choose(stage, how, columns)
  for (let row = 0; row < rows; row++)
    if (columns.line[row]! > 0)
      choices.set(from + row, {
        line: columns.line[row]! - 1,
        probability: columns.probability[row]!,
        rule: columns.rule[row]!,
      })
  choices.joinAll()
}

/** Lets the records `from .. to` of the register that begins at `first` choose. */
export function chooseRows(
  run: Pick<Run, 'pool' | 'links'>,
  linker: RecordLinker,
  columns: ChoiceColumns,
  first: number,
  [from, to]: readonly [number, number],
): void {
  const { links } = run
  for (let at = from; at < to; at++) {
    if (!mayChoose(run, at, first)) continue
    linker.link(at)
    if (links.foundWithin) keep(links.foundWithin, at - links.first, linker.found)
    const choice = choiceOf(run, linker, at, first)
    if (choice === null) continue
    columns.line[at - first] = choice.line + 1
    columns.probability[at - first] = choice.probability
    columns.rule[at - first] = choice.rule
  }
}

/** By what partners are looked for inside a register. */
export interface Within {
  readonly own: Target
  readonly model: PairModel
}

/** Null for the first register, whose lines are told apart by their keys. */
function howWithin(run: Linked, at: number): Within | null {
  const own = run.own[at]
  const model = run.models[at]?.[0]
  if (!own || !model) return null
  return { own, model: { ...model, to: own.kind, prior: WITHIN_PRIOR, here: WITHIN_PRIOR } }
}

/** Looks for partners inside a register; null for the first. */
export function withinLinker(run: Linked, at: number): RecordLinker | null {
  const how = howWithin(run, at)
  return how && makeWithinLinker(run.pool, sourcesOf(run), run.links, how)
}

export const makeWithinLinker = (
  pool: Pool,
  sources: readonly Source[],
  links: LinkColumns,
  { own, model }: Within,
): RecordLinker => makeLinker(pool, sources, [own], [model], { reserve: reserveOf(links) })

/** Whether a record stands alone, and no person has told it apart. */
export const mayChoose = (run: Pick<Run, 'pool' | 'links'>, at: number, from: number): boolean =>
  premisesBefore(run, at, from) === at && run.links.rule[at] !== RULE.decidedDifferent

/** What the record that was linked last chooses: another that stands alone, beyond doubt. */
export function choiceOf(
  run: Pick<Run, 'pool' | 'links'>,
  { partner, probability, rule }: RecordLinker,
  at: number,
  from: number,
): Choice | null {
  if (partner < 0 || probability < WITHIN_LEAST) return null
  const line = lineOf(run, partner, from)
  return line === at || !mayChoose(run, line, from) ? null : { line, probability, rule }
}
