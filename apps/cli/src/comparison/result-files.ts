import { mkdirSync, openSync, closeSync, writeSync, renameSync, rmSync, existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Comparison, explainLink, type PremisesClass, type ReviewItem } from '@qingmei/linkage'
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
 * Writes the four result files into a folder beside `folder` and renames it when all are there: nobody ever finds half
 * a result. `links.csv` and `premises.csv` are for programs (no byte order mark; no cell before the last holds a
 * comma), `review.csv` opens in a spreadsheet.
 */
export function writeResults(folder: string, result: Comparison, report: unknown): void {
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  const rough = join(parent, `.${basename(folder)}.${process.pid}.part`)
  rmSync(rough, { recursive: true, force: true })
  mkdirSync(rough)
  try {
    const ids: string[] = []
    writeLines(join(rough, 'premises.csv'), premisesLines(result, ids))
    writeLines(join(rough, 'links.csv'), linkLines(result, ids))
    writeLines(join(rough, 'review.csv'), reviewLines(result, ids))
    writeLines(join(rough, 'report.json'), [JSON.stringify(report, null, 2)])
    replace(rough, folder)
  } catch (error) {
    rmSync(rough, { recursive: true, force: true })
    throw error
  }
}

/** Puts the new folder in the place of an older result. */
function replace(rough: string, folder: string): void {
  const old = `${rough}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(rough, folder)
  rmSync(old, { recursive: true, force: true })
}

function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w')
  try {
    let text = ''
    for (const line of lines) {
      text += `${line}\n`
      if (text.length < 1 << 18) continue
      writeSync(file, text)
      text = ''
    }
    writeSync(file, text)
  } finally {
    closeSync(file)
  }
}

function* premisesLines(result: Comparison, ids: string[]): Generator<string> {
  const { premises } = result
  yield 'premises,class,doesMedical,sources,certain,doubt,inTrade'
  for (let p = 0; p < premises.count; p++) {
    const it = premises.at(p)
    ids.push(it.id)
    yield [
      it.id,
      CLASS_WORDS[it.class],
      it.doesMedical ? '1' : '0',
      it.sources.map(sourceWord).join(';'),
      it.certain ? '1' : '0',
      it.doubt === null ? '' : (DOUBT_WORDS[it.doubt] ?? it.doubt),
      String(premises.inTrade[p] ?? 0),
    ].join(',')
  }
}

/** Machine columns never hold a comma, a quotation mark or a line end; a spreadsheet must not compute them either. */
const bare = (text: string): string => text.replace(/[\s,"]+/gu, ' ').trim()
const quoted = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function* linkLines(result: Comparison, ids: readonly string[]): Generator<string> {
  const { links } = result
  yield 'file,key,premises,probability,why'
  for (let i = 0; i < links.count; i++) {
    const { file, key } = links.name(i)
    // Explaining a million lines that were only looked up would take longer than comparing them.
    const why = links.isCompared(i) ? explainLink(links.explain(i, true)) : ''
    yield `${bare(file)},${bare(key)},${ids[links.premises[i] ?? 0] ?? ''},${(links.probability[i] ?? 0).toFixed(4)},${quoted(why)}`
  }
}

const SHOWN = 3

function* reviewLines(result: Comparison, ids: readonly string[]): Generator<string> {
  const { review, links } = result
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
      ids[links.premises[it.link] ?? 0] ?? '',
      it.none.toFixed(3),
      it.group,
    ]
    for (const each of it.candidates.slice(0, SHOWN))
      cells.push(each.name, each.address, each.record.key, each.probability.toFixed(3))
    yield cells.map(quoted).join(',')
  }
}
