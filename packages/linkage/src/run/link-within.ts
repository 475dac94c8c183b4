import { type Choice, Choices, lineOf, premisesBefore } from './choices.ts'
import { type RecordLinker, RULE } from './link-record.ts'
import { makeLinker } from './link-rows.ts'
import { keep, RESERVE } from './shortlist.ts'
import { type Run, type Stage, sourcesOf } from './state.ts'

/** Few records of one register are one shop, so the fields have to say so clearly. */
const WITHIN_PRIOR = 0.05
const WITHIN_LEAST = 0.9

/**
 * Records of one register that found no partner before it may be one shop: on two platforms, or licensed twice. Each
 * chooses for itself, and choices that hang together are one premises, so that it does not matter in which order the
 * rows stand.
 */
export function linkWithin(run: Run, stage: Stage): void {
  const linker = withinLinker(run, stage.at)
  const choices = new Choices(run, stage.at)
  run.choices[stage.at] = choices
  if (linker === null) return
  const { links } = run
  const [from, to] = [run.pool.starts[stage.at]!, run.pool.starts[stage.at + 1]!]
  for (let at = from; at < to; at++) {
    if (!mayChoose(run, at, from)) continue
    linker.link(at)
    const choice = choiceOf(run, linker, at, from)
    if (choice !== null) choices.set(at, choice)
    links.reachWithin[at - links.first] = linker.reach
    if (links.foundWithin) keep(links.foundWithin, at - links.first, linker.found)
  }
  choices.joinAll()
}

/** Looks for partners inside a register; null for the first, whose lines are told apart by their keys. */
export function withinLinker(run: Run, at: number): RecordLinker | null {
  const own = run.own[at]
  const model = run.models[at]?.[0]
  if (!own || !model) return null
  const models = [{ ...model, to: own.kind, prior: WITHIN_PRIOR }]
  return makeLinker(run.pool, sourcesOf(run), [own], models, [], run.links.foundWithin ? RESERVE : 0)
}

/** Whether a record stands alone, and no person has told it apart. */
export const mayChoose = (run: Run, at: number, from: number): boolean =>
  premisesBefore(run, at, from) === at && run.links.rule[at] !== RULE.decidedDifferent

/** What the record that was linked last chooses: another that stands alone, beyond doubt. */
export function choiceOf(
  run: Run,
  { partner, probability, rule }: RecordLinker,
  at: number,
  from: number,
): Choice | null {
  if (partner < 0 || probability < WITHIN_LEAST) return null
  const line = lineOf(run, partner, from)
  return line === at || !mayChoose(run, line, from) ? null : { line, probability, rule }
}
