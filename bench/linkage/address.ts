import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shortName } from '../../packages/linkage/src/address/divisions.ts'
import { parseAddress } from '../../packages/linkage/src/address/parse-address.ts'
import { median, type Verdict } from '../place.ts'

const AIM = { right: 0.97, microseconds: 10 }

/** One labelled address: its text, and what people say of it. */
interface Labelled {
  readonly text: string
  readonly labels: ReadonlyMap<string, string>
}

/**
 * Accuracy and speed of the address parser on labelled addresses (`dev.txt`: a character and its BIO label a line, an
 * empty line between addresses), from a folder named by QINGMEI_ADDRESSES. Province, city and county must all be right.
 */
export function measureAddresses(folder: string | undefined, say: (line: string) => void): Verdict[] {
  const file = folder ? join(folder, 'dev.txt') : ''
  if (!existsSync(file)) {
    say('addresses: skipped, QINGMEI_ADDRESSES names no folder with a labelled dev.txt')
    return []
  }
  const all = readFileSync(file, 'utf8')
    .trim()
    .split(/\n\s*\n/)
    .map(labelled)
  const whole = all.filter(({ labels }) => ['prov', 'city', 'district'].every((it) => labels.has(it)))
  const count = (same: Same) => whole.filter((it) => isRight(it, same)).length / whole.length
  const [right, toTheLetter] = [count(isSame), count(isSpeltSame)]
  const rounds = Array.from({ length: 9 }, () => round(all))
  const microseconds = median(rounds.slice(2))
  say(
    `addresses: ${whole.length} with province, city and county: all three right ${right.toFixed(4)}` +
      ` (${toTheLetter.toFixed(4)} when a misspelt name that was put right counts as wrong);` +
      ` ${microseconds.toFixed(1)} µs an address, first round ${(rounds[0] ?? 0).toFixed(1)} µs`,
  )
  return [
    { aim: `province, city and county right in ≥ ${AIM.right}`, met: right >= AIM.right },
    { aim: `an address within ${AIM.microseconds} µs`, met: microseconds <= AIM.microseconds },
  ]
}

function labelled(block: string): Labelled {
  const labels = new Map<string, string>()
  let text = ''
  let last = ''
  for (const line of block.split('\n')) {
    const at = line.lastIndexOf(' ')
    const [character, label] = [line.slice(0, at), line.slice(at + 1)]
    text += character
    const name = label.slice(2)
    labels.set(name, label.startsWith('I') && name === last ? (labels.get(name) ?? '') + character : character)
    last = name
  }
  return { text, labels }
}

type Same = (said: string, name: string) => boolean

const isSpeltSame: Same = (said, name) =>
  name === said ||
  name.startsWith(said) ||
  shortName(name) === shortName(said) ||
  shortName(name) === said.replace(/州$/, '')

/** A label one character off (佘杭区) is the text's mistake: naming the county meant is right. */
const isSame: Same = (said, name) =>
  isSpeltSame(said, name) || (said.length === name.length && [...said].filter((it, i) => it !== name[i]).length === 1)

function isRight({ text, labels }: Labelled, same: Same): boolean {
  const { province, city, district } = parseAddress(text)
  const parts = { prov: province, city, district }
  return Object.entries(parts).every(([label, part]) => part !== null && same(labels.get(label) ?? '', part.name))
}

/** Microseconds of computing an address; the clock on the wall would count what else the machine does. */
function round(all: readonly Labelled[]): number {
  const start = process.cpuUsage()
  for (const { text } of all) parseAddress(text)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / all.length
}
