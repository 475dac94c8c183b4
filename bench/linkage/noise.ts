import { pinyin } from 'pinyin-pro'
import type { Chance } from './chance.ts'
import { LOOKALIKES, TRADITIONAL } from './words.ts'

/** The commonest 3,755 characters (GB 2312, first level), and which of them sound alike whatever the tone. */
const COMMON = new TextDecoder('gb18030')
  .decode(
    Uint8Array.from(
      Array.from({ length: 0xd8 - 0xb0 }, (_, row) =>
        Array.from({ length: 94 }, (_, cell) => [0xb0 + row, 0xa1 + cell]),
      ).flat(2),
    ),
  )
  .replace(/[^\u4e00-\u9fff]/g, '')
let sounds: ReadonlyMap<string, string> | null = null

function soundsLike(character: string): string {
  if (!sounds) {
    const bySound = new Map<string, string>()
    for (const it of COMMON) {
      const sound = pinyin(it, { toneType: 'none' })
      bySound.set(sound, (bySound.get(sound) ?? '') + it)
    }
    sounds = new Map([...bySound.values()].flatMap((group) => [...group].map((it) => [it, group] as const)))
  }
  return sounds.get(character) ?? character
}

const looks = new Map<string, string>()
for (const group of LOOKALIKES) for (const it of group) looks.set(it, group)
const toTraditional = new Map(TRADITIONAL)

const put = (text: string, at: number, piece: string, over = 1): string =>
  text.slice(0, at) + piece + text.slice(at + over)

/** One slip of hand, ear or scanner somewhere in the text. */
export function slip(text: string, chance: Chance): string {
  if (text.length < 2) return text
  const at = chance.below(text.length)
  const here = text.charAt(at)
  return chance.weighed<() => string>([
    [() => put(text, at, chance.of(soundsLike(here))), 38],
    [() => put(text, at, chance.of(looks.get(here) ?? soundsLike(here))), 22],
    [() => put(text, at, chance.of(COMMON)), 10],
    [() => put(text, at, ''), 12],
    [() => put(text, at, here + here), 4],
    [() => (at + 1 < text.length ? put(text, at, text.charAt(at + 1) + here, 2) : text), 8],
    [() => put(text, at, here + chance.of(COMMON)), 6],
  ])()
}

/** A digit wrong, two exchanged, or one missing. */
export function slipDigits(text: string, chance: Chance): string {
  const at = chance.below(text.length)
  if (chance.is(0.65)) return put(text, at, String((Number(text.charAt(at)) + chance.between(1, 9)) % 10 || 0))
  if (at + 1 < text.length && chance.is(0.8)) return put(text, at, text.charAt(at + 1) + text.charAt(at), 2)
  return put(text, at, '')
}

export const traditional = (text: string): string => [...text].map((it) => toTraditional.get(it) ?? it).join('')

export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0))

const NUMERALS = '〇一二三四五六七八九'
/** 451 → 四五一 or 四百五十一, as the writer likes. */
export function inNumerals(number: string, chance: Chance): string {
  if (chance.is(0.6) || number.length > 3) return [...number].map((it) => NUMERALS[Number(it)] ?? it).join('')
  const value = Number(number)
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const head = hundreds > 0 ? `${NUMERALS[hundreds]}百` : ''
  const middle =
    tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : NUMERALS[tens]}十` : hundreds > 0 && ones > 0 ? '零' : ''
  return head + middle + (ones > 0 ? NUMERALS[ones] : '')
}

/** How a clerk or a shopkeeper writes a mobile number down. */
export function writePhone(phone: string, chance: Chance): string {
  if (!/^1\d{10}$/.test(phone)) return phone
  return chance.weighed<() => string>([
    [() => phone, 88],
    [() => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`, 4],
    [() => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`, 3],
    [() => `+86${phone}`, 3],
    [() => fullWidth(phone), 2],
  ])()
}
