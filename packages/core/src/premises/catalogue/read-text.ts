import type { Catalogue } from './catalogue.ts'

/** One sign of a text: a Chinese character, a run of letters or of digits, a syllable typed in letters, or a blot. */
export interface Unit {
  readonly kind: 'han' | 'word' | 'number' | 'syllable' | 'blot'
  readonly text: string
  /** How it is read, without tones; of a word the word itself. */
  readonly sound: string
  /** Which part of the text it stands in: parts are divided by 、，+ and the like. */
  readonly part: number
  /** Whether a blank or a small sign stood before it. */
  readonly gap: boolean
}

/** What is needed to read: built once from the catalogue. */
export interface Reader {
  readonly soundOf: (char: string) => string
  /** Readings beside the usual one. */
  readonly readingsOf: (char: string) => readonly string[]
  readonly syllables: ReadonlySet<string>
  /** Words in letters that names use: OPT, HIFU. They are never taken for pinyin. */
  readonly words: ReadonlySet<string>
  readonly simplified: ReadonlyMap<string, string>
  readonly signs: ReadonlyMap<string, string>
  readonly spellings: readonly (readonly [string, string])[]
}

const LETTERS = /[a-z]+/g

export function readerOf(catalogue: Catalogue, names: readonly string[]): Reader {
  const sounds = new Map<string, string>()
  for (const [sound, chars] of Object.entries(catalogue.sounds)) for (const char of chars) sounds.set(char, sound)
  const readings = new Map(Object.entries(catalogue.readings).map(([char, sound]) => [char, [sound]]))
  return {
    soundOf: (char) => sounds.get(char) ?? char,
    readingsOf: (char) => readings.get(char) ?? [],
    syllables: new Set(Object.keys(catalogue.sounds)),
    words: new Set(names.flatMap((name) => name.normalize('NFKC').toLowerCase().match(LETTERS) ?? [])),
    simplified: new Map(catalogue.traditional.map((pair) => [pair.charAt(0), pair.charAt(1)])),
    signs: new Map(Object.entries(catalogue.signs)),
    spellings: Object.entries(catalogue.spellings),
  }
}

/** Full width to half, capitals to small, traditional to simplified, signs to what they stand for. */
export function plainText(reader: Reader, text: string): string {
  const signs = [...reader.signs].reduce((done, [sign, word]) => done.replaceAll(sign, word), text)
  const folded = signs
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{Mn}\uFE0F]/gu, '')
  const simple = [...folded].map((char) => reader.simplified.get(char) ?? char).join('')
  return reader.spellings.reduce((done, [wrong, right]) => done.replaceAll(wrong, right), simple)
}

const TOKENS = /(\p{Script=Han})|([a-z]+)|(\d+(?:\.\d+)?)|([*○●□■◯_?]+)|([、，,；;+|/&\n\t()[\]【】「」]+)|(.)/gu
/** A letter alone between characters is a blot as well: 玻x酸. */
const BLOT = /^x{1,2}$/

/** A text in units. What divides services divides parts; blanks, dots and pictures only leave a gap. */
export function unitsOf(reader: Reader, text: string): readonly Unit[] {
  const units: Unit[] = []
  let part = 0
  let gap = false
  const push = (kind: Unit['kind'], text: string, sound: string) => {
    units.push({ kind, text, sound, part, gap })
    gap = false
  }
  for (const [, han, letters, digits, blot, divider] of plainText(reader, text).matchAll(TOKENS)) {
    if (han !== undefined) push('han', han, reader.soundOf(han))
    else if (letters !== undefined) {
      const typed = reader.words.has(letters) ? null : syllablesOf(reader.syllables, letters)
      if (typed !== null) for (const syllable of typed) push('syllable', syllable, syllable)
      else push(BLOT.test(letters) ? 'blot' : 'word', letters, letters)
    } else if (digits !== undefined) push('number', digits, digits)
    else if (blot !== undefined) push('blot', blot.charAt(0), '*')
    else if (divider === undefined) gap = true
    else part += 1
  }
  return units
}

/** Letters as syllables, the longest first: shuiguang → shui guang; null when they are none. */
export function syllablesOf(syllables: ReadonlySet<string>, letters: string): readonly string[] | null {
  if (letters === '') return []
  for (let length = Math.min(6, letters.length); length > 0; length--) {
    const head = letters.slice(0, length)
    if (!syllables.has(head)) continue
    const rest = syllablesOf(syllables, letters.slice(length))
    if (rest !== null) return [head, ...rest]
  }
  return null
}
