import { LOOK_ALIKES } from './words/looks.ts'
import { SOUNDS } from './words/sounds.ts'
import { TRADITIONAL } from './words/traditional.ts'

/** Tables over the 65,536 code units: one look-up a character, whatever the rule behind it. */
const SIZE = 65_536
/** Blanks, marks and stops: they part words for the eye and tell nothing apart. */
const SAYS_NOTHING = /[\s\p{Cc}\p{Cf}\p{Z}'"“”‘’「」『』`*★※·•・．.,，、。!！?？~～:：;；|｜^_]/u

/** What a character is compared as; 0 drops it. Half width, upper case, simplified, one kind of bracket and hyphen. */
export const FOLD: Uint16Array = makeFold()

/** The reading of a character without tone, sounds that dialects confuse taken together; 0 for what has none. */
export const SOUND: Uint16Array = makeSounds()

/** The first of the characters that look like this one; itself when none does. */
export const LOOK: Uint16Array = makeLooks()

function makeFold(): Uint16Array {
  const fold = new Uint16Array(SIZE)
  for (let c = 1; c < SIZE; c++) fold[c] = c
  for (let c = 0xff01; c <= 0xff5e; c++) fold[c] = c - 0xfee0
  for (let c = 0x61; c <= 0x7a; c++) fold[c] = c - 0x20
  for (let c = 0xff41; c <= 0xff5a; c++) fold[c] = c - 0xfee0 - 0x20
  for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) fold[TRADITIONAL.charCodeAt(i)] = TRADITIONAL.charCodeAt(i + 1)
  const like = (from: string, to: string) => {
    for (const sign of from) fold[sign.charCodeAt(0)] = to.charCodeAt(0)
  }
  like('（【〔［[{｛〖', '(')
  like('）】〕］]}｝〗', ')')
  like('－—–‐‑−﹣', '-')
  like('〇○', '零')
  for (let c = 0; c < SIZE; c++) if (SAYS_NOTHING.test(String.fromCharCode(c))) fold[c] = 0
  return fold
}

/** Initials and finals that speakers and typists mix up. */
function merged(sound: string): string {
  return sound
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^l/, 'n')
    .replace(/^h(?=u)/, 'f')
    .replace(/([aei])ng$/, '$1n')
}

function makeSounds(): Uint16Array {
  const sounds = new Uint16Array(SIZE)
  const ids = new Map<string, number>()
  for (const line of SOUNDS) {
    const [sound = '', characters = ''] = line.split(' ')
    const key = merged(sound)
    const id = ids.get(key) ?? ids.size + 1
    ids.set(key, id)
    for (const character of characters) sounds[character.charCodeAt(0)] = id
  }
  return sounds
}

function makeLooks(): Uint16Array {
  const looks = new Uint16Array(SIZE)
  for (let c = 0; c < SIZE; c++) looks[c] = c
  const taken = new Set<string>()
  for (const line of LOOK_ALIKES) {
    const [first = ''] = line
    if (taken.has(first)) continue
    for (const character of line)
      if (!taken.has(character)) {
        taken.add(character)
        looks[character.charCodeAt(0)] = first.charCodeAt(0)
      }
  }
  return looks
}

/** The digit that a Chinese numeral stands for, else −1; 十, 百 and 千 are 10, 100, 1000. */
export const NUMERAL: Int16Array = makeNumerals()

function makeNumerals(): Int16Array {
  const numerals = new Int16Array(SIZE).fill(-1)
  const say = (signs: string, from: number) => {
    for (const [i, sign] of [...signs].entries()) numerals[sign.charCodeAt(0)] = from + i
  }
  say('零一二三四五六七八九', 0)
  say('壹贰叁肆伍陆柒捌玖', 1)
  numerals['两'.charCodeAt(0)] = 2
  numerals['幺'.charCodeAt(0)] = 1
  for (const [sign, value] of [
    ['十', 10],
    ['拾', 10],
    ['百', 100],
    ['佰', 100],
    ['千', 1000],
    ['仟', 1000],
  ] as const)
    numerals[sign.charCodeAt(0)] = value
  return numerals
}
