import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPieces, type ManyAnswer, type Named, PIECE } from './in-pieces.ts'

const records = (n: number): Named[] => Array.from({ length: n }, (_, i) => ({ id: `r${i}`, version: i }))
const refusal = (id: string): ManyAnswer['refused'][number] => ({
  id,
  title: id,
  number: null,
  problem: { status: 409, code: 'action.status.closed', detail: '', clause: null, facts: {} },
})
/** A server that refuses what `isRefused` says and gives no answer when its turn is among `dead`. */
function server(isRefused: (id: string) => boolean, dead: ReadonlySet<number> = new Set()) {
  let turn = 0
  return async (piece: readonly Named[]): Promise<ManyAnswer> => {
    if (dead.has(turn++)) throw new Error('no answer')
    return {
      done: piece
        .filter((it) => !isRefused(it.id))
        .map((it) => ({ ...it, version: it.version + 1, status: 'assigned' })),
      refused: piece.filter((it) => isRefused(it.id)).map((it) => refusal(it.id)),
    }
  }
}

describe('many records in pieces', () => {
  it('are each told of once, whatever is refused and however often no answer comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(130), fc.uniqueArray(fc.nat(9)), fc.nat(6), async (n, dead, every) => {
        const send = server((id) => every > 0 && Number(id.slice(1)) % (every + 1) === 0, new Set(dead))
        let sent = await inPieces(
          records(n),
          send,
          () => undefined,
          () => false,
        )
        for (let tries = 0; sent.failed !== null && tries < 20; tries++)
          sent = await inPieces(
            sent.left,
            send,
            () => undefined,
            () => false,
            sent,
          )
        expect(sent.left).toEqual([])
        expect([...sent.done, ...sent.refused].map((it) => it.id).toSorted()).toEqual(
          records(n)
            .map((it) => it.id)
            .toSorted(),
        )
      }),
    )
  })

  it('end after the piece under way when somebody says stop, and tell what is left', async () => {
    const told: number[] = []
    const sent = await inPieces(
      records(PIECE * 3),
      server(() => false),
      (it) => told.push(it.done.length),
      () => told.length === 2,
    )
    expect([sent.done.length, sent.left.length, sent.failed]).toEqual([PIECE * 2, PIECE, null])
    expect(told).toEqual([PIECE, PIECE * 2])
  })
})
