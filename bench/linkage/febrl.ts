import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DeclaredField, linkTables } from '../../packages/linkage/src/generic/link-tables.ts'
import type { Verdict } from '../place.ts'

const AIM = 0.995

/** What the tables have, and how it is compared; names, and the two lines of an address, are often exchanged. */
const FIELDS: readonly DeclaredField[] = [
  { name: 'given_name', compare: 'text', exchangedWith: 'surname' },
  { name: 'surname', compare: 'text', exchangedWith: 'given_name' },
  { name: 'street_number', compare: 'code' },
  { name: 'address_1', compare: 'text', exchangedWith: 'address_2' },
  { name: 'address_2', compare: 'text', exchangedWith: 'address_1' },
  { name: 'suburb', compare: 'text' },
  { name: 'postcode', compare: 'code' },
  { name: 'state', compare: 'exact' },
  { name: 'date_of_birth', compare: 'code' },
  { name: 'soc_sec_id', compare: 'code' },
]

/**
 * FEBRL 4, where other linkers are measured too: 5,000 invented Australians and a spoilt copy of each, from a folder
 * named by QINGMEI_FEBRL. The fields are declared; what weighs them is the machinery of the registers, with nothing
 * Chinese to help.
 */
export async function measureFebrl(folder: string | undefined, say: (line: string) => void): Promise<Verdict[]> {
  if (!folder || !existsSync(join(folder, 'dataset4a.csv'))) {
    say('FEBRL 4: skipped, QINGMEI_FEBRL names no folder with dataset4a.csv')
    return []
  }
  const [a, b] = [rows(folder, 'dataset4a.csv'), rows(folder, 'dataset4b.csv')]
  const start = performance.now()
  const links = linkTables(a, b, FIELDS).filter((it) => it.b >= 0)
  const seconds = (performance.now() - start) / 1000
  const hits = links.filter((it) => person(a[it.a]) === person(b[it.b])).length
  const [precision, recall] = [hits / links.length, hits / a.length]
  const f1 = (2 * precision * recall) / (precision + recall)
  say(`FEBRL 4: F1 ${f1.toFixed(4)} (P ${precision.toFixed(4)} R ${recall.toFixed(4)}) in ${seconds.toFixed(1)} s`)
  return Promise.resolve([{ aim: `FEBRL 4: F1 ≥ ${AIM}`, met: f1 >= AIM }])
}

const person = (row: Readonly<Record<string, string>> | undefined): string => (row?.rec_id ?? '').split('-')[1] ?? ''

function rows(folder: string, file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',').map((it) => it.trim())
  return lines.map((line) => {
    const cells = line.split(',').map((it) => it.trim())
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}
