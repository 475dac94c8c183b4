import type { Problem } from '../../api/client.ts'

/** One of the records that a request names: which, and the version that the person saw. */
export interface Named {
  readonly id: string
  readonly version: number
}

/** What became of them. */
export interface ManyAnswer {
  readonly done: readonly { readonly id: string; readonly version: number; readonly status: string }[]
  readonly refused: readonly {
    readonly id: string
    readonly title: string
    readonly number: string | null
    readonly problem: Problem
  }[]
}

export interface Sent extends ManyAnswer {
  /** Not sent, or sent without an answer: the same key makes them safe to send again. */
  readonly left: readonly Named[]
  /** Why it ended before its end; null when nothing failed. */
  readonly failed: unknown
}

/** So many in a request: a second or two of work, and a step of the progress. */
export const PIECE = 25

/**
 * Sends records piece after piece, telling after each what has become of all so far. It ends early when `isStopped`
 * says so or a request gets no answer; what is left can be sent on by `before`.
 */
export async function inPieces(
  records: readonly Named[],
  send: (piece: readonly Named[]) => Promise<ManyAnswer>,
  told: (sent: Sent) => void,
  isStopped: () => boolean,
  before: ManyAnswer = { done: [], refused: [] },
): Promise<Sent> {
  let sent: Sent = { done: before.done, refused: before.refused, left: records, failed: null }
  while (sent.left.length > 0 && !isStopped()) {
    try {
      const answer = await send(sent.left.slice(0, PIECE))
      sent = {
        done: [...sent.done, ...answer.done],
        refused: [...sent.refused, ...answer.refused],
        left: sent.left.slice(PIECE),
        failed: null,
      }
      told(sent)
    } catch (failed) {
      return { ...sent, failed }
    }
  }
  return sent
}
