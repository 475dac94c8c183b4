import { COUNTED, numeral } from '../address/characters.ts'
import { readRegion } from '../address/region.ts'
import { readTown } from '../address/towns.ts'
import type { RecordField } from '../comparison.ts'
import { isDigit, isHan, isLetter } from '../normalise/cells.ts'
import { FOLD } from '../tables/characters.ts'
import { formTails } from '../tables/trades.ts'

/** A piece of a text that says something to the comparison, and where it stands in the text (code units). */
export interface PartSaid {
  readonly key: string
  readonly from: number
  /** Its end; of a number, that of the word behind it (`3楼`). */
  readonly to: number
  /** How many characters of the text it is. */
  readonly size: number
  /** What a number in an address is by the word behind it; null where that does not say it (号, #, a hyphen). */
  readonly counts: 'building' | 'entrance' | 'floor' | 'room' | null
  /** Where it stands: the divisions at the head of a name or an address are compared by themselves. */
  readonly place: 'county' | 'town' | 'below'
}

/** What a text says, with the county and the town that it names; '' where it does not. */
export interface Said {
  readonly parts: readonly PartSaid[]
  readonly county: string
  readonly town: string
}

/** A text as it is folded: which character of it each sign comes from. */
interface Folded {
  readonly signs: string
  readonly at: readonly number[]
  readonly ends: readonly number[]
}

/**
 * What a field says to the comparison: characters folded (full width, case, traditional signs, marks dropped), counted
 * numerals as numbers and 栋, 幢, 座 as one in addresses, organisation forms and remarks in brackets left out of names.
 * Each piece knows where it stands in the text, so that what differs can be shown there.
 */
export function partsSaid(field: RecordField, text: string, home: string): Said {
  const folded = fold(text)
  switch (field) {
    case 'address':
      return inAddress(folded, home)
    case 'name':
      return inName(folded, home)
    case 'phone':
      return bySigns(folded, isDigit)
    case 'code':
      return bySigns(folded, (unit) => isDigit(unit) || isLetter(unit))
    default:
      return bySigns(folded, isSaid)
  }
}

const isSaid = (unit: number): boolean => isHan(unit) || isLetter(unit) || isDigit(unit) || unit >= 0xd800

function fold(text: string): Folded {
  let signs = ''
  const [at, ends]: [number[], number[]] = [[], []]
  for (let i = 0; i < text.length; i++) {
    const unit = FOLD[text.charCodeAt(i)] ?? 0
    if (unit === 0) continue
    signs += String.fromCharCode(unit)
    at.push(i)
    ends.push(i + 1)
  }
  return { signs, at, ends }
}

/** A sign by itself; the halves of one beyond the basic plane stay together. */
function signAt(it: Folded, i: number, place: PartSaid['place'] = 'below'): PartSaid {
  const isPair = /[\ud800-\udbff]/.test(it.signs.charAt(i)) && i + 1 < it.signs.length
  const end = isPair ? i + 1 : i
  return {
    key: it.signs.slice(i, end + 1),
    from: it.at[i] ?? 0,
    to: it.ends[end] ?? 0,
    size: 1,
    counts: null,
    place,
  }
}

const isTail = (signs: string, i: number): boolean => /[\udc00-\udfff]/.test(signs.charAt(i))

function signsOf(it: Folded, says: (i: number) => boolean, place: (i: number) => PartSaid['place']): PartSaid[] {
  return [...it.signs.split('').keys()].flatMap((i) =>
    isTail(it.signs, i) || !says(i) ? [] : [signAt(it, i, place(i))],
  )
}

const bySigns = (it: Folded, says: (unit: number) => boolean): Said => ({
  parts: signsOf(
    it,
    (i) => says(it.signs.charCodeAt(i)),
    () => 'below',
  ),
  county: '',
  town: '',
})

/** What stands in brackets. */
function bracketed(signs: string): readonly { readonly from: number; readonly to: number }[] {
  return [...signs.matchAll(/\([^()]*\)/g)].map((it) => ({ from: it.index, to: it.index + it[0].length }))
}

function inName(it: Folded, home: string): Said {
  const { signs } = it
  const { county, end } = divisionsOf(signs, home)
  // Nothing but a division: the place is called after it.
  const head = end < signs.length - 1 ? end : 0
  const silent = new Set<number>()
  // A branch is told in brackets as well, and says something: （光和路店）.
  for (const { from, to } of bracketed(signs))
    if (signs.charAt(to - 2) !== '店') for (let i = from; i < to; i++) silent.add(i)
  const rest = [...signs.split('').keys()].filter((i) => i >= head && !silent.has(i))
  const units = Uint16Array.from(rest, (i) => signs.charCodeAt(i))
  for (let to = units.length; to > 0; ) {
    const n = formTails.longest(units, 0, to)
    if (n === 0 || n >= to) break
    for (const i of rest.slice(to - n, to)) silent.add(i)
    to -= n
  }
  return {
    parts: signsOf(
      it,
      (i) => !silent.has(i) && isSaid(signs.charCodeAt(i)),
      (i) => (i < head ? 'county' : 'below'),
    ),
    county: head === 0 ? '' : county,
    town: '',
  }
}

const divisionsOf = (signs: string, home: string): { county: string; end: number } => {
  const { district, end } = readRegion(signs, home)
  return { county: district?.abolished?.successor ?? district?.code ?? '', end }
}

/** The word behind a number and what the number is by it. */
const WORDS: readonly (readonly [RegExp, PartSaid['counts']])[] = [
  [/(?:号楼|#楼|幢|栋|座)/y, 'building'],
  [/(?:单元|单|梯)/y, 'entrance'],
  [/(?:层|楼|F(?![A-Z]))/y, 'floor'],
  [/(?:房间|室|房|户|铺)/y, 'room'],
  [/[号#-]/y, null],
]

function inAddress(it: Folded, home: string): Said {
  const { signs } = it
  const { county, end } = divisionsOf(signs, home)
  const town = readTown(signs, end, county === '' ? home : county)
  const below = town?.end ?? end
  // Brackets hold what is near, not where it is.
  const hints = bracketed(signs)
  const counted = new Map(
    [...signs.slice(below).matchAll(COUNTED)].map((found) => [below + found.index, found[0]] as const),
  )
  const parts: PartSaid[] = []
  for (let i = 0; i < signs.length; ) {
    const hint = hints.find(({ from }) => from === i)
    if (hint) {
      i = hint.to
      continue
    }
    const numerals = i < below ? undefined : counted.get(i)
    const digits = numerals === undefined ? /^\d+/.exec(signs.slice(i))?.[0] : undefined
    const written = numerals ?? digits
    if (written !== undefined || isLetter(signs.charCodeAt(i))) {
      const length = written?.length ?? 1
      const value = numerals === undefined ? signs.slice(i, i + length).replace(/^0+(?=\d)/, '') : numeral(numerals)
      const word = wordAt(signs, i + length)
      parts.push({
        key: value,
        from: it.at[i] ?? 0,
        to: it.ends[i + length + word.length - 1] ?? 0,
        size: length,
        counts: word.counts,
        place: placeOf(i, end, below),
      })
      i += length + word.length
    } else {
      if (!isTail(signs, i) && isSaid(signs.charCodeAt(i))) parts.push(signAt(it, i, placeOf(i, end, below)))
      i++
    }
  }
  return { parts, county, town: town?.town.name ?? '' }
}

const placeOf = (i: number, county: number, town: number): PartSaid['place'] =>
  i < county ? 'county' : i < town ? 'town' : 'below'

function wordAt(signs: string, at: number): { length: number; counts: PartSaid['counts'] } {
  for (const [word, counts] of WORDS) {
    word.lastIndex = at
    const found = word.exec(signs)
    if (found) return { length: found[0].length, counts }
  }
  return { length: 0, counts: null }
}
