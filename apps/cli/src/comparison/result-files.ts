import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Comparison,
  PREMISES_CLASSES,
  PREMISES_DOUBTS,
  type PremisesClass,
  type ReviewItem,
} from '@qingmei/linkage'
import { ByteFile } from '@qingmei/linkage/outcome/byte-file'
import { quotedCell } from '@qingmei/linkage/outcome/cells'
import { type TableFault, writeCsv } from '@qingmei/office'
import { faultSheet } from '@qingmei/server/premises/comparison/fault-sheet'
import { isRegisterSource } from '@qingmei/server/premises/comparison/read-register'
import { profileOf } from '@qingmei/core/premises/registers/profiles'

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
 * Writes the result files beside that of the links, which the comparison writes itself. `premises.csv` is for programs
 * (no byte order mark; no cell before the last holds a comma), `review.csv` opens in a spreadsheet.
 */
export function writeResults(folder: string, result: Comparison, report: unknown): void {
  writePremises(join(folder, 'premises.csv'), result)
  writeLines(join(folder, 'review.csv'), reviewLines(result))
  writeLines(join(folder, 'report.json'), [JSON.stringify(report, null, 2)])
}

export const BAD_ROWS = 'bad-rows.csv'

/** Writes the rows that were left out because they cannot be read, as a table for their senders; nothing without one. */
export async function writeBadRows(folder: string, bad: readonly TableFault[]): Promise<void> {
  if (bad.length === 0) return
  const rows = bad.map((it) => ({ ...it, level: 'refused' as const }))
  await writeFile(join(folder, BAD_ROWS), writeCsv(faultSheet(rows, (it) => it.file)))
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

function writePremises(path: string, result: Comparison): void {
  const { premises, registers } = result
  const out = new ByteFile(path)
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
      const length = premises.plainId(p, out.buffer, out.at)
      out.at += length
      if (length === 0) out.text(premises.id(p))
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
      premises.id(links.premisesOf(it.link)),
      it.none.toFixed(3),
      it.group,
    ]
    for (const each of it.candidates.slice(0, SHOWN))
      cells.push(each.name, each.address, each.record.key, each.probability.toFixed(3))
    yield cells.map(quotedCell).join(',')
  }
}
