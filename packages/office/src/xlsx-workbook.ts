import { posix } from 'node:path'
import { TableError, fault } from './fault.ts'
import type { TableLimits } from './row.ts'
import { type Attributes, type XlsxPackage, brokenXlsx, readPart } from './xlsx-package.ts'

export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly path: string
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[]
  readonly texts: readonly string[]
  /** By style index: is the number a date or a time? */
  readonly dateStyles: readonly boolean[]
  /** The day count begins in 1904, as old Macintosh files do. */
  readonly from1904: boolean
}

/** Reads the directory, the shared texts and the number formats of a workbook. */
export async function readWorkbook(pack: XlsxPackage, file: string, limits: TableLimits): Promise<Workbook> {
  const root = await relations(pack, '', file)
  const main = [...root.values()].find((it) => it.type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  if (!pack.has(main)) throw brokenXlsx(file, '压缩包里没有工作簿，可能不是 Excel 文件')
  const links = await relations(pack, main, file)
  const byType = (type: string) => [...links.values()].find((it) => it.type.endsWith(type))?.target
  const sheets: WorkbookSheet[] = []
  let from1904 = false
  const open = (name: string, at: Attributes) => {
    if (name === 'workbookPr') from1904 = at.date1904 === '1' || at.date1904 === 'true'
    if (name !== 'sheet') return
    const id = Object.entries(at).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? ''
    const path = links.get(id)?.target
    if (path?.includes('/worksheets/') && pack.has(path))
      sheets.push({ name: at.name ?? '', hidden: (at.state ?? 'visible') !== 'visible', path })
  }
  await readPart(pack, main, { open }, file)
  const texts = byType('/sharedStrings')
  const styles = byType('/styles')
  return {
    sheets,
    from1904,
    texts: texts && pack.has(texts) ? await sharedTexts(pack, texts, file, limits) : [],
    dateStyles: styles && pack.has(styles) ? await dateStyles(pack, styles, file) : [],
  }
}

interface Relation {
  readonly type: string
  readonly target: string
}

/** The relations of a part, targets as paths from the root of the container. */
async function relations(pack: XlsxPackage, part: string, file: string): Promise<Map<string, Relation>> {
  const path = posix.join(posix.dirname(part), '_rels', `${posix.basename(part)}.rels`)
  const found = new Map<string, Relation>()
  if (!pack.has(path)) return found
  const open = (name: string, at: Attributes) => {
    if (name !== 'Relationship' || at.TargetMode === 'External') return
    const target = (at.Target ?? '').startsWith('/')
      ? (at.Target ?? '').slice(1)
      : posix.join(posix.dirname(part), at.Target ?? '')
    found.set(at.Id ?? '', { type: at.Type ?? '', target })
  }
  await readPart(pack, path, { open }, file)
  return found
}

async function sharedTexts(pack: XlsxPackage, path: string, file: string, limits: TableLimits): Promise<string[]> {
  const texts: string[] = []
  const collector = textCollector()
  let size = 0
  const close = (name: string) => {
    collector.close(name)
    if (name !== 'si') return
    const text = collector.take()
    size += text.length * 2
    if (size > limits.sharedTextBytes) throw new TableError(tooMuchText(file))
    texts.push(text)
  }
  await readPart(pack, path, { open: collector.open, close, text: collector.text }, file)
  return texts
}

const tooMuchText = (file: string) =>
  fault(file, 'office.xlsx.too-much-text', {
    reason: '工作簿中的文字总量超过上限',
    remedy: '拆成几个文件，或另存为 CSV UTF-8 后再导入',
  })

/** Gathers the `<t>` texts of a string item; phonetic hints (`rPh`) are no part of the text. */
export function textCollector() {
  let text = ''
  let inText = false
  let inHint = false
  return {
    open: (name: string) => {
      if (name === 't') inText = true
      else if (name === 'rPh') inHint = true
    },
    close: (name: string) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inHint = false
    },
    text: (piece: string) => {
      if (inText && !inHint) text += piece
    },
    take: () => {
      const taken = text.includes('_x') ? unescaped(text) : text
      text = ''
      return taken
    },
  }
}

/** Spreadsheets write control characters as `_x000D_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Built-in number formats that are dates or times, those of the Chinese and other eastern locales included. */
const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
])

async function dateStyles(pack: XlsxPackage, path: string, file: string): Promise<boolean[]> {
  const formats = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  const open = (name: string, at: Attributes) => {
    if (name === 'numFmt') formats.set(Number(at.numFmtId), isDateFormat(at.formatCode ?? ''))
    else if (name === 'cellXfs') inCells = true
    else if (name === 'xf' && inCells) {
      const id = Number(at.numFmtId ?? 0)
      styles.push(formats.get(id) ?? BUILT_IN_DATES.has(id))
    }
  }
  const close = (name: string) => {
    if (name === 'cellXfs') inCells = false
  }
  await readPart(pack, path, { open, close }, file)
  return styles
}

/** A format code is a date if a year, month, day, hour or second stands outside quotes, escapes and conditions. */
export function isDateFormat(code: string): boolean {
  const first = code.split(';')[0] ?? ''
  const bare = first
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(h+|m+|s+)\]/gi, '$1')
    .replace(/\[[^\]]*\]/g, '')
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare) && !/[#?]/.test(bare)
}
