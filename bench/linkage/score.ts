import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { FILES } from './county.ts'

/** What is so, by record: the market entity it belongs to ('' when there is none), and the class of its place. */
export interface TruthOf {
  readonly entity: ReadonlyMap<string, string>
  readonly classOf: ReadonlyMap<string, string>
}

/** What was found, by record. */
export interface Answer {
  /** The market entities that stand in the record's premises; none when it stands alone. */
  readonly entities: readonly string[]
  readonly probability: number
  /** One of 有证有照 …, or '' where a peer tells none. */
  readonly class: string
  /** A person is asked about it. */
  readonly asked: boolean
  /** False: it is told as likely only. */
  readonly certain: boolean
}

export interface Scores {
  readonly records: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** By register. */
  readonly byFile: Readonly<Record<string, { readonly precision: number; readonly recall: number }>>
  /** Of the links that nobody is asked about, the share that is right. */
  readonly autoPrecision: number
  readonly review: number
  /** Of the records said to be 无照无证: how many, and the share that is (all, and the certain ones). */
  readonly neither: {
    readonly called: number
    readonly precision: number
    readonly certain: number
    readonly certainPrecision: number
  }
}

/** Lines of a csv without quotes in the cells that are looked at. */
export async function* csvRows(path: string, names: readonly string[]): AsyncGenerator<string[]> {
  let at: number[] | null = null
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const cells = line.includes('"') ? split(line) : line.split(',')
    if (at) yield at.map((i) => (cells[i] ?? '').trim())
    else {
      at = names.map((it) => cells.findIndex((cell) => cell.replace('\ufeff', '') === it))
      if (at.includes(-1)) throw new Error(`${path} has no column ${names[at.indexOf(-1)]}`)
    }
  }
}

function split(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )
}

export async function readTruth(folder: string): Promise<TruthOf> {
  const market = new Map<string, string>()
  const entity = new Map<string, string>()
  const classOf = new Map<string, string>()
  const places = new Map<string, string>()
  for await (const [premises = '', name = ''] of csvRows(join(folder, 'truth/truth-premises.csv'), [
    'premises',
    'class',
  ]))
    places.set(premises, name)
  for await (const [file, key = '', premises = ''] of csvRows(join(folder, 'truth/truth-links.csv'), [
    'file',
    'key',
    'premises',
  ])) {
    if (file === FILES.market) market.set(premises, key)
    else {
      entity.set(`${file}|${key}`, market.get(premises) ?? '')
      classOf.set(`${file}|${key}`, places.get(premises) ?? '')
    }
  }
  return { entity, classOf }
}

/** Record → market entity, measured; an answer with two entities is right when one of them is, and a fault for the other. */
export function score({ entity, classOf }: TruthOf, answers: ReadonlyMap<string, Answer>): Scores {
  const byFile = new Map<string, { hit: number; said: number; so: number }>()
  const all = { hit: 0, said: 0, so: 0 }
  const auto = { hit: 0, said: 0 }
  const neither = { called: 0, right: 0, certain: 0, certainRight: 0 }
  let review = 0
  for (const [record, right] of entity) {
    const answer = answers.get(record)
    const file = record.slice(0, record.indexOf('|'))
    const counts = byFile.get(file) ?? { hit: 0, said: 0, so: 0 }
    byFile.set(file, counts)
    const said = answer?.entities ?? []
    const hit = said.includes(right) ? 1 : 0
    for (const it of [all, counts]) {
      it.hit += hit
      it.said += said.length
      it.so += right === '' ? 0 : 1
    }
    if (answer?.asked) review++
    if (answer?.certain && !answer.asked) {
      auto.hit += hit
      auto.said += said.length
    }
    if (answer?.class === '无照无证') {
      const isRight = classOf.get(record) === '无照无证'
      neither.called++
      if (isRight) neither.right++
      if (answer.certain) neither.certain++
      if (answer.certain && isRight) neither.certainRight++
    }
  }
  const [precision, recall] = [all.hit / all.said, all.hit / all.so]
  return {
    records: entity.size,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    byFile: Object.fromEntries(
      [...byFile].map(([file, it]) => [file, { precision: it.hit / it.said, recall: it.hit / it.so }]),
    ),
    autoPrecision: auto.hit / auto.said,
    review: review / entity.size,
    neither: {
      called: neither.called,
      precision: neither.right / neither.called,
      certain: neither.certain,
      certainPrecision: neither.certainRight / neither.certain,
    },
  }
}

/** Scores in a line. */
export function inWords({ f1, precision, recall }: Pick<Scores, 'f1' | 'precision' | 'recall'>): string {
  return `F1 ${f1.toFixed(4)} (P ${precision.toFixed(4)} R ${recall.toFixed(4)})`
}
