/** A page of open questions with the counts beside it, as the server gives it and as the desk goes on from it. */
export interface Open<T> {
  readonly rows: readonly T[]
  readonly open: number
  readonly settled: number
  /** Decisions that the result does not show yet. */
  readonly pending: number
}

export interface Numbered {
  readonly no: number
}

/** The question on the desk: the best that was not put off, else the one that was put off first. */
export function onDesk<T extends Numbered>(rows: readonly T[], later: readonly T[]): T | undefined {
  return rows.find((it) => later.every((other) => other.no !== it.no)) ?? later[0]
}

/** Those that were put off, with one more at the end: it comes again when all others are through. */
export const putOff = <T extends Numbered>(later: readonly T[], it: T): T[] => [...without(later, it.no), it]

export const without = <T extends Numbered>(rows: readonly T[], no: number): T[] => rows.filter((it) => it.no !== no)

/** The page after a question was answered by so many decisions. */
export const answered = <P extends Open<Numbered>>(page: P, no: number, decisions: number): P => ({
  ...page,
  rows: without(page.rows, no),
  open: page.open - 1,
  settled: page.settled + 1,
  pending: page.pending + decisions,
})

/** The page after an answer was taken back: its question is on top again, and there is nothing to apply. */
export const takenBack = <P extends Open<Numbered>>(page: P, question: P['rows'][number], decisions: number): P => ({
  ...page,
  rows: [question, ...without(page.rows, question.no)],
  open: page.open + 1,
  settled: page.settled - 1,
  pending: Math.max(0, page.pending - decisions),
})

/** Where the next page begins: the open questions before it are those that were put off. */
export const nextFrom = (later: readonly Numbered[]): number => later.length
