/** What the review desk keeps in hand: the questions in their order, those put off at the end. */
export interface Queue<T> {
  readonly waiting: readonly T[]
  readonly later: readonly T[]
}

export interface Numbered {
  readonly no: number
}

/** The question that is on the desk: the best that waits, else the first that was put off. */
export const onDesk = <T>(queue: Queue<T>): T | undefined => queue.waiting[0] ?? queue.later[0]

/** Takes in a fresh page of questions; what was put off stays put off, and what is settled elsewhere is gone. */
export function takeIn<T extends Numbered>(queue: Queue<T>, fresh: readonly T[], whole: boolean): Queue<T> {
  const offs = new Set(queue.later.map((it) => it.no))
  const kept = queue.later.filter((it) => !whole || fresh.some((other) => other.no === it.no))
  return {
    waiting: fresh.filter((it) => !offs.has(it.no)),
    later: kept.map((it) => fresh.find((other) => other.no === it.no) ?? it),
  }
}

/** Puts the question on the desk off: it comes again when all others are through. */
export function putOff<T extends Numbered>(queue: Queue<T>): Queue<T> {
  const it = onDesk(queue)
  if (it === undefined) return queue
  return {
    waiting: queue.waiting.filter((other) => other.no !== it.no),
    later: [...queue.later.filter((other) => other.no !== it.no), it],
  }
}

/** Takes a settled question off the desk. */
export const settle = <T extends Numbered>(queue: Queue<T>, no: number): Queue<T> => ({
  waiting: queue.waiting.filter((it) => it.no !== no),
  later: queue.later.filter((it) => it.no !== no),
})

/** Puts a question back on top: what was decided on it was taken back. */
export const putBack = <T extends Numbered>(queue: Queue<T>, it: T): Queue<T> => {
  const { waiting, later } = settle(queue, it.no)
  return { waiting: [it, ...waiting], later }
}
