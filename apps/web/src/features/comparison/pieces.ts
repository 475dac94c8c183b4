/** A stretch of a text, marked or not, and where it begins. */
export interface Piece {
  readonly from: number
  readonly text: string
  readonly isMarked: boolean
}

/** A text in stretches; `marks` are in order and do not overlap, in code units. */
export function piecesOf(text: string, marks: readonly (readonly [from: number, to: number])[]): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const [from, to] of [...marks, [text.length, text.length] as const]) {
    if (from > at) found.push({ from: at, text: text.slice(at, from), isMarked: false })
    if (to > from) found.push({ from, text: text.slice(from, to), isMarked: true })
    at = to
  }
  return found
}
