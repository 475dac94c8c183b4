import { join } from 'node:path'
import {
  type Comparison,
  PREMISES_CLASSES,
  PREMISES_DOUBTS,
  type PremisesClass,
  type ReviewItem,
} from '@qingmei/linkage'
import { isRegisterSource } from '@qingmei/server/premises/comparison/read-register'
import { profileOf } from '@qingmei/core/premises/registers/profiles'
import { ByteFile } from './byte-file.ts'
import { fillFolder } from './result-folder.ts'

/** The four classes as the plans call them. */
export const CLASS_WORDS: Readonly<Record<PremisesClass, string>> = {
  'licensed-registered': '有证有照',
  'registered-only': '有照无证',
  neither: '无照无证',
  'licensed-only': '有证无照',
}
const DOUBT_WORDS: Readonly<Record<string, string>> = {
  'unsure-link': '关联待核',
  'weak-evidence': '依据不足',
  'register-missing': '缺登记文件',
  'licence-unlinked': '许可证未对应登记',
  'licence-expired': '许可证过期',
}
const REASON_WORDS: Readonly<Record<ReviewItem['reason'], string>> = {
  ambiguous: '对应不确定',
  'borrowed-code': '代码属于另一主体',
  contra: '信息矛盾',
  'weak-evidence': '依据不足',
}

export const sourceWord = (kind: string): string => (isRegisterSource(kind) ? profileOf(kind).label : kind)

/**
 * Writes the four result files into a folder. `links.csv` and `premises.csv` are for programs (no byte order mark; no
 * cell before the last holds a comma), `review.csv` opens in a spreadsheet.
 */
export function writeResults(folder: string, result: Comparison, report: unknown): void {
  fillFolder(folder, (rough) => {
    writePremises(join(rough, 'premises.csv'), result)
    writeLinks(join(rough, 'links.csv'), result)
    writeLines(join(rough, 'review.csv'), reviewLines(result))
    writeLines(join(rough, 'report.json'), [JSON.stringify(report, null, 2)])
  })
}

function writeLines(path: string, lines: Iterable<string>): void {
  const out = new ByteFile(path)
  try {
    for (const line of lines) out.text(`${line}\n`)
    out.flush()
  } finally {
    out.close()
  }
}

/** Machine columns never hold a comma, a quotation mark or a line end; a spreadsheet must not compute them either. */
const bare = (text: string): string => text.replace(/[\s,"]+/gu, ' ').trim()
const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A key that has just been written: of which line, and where it stands. */
interface Written {
  readonly link: number
  readonly at: number
  readonly length: number
}

/** Puts the id of premises into the line: their first member's kind and key, as bytes where the key is plain. */
function idWriter({ premises, links, registers }: Comparison): (out: ByteFile, p: number, written?: Written) => void {
  const kinds = registers.map(({ kind }) => Buffer.from(`${kind}-`))
  return (out, p, written) => {
    const first = premises.first[p] ?? 0
    const start = out.at
    out.bytes(kinds[links.register[first] ?? 0] ?? EMPTY)
    // Most lines are the first of their premises.
    const again = written?.link === first && written.length > 0 ? written : null
    if (again) out.buffer.copyWithin(out.at, again.at, again.at + again.length)
    const length = again?.length ?? links.plainKey(first, out.buffer, out.at)
    out.at = length > 0 ? out.at + length : start
    if (length === 0) out.text(premises.at(p).id)
  }
}

function writePremises(path: string, result: Comparison): void {
  const { premises, registers } = result
  const out = new ByteFile(path)
  const writeId = idWriter(result)
  const classes = PREMISES_CLASSES.map((it) => Buffer.from(`,${CLASS_WORDS[it]},`))
  const doubts = PREMISES_DOUBTS.map((it) => Buffer.from(it === null ? ',,' : `,${DOUBT_WORDS[it] ?? it},`))
  const sources = new Map<number, Buffer>()
  const sourcesOf = (p: number): Buffer => {
    const mask = premises.knownBy[p] ?? 0
    const known = registers.length > 32 ? undefined : sources.get(mask)
    if (known !== undefined) return known
    const words = Buffer.from(premises.at(p).sources.map(sourceWord).join(';'))
    sources.set(mask, words)
    return words
  }
  try {
    out.text('premises,class,doesMedical,sources,certain,doubt,inTrade\n')
    for (let p = 0; p < premises.count; p++) {
      out.room()
      writeId(out, p)
      out.bytes(classes[premises.class[p] ?? 0] ?? EMPTY)
      out.digit(premises.doesMedical[p] ?? 0)
      out.byte(COMMA)
      out.bytes(sourcesOf(p))
      out.byte(COMMA)
      out.digit(premises.certain[p] ?? 0)
      out.bytes(doubts[premises.doubt[p] ?? 0] ?? EMPTY)
      out.digit(premises.inTrade[p] ?? 0)
      out.byte(LINE_END)
    }
    out.flush()
  } finally {
    out.close()
  }
}

function writeLinks(path: string, result: Comparison): void {
  const { links, registers } = result
  const out = new ByteFile(path)
  const writeId = idWriter(result)
  const files = registers.map(({ file }) => Buffer.from(`${bare(file)},`))
  const looked = Buffer.from(',1.0000,\n')
  try {
    out.text('file,key,premises,probability,why\n')
    for (let i = 0; i < links.count; i++) {
      out.room()
      out.bytes(files[links.register[i] ?? 0] ?? EMPTY)
      const key = { link: i, at: out.at, length: links.plainKey(i, out.buffer, out.at) }
      out.at += key.length
      if (key.length === 0) out.text(bare(links.name(i).key))
      out.byte(COMMA)
      writeId(out, links.premises[i] ?? 0, key)
      // Lines of the first register are what others are compared with: there is nothing to say of each.
      if (!links.isCompared(i)) out.bytes(looked)
      else out.text(`,${(links.probability[i] ?? 0).toFixed(4)},${quoted(links.why(i))}\n`)
    }
    out.flush()
  } finally {
    out.close()
  }
}

const [COMMA, LINE_END, EMPTY] = [0x2c, 0x0a, Buffer.alloc(0)]

const SHOWN = 3

function* reviewLines(result: Comparison): Generator<string> {
  const { review, links, premises } = result
  const head = ['priority', 'reason', 'file', 'key', 'name', 'address', 'premises', 'none', 'group']
  for (let c = 1; c <= SHOWN; c++) head.push(`name${c}`, `address${c}`, `key${c}`, `probability${c}`)
  yield `\u{feff}${head.join(',')}`
  for (const it of review) {
    const cells = [
      it.priority.toFixed(2),
      REASON_WORDS[it.reason],
      it.record.file,
      it.record.key,
      it.name,
      it.address,
      premises.at(links.premises[it.link] ?? 0).id,
      it.none.toFixed(3),
      it.group,
    ]
    for (const each of it.candidates.slice(0, SHOWN))
      cells.push(each.name, each.address, each.record.key, each.probability.toFixed(3))
    yield cells.map(quoted).join(',')
  }
}
