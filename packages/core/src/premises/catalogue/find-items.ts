import type { Catalogue, CatalogueItem, Discipline, Nature } from './catalogue.ts'
import { indexOf, type Name } from './find-names.ts'
import { plainText, type Reader, type Unit } from './read-text.ts'

/** What somebody looks for: words in characters, pinyin, initials or sounds; and the filters. */
export interface Wanted {
  readonly q?: string | undefined
  readonly nature?: Nature | undefined
  readonly discipline?: Discipline | undefined
  readonly grade?: number | undefined
  readonly prohibited?: boolean | undefined
}

/** An item that was found, and by which of its names. */
export interface FoundItem {
  readonly item: CatalogueItem
  /** The name that met the words; null when nothing was typed. */
  readonly by: string | null
}

/** Longest text that is looked for: longer than any name. */
const LONGEST = 40

/**
 * Items by what is typed: `水光`, `shuiguang`, `sgz`, `热马吉`, `热ma`. The best first: a name that begins so before
 * one that contains it, written before heard, short before long. Without words all items that the filters leave, in
 * the order of the catalogue.
 */
export function findItems(catalogue: Catalogue, wanted: Wanted): readonly FoundItem[] {
  const index = indexOf(catalogue)
  const left = catalogue.items.filter(
    (item) =>
      (wanted.nature === undefined || item.nature === wanted.nature) &&
      (wanted.discipline === undefined || item.discipline === wanted.discipline) &&
      (wanted.grade === undefined || item.grade === wanted.grade) &&
      (wanted.prohibited !== true || item.prohibited !== undefined),
  )
  const typed = plainText(index.reader, (wanted.q ?? '').slice(0, LONGEST)).replace(/[^\p{Script=Han}a-z0-9]/gu, '')
  if (typed === '') return (wanted.q ?? '').trim() === '' ? left.map((item) => ({ item, by: null })) : []
  const best = new Map<string, { cost: number; by: string }>()
  const ids = new Set(left.map((item) => item.id))
  for (const name of index.names) {
    if (!ids.has(name.item.id)) continue
    const cost = costOf(index.reader, name, typed)
    const known = best.get(name.item.id)
    if (cost !== null && (known === undefined || cost < known.cost)) best.set(name.item.id, { cost, by: name.alias })
  }
  return left
    .flatMap((item) => {
      const found = best.get(item.id)
      return found ? [{ item, ...found }] : []
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ item, by }) => ({ item, by }))
}

/** How far a name is from what was typed; null when it does not hold it. */
function costOf(reader: Reader, { units }: Name, typed: string): number | null {
  let least: number | null = null
  for (let start = 0; start < units.length; start++) {
    const way = along(reader, units, { start, typed })
    if (way === null) continue
    const cost = way * 10 + (start > 0 ? 5 : 0) + units.length / 10
    if (least === null || cost < least) least = cost
  }
  return least
}

/** What it costs to read the typed text along the units from a place on: 0 as written, more by sound and initials. */
function along(reader: Reader, units: readonly Unit[], at: { start: number; typed: string }): number | null {
  const { start, typed } = at
  if (typed === '') return 0
  const unit = units[start]
  if (unit === undefined) return null
  const next = (used: string, cost: number): number | null => {
    const rest = along(reader, units, { start: start + 1, typed: typed.slice(used.length) })
    return rest === null ? null : rest + cost
  }
  if (typed.startsWith(unit.text)) return next(unit.text, 0)
  // A word or number may be typed in part only where the typing ends.
  if (unit.kind !== 'han') return unit.text.startsWith(typed) ? 0 : null
  const first = typed.charAt(0)
  if (first > '\u2e80') return reader.soundOf(first) === unit.sound ? next(first, 3) : null
  let least: number | null = null
  for (const sound of [unit.sound, ...reader.readingsOf(unit.text)])
    for (const [used, cost] of spellings(sound, typed)) {
      const way = next(used, cost)
      if (way !== null && (least === null || way < least)) least = way
    }
  return least
}

/** The ways in which a syllable may begin what was typed: whole, broken off at the end, by its initial. */
function spellings(sound: string, typed: string): readonly (readonly [string, number])[] {
  const ways: [string, number][] = []
  if (typed.startsWith(sound)) ways.push([sound, 1])
  else if (sound.startsWith(typed)) ways.push([typed, 1])
  for (const length of [2, 1]) {
    const initial = sound.slice(0, length)
    if (length === 2 && !/^[zcs]h$/.test(initial)) continue
    if (typed.startsWith(initial)) ways.push([initial, 2])
  }
  return ways
}
