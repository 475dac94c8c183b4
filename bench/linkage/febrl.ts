import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareRegisters, type RegisterInput, tableOf } from '../../packages/linkage/src/index.ts'
import type { Verdict } from '../place.ts'
import { checkSign } from './uscc.ts'

const AIM = 0.995

/**
 * FEBRL 4, where other linkers are measured too: 5,000 invented Australians and a spoilt copy of each, from a folder
 * named by QINGMEI_FEBRL. It is told in the terms of our registers: the social security number stands for the credit
 * code, the date of birth for the telephone, letters for characters. So the model and the grouping are at work, with
 * nothing of ours that is Chinese to help.
 */
export async function measureFebrl(folder: string | undefined, say: (line: string) => void): Promise<Verdict[]> {
  if (!folder || !existsSync(join(folder, 'dataset4a.csv'))) {
    say('FEBRL 4: skipped, QINGMEI_FEBRL names no folder with dataset4a.csv')
    return []
  }
  const [a, b] = [register(folder, 'dataset4a.csv', 'market'), register(folder, 'dataset4b.csv', 'platform')]
  const start = performance.now()
  const { links } = await compareRegisters({ registers: [a, b] }, { seed: 1, withoutEvaluation: true })
  const seconds = (performance.now() - start) / 1000
  const places = new Map<number, string[]>()
  for (let i = 0; i < links.count; i++) {
    const premises = links.premises[i] ?? -1
    places.set(premises, [...(places.get(premises) ?? []), links.name(i).key])
  }
  let [hit, said] = [0, 0]
  for (const keys of places.values()) {
    const originals = keys.filter((it) => it.endsWith('-org'))
    for (const copy of keys.filter((it) => !it.endsWith('-org')))
      for (const original of originals) {
        said++
        if (person(copy) === person(original)) hit++
      }
  }
  const [precision, recall] = [hit / said, hit / 5_000]
  const f1 = (2 * precision * recall) / (precision + recall)
  say(`FEBRL 4: F1 ${f1.toFixed(4)} (P ${precision.toFixed(4)} R ${recall.toFixed(4)}) in ${seconds.toFixed(1)} s`)
  return [{ aim: `FEBRL 4: F1 ≥ ${AIM}`, met: f1 >= AIM }]
}

const person = (key: string): string => key.split('-')[1] ?? ''

function register(folder: string, file: string, kind: 'market' | 'platform'): RegisterInput {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',').map((it) => it.trim())
  const rows = lines.map((line) => {
    const cells = line.split(',').map((it) => it.trim())
    const of = (name: string) => cells[names.indexOf(name)] ?? ''
    const [given, born, number] = [inCharacters(of('given_name')), of('date_of_birth'), of('soc_sec_id')]
    const street = inCharacters(of('address_1')).slice(0, 5)
    const suburb = inCharacters(of('suburb')).slice(0, 6)
    return {
      key: of('rec_id'),
      code: number === '' ? '' : asCode(number),
      name: inCharacters(of('surname')) + given.slice(0, 4),
      principal: given.slice(0, 4),
      phone: born === '' ? '' : `139${born}`,
      address: `${street}路${of('street_number')}号${suburb}${of('postcode') === '' ? '' : `${of('postcode')}室`}`,
    }
  })
  return { file, kind, proves: kind === 'market' ? 'registration' : 'nothing', asOf: null, table: tableOf(rows) }
}

/** Rare characters that are no part of a word, one for each letter. */
const LETTERS = [...'乂乇亍亓亘亟亳仂仄仉仞仡仫仵仳伛伲伫佤佧佟佻侉侏侑侬']
const inCharacters = (text: string): string =>
  [...text.toLowerCase()].map((it) => LETTERS[it.charCodeAt(0) - 97] ?? '').join('')

/** A number as the body of a credit code with a sound check sign. */
function asCode(number: string): string {
  const head = `91410503${number.padStart(8, '0').slice(-8)}0`
  return head + checkSign(head)
}
