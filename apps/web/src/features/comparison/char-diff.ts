/** A stretch of a text: in both texts, or in this one only. */
export interface Piece {
  readonly text: string
  readonly same: boolean
}

export interface Compared {
  readonly left: readonly Piece[]
  readonly right: readonly Piece[]
  /** Characters by which the two differ, on the side that has more of them. 0: the texts are equal. */
  readonly differing: number
}

/** Beyond so many characters a side, the middle is told apart as one stretch: registers hold pages of scope. */
const LONGEST = 400

const pieces = (flags: readonly (readonly [string, boolean])[]): Piece[] => {
  const made: { text: string; same: boolean }[] = []
  for (const [text, same] of flags) {
    const last = made.at(-1)
    if (last && last.same === same) last.text += text
    else if (text !== '') made.push({ text, same })
  }
  return made
}

/** Lengths of the longest common subsequences of all endings of two texts. */
function commonEndings(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [here, below] = [rows[i], rows[i + 1]]
      if (here && below) here[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0)
    }
  return rows
}

/** Two texts beside each other, character by character (code points, not bytes): what is on one side only. */
export function compareTexts(left: string, right: string): Compared {
  const [a, b] = [[...left], [...right]]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [midA, midB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const head = [a.slice(0, start).join(''), true] as const
  const tail = [a.slice(a.length - end).join(''), true] as const
  const [flagsA, flagsB] = middle(midA, midB)
  const lonely = (flags: readonly (readonly [string, boolean])[]) =>
    flags.reduce((sum, [text, same]) => sum + (same ? 0 : [...text].length), 0)
  return {
    left: pieces([head, ...flagsA, tail]),
    right: pieces([head, ...flagsB, tail]),
    differing: Math.max(lonely(flagsA), lonely(flagsB)),
  }
}

type Flags = (readonly [string, boolean])[]

function middle(a: readonly string[], b: readonly string[]): [Flags, Flags] {
  if (a.length > LONGEST || b.length > LONGEST) return [[[a.join(''), false]], [[b.join(''), false]]]
  const rows = commonEndings(a, b)
  const [left, right]: [Flags, Flags] = [[], []]
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]]
    if (one !== undefined && one === other) {
      left.push([one, true])
      right.push([one, true])
      i++
      j++
    } else if (one !== undefined && (other === undefined || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      left.push([one, false])
      i++
    } else {
      right.push([other ?? '', false])
      j++
    }
  }
  return [left, right]
}

/** How two values stand to each other. */
export function standing({ left, right }: { readonly left: string | null; readonly right: string | null }): {
  readonly is: 'same' | 'differs' | 'other' | 'missing'
  readonly n: number
} {
  if (left === null || right === null || left === '' || right === '') return { is: 'missing', n: 0 }
  const { differing } = compareTexts(left, right)
  if (differing === 0) return { is: 'same', n: 0 }
  const longer = Math.max([...left].length, [...right].length)
  return { is: differing * 2 > longer ? 'other' : 'differs', n: differing }
}
