import type { RecordField } from '../comparison.ts'
import { phoneOf } from '../normalise/identity.ts'
import { foldText } from '../normalise/cells.ts'
import { type PartSaid, partsSaid, type Said } from './parts-said.ts'

/** A stretch of a text, in code units. */
export type Span = readonly [from: number, to: number]

/** How two values stand to each other, and what of each differs to the comparison. */
export interface BesideTexts {
  /** Written alike; written otherwise and the same; apart in some signs; apart in most; one says nothing. */
  readonly is: 'same' | 'written' | 'differs' | 'other' | 'missing'
  /** Characters by which they differ, on the side that has more of them. */
  readonly differing: number
  readonly left: readonly Span[]
  readonly right: readonly Span[]
}

/** Beyond so many pieces a side, what differs is told as one stretch: registers hold pages of scope. */
const LONGEST = 400
const ALIKE = (is: BesideTexts['is']): BesideTexts => ({ is, differing: 0, left: [], right: [] })

/**
 * Lays two values of a field beside each other as the comparison reads them: 三七二号 is 372号, ２幢 is 2栋, a name with
 * its organisation form is the name. A county or town that only one of them names says nothing against the other.
 */
export function besideTexts(field: RecordField, left: string, right: string, home = ''): BesideTexts {
  if (left.trim() === '' || right.trim() === '') return ALIKE('missing')
  if (left === right) return ALIKE('same')
  if (field === 'phone' && numberIn(left) !== 0 && numberIn(left) === numberIn(right)) return ALIKE('written')
  const [a, b] = [partsSaid(field, left, home), partsSaid(field, right, home)]
  const [saidA, saidB] = [heard(a, b), heard(b, a)]
  const [onlyA, onlyB] = apart(saidA, saidB)
  const differing = Math.max(sizeOf(onlyA), sizeOf(onlyB))
  if (differing === 0) return ALIKE('written')
  return {
    // Where hardly anything agrees, marks on every sign would hide what there is to read.
    is: differing * 2 > Math.max(sizeOf(saidA), sizeOf(saidB)) ? 'other' : 'differs',
    differing,
    left: spansOf(onlyA),
    right: spansOf(onlyB),
  }
}

const numberIn = (text: string): number => {
  const cell = foldText(text)
  return phoneOf(cell, cell.length)
}

/** The parts that count beside another text: divisions only where both name one and not the same. */
function heard(said: Said, other: Said): PartSaid[] {
  const counties = said.county !== '' && other.county !== '' && said.county !== other.county
  const towns = said.town !== '' && other.town !== '' && said.town !== other.town
  return said.parts.filter(({ place }) => place === 'below' || (place === 'county' ? counties : towns))
}

const sizeOf = (parts: readonly PartSaid[]): number => parts.reduce((sum, it) => sum + it.size, 0)

const isSame = (a: PartSaid, b: PartSaid): boolean =>
  a.key === b.key && (a.counts === null || b.counts === null || a.counts === b.counts)

/** What each side has alone, by the longest sequence that both have. */
function apart(a: readonly PartSaid[], b: readonly PartSaid[]): [PartSaid[], PartSaid[]] {
  let start = 0
  while (start < a.length && start < b.length && isSame(a[start]!, b[start]!)) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && isSame(a.at(-1 - end)!, b.at(-1 - end)!)) end++
  const [midA, midB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (midA.length > LONGEST || midB.length > LONGEST) return [midA, midB]
  const rows = commonEndings(midA, midB)
  const [onlyA, onlyB]: [PartSaid[], PartSaid[]] = [[], []]
  let [i, j] = [0, 0]
  while (i < midA.length || j < midB.length) {
    const [one, other] = [midA[i], midB[j]]
    if (one && other && isSame(one, other)) {
      i++
      j++
    } else if (one && (!other || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      onlyA.push(one)
      i++
    } else {
      if (other) onlyB.push(other)
      j++
    }
  }
  return [onlyA, onlyB]
}

/** Lengths of the longest common subsequences of all endings of two sequences. */
function commonEndings(a: readonly PartSaid[], b: readonly PartSaid[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const [here, below] = [rows[i]!, rows[i + 1]!]
      here[j] = isSame(a[i]!, b[j]!) ? below[j + 1]! + 1 : Math.max(below[j]!, here[j + 1]!)
    }
  return rows
}

/** Where the parts stand; what lies side by side is one stretch. */
function spansOf(parts: readonly PartSaid[]): Span[] {
  const spans: [number, number][] = []
  for (const { from, to } of parts) {
    const last = spans.at(-1)
    if (last && last[1] === from) last[1] = to
    else spans.push([from, to])
  }
  return spans
}
