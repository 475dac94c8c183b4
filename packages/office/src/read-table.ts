import { csvRows } from './csv.ts'
import { brokenEncoding, detectEncoding } from './encoding.ts'
import { type Outcome, TableError, type TableFault, fault } from './fault.ts'
import { jsonRows } from './jsonl.ts'
import { DEFAULT_LIMITS, type Row, type Table, type TableLimits } from './row.ts'
import { type Bytes, type TableSource, openBytes } from './source.ts'

/**
 * Opens a csv, xlsx or JSON-lines file for streaming. The form is told by the content, not by the name. A csv is
 * read once in whole before its first row is given, so that an encoding fault never leaves half a file behind; when
 * `lenient`, only the rows in which bytes are no character have a fault.
 */
export async function readTable(
  source: TableSource,
  limits: Partial<TableLimits> = {},
  { lenient = false }: { readonly lenient?: boolean } = {},
): Promise<Outcome<Table>> {
  const bounds = { ...DEFAULT_LIMITS, ...limits }
  const opened = await openBytes(source, bounds.fileBytes)
  if (!opened.ok) return opened
  const bytes = opened.value
  try {
    const head = await bytes.head(4_096)
    const outcome = head.subarray(0, 4).equals(ZIP)
      ? // Its libraries are read when the first workbook comes.
        await (await import('./open-xlsx.ts')).openXlsx(bytes, bounds)
      : await openText(bytes, head, bounds, lenient)
    if (!outcome.ok) await bytes.close()
    return outcome
  } catch (error) {
    await bytes.close()
    if (error instanceof TableError) return { ok: false, error: error.fault }
    throw error
  }
}

const ZIP = Buffer.from([0x50, 0x4b, 3, 4])
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

async function openText(bytes: Bytes, head: Buffer, limits: TableLimits, lenient: boolean): Promise<Outcome<Table>> {
  const wrong = noTable(bytes.name, head)
  if (wrong) return { ok: false, error: wrong }
  const detected = await detectEncoding(bytes)
  const broken = !detected.ok && lenient ? await brokenEncoding(bytes) : null
  if (!detected.ok && broken === null) return detected
  const encoding = detected.ok ? detected.value : (broken ?? 'utf-8')
  const lines = /^[\s\u{feff}]*\{/u.test(head.toString('utf8')) && encoding === 'utf-8'
  const rows = (): AsyncIterable<Row> =>
    lines ? jsonRows(bytes, limits, broken !== null) : csvRows(bytes, encoding, limits, broken !== null)
  const format = lines ? 'jsonl' : 'csv'
  const sheets = [{ name: null, hidden: false }]
  return { ok: true, value: { file: bytes.name, format, encoding, sheets, rows, close: () => bytes.close() } }
}

/** Known forms that look like tables to a person and are none to us, each with the way out. */
function noTable(file: string, head: Buffer): TableFault | null {
  const refuse = (reason: string, remedy: string) => fault(file, 'office.file.unknown-form', { reason, remedy })
  if (head.subarray(0, 4).equals(OLE))
    return refuse(
      '这是旧版 .xls 文件，或设置了打开密码的工作簿',
      '用 Excel 或 WPS 打开，取消密码，另存为 xlsx 后再导入',
    )
  const start = head
    .toString('latin1')
    .replace(/^[^\x21-\x7e]+/, '')
    .slice(0, 64)
    .toLowerCase()
  if (start.startsWith('%pdf')) return refuse('这是 PDF 文件，不是表格', '向来源单位索取原始的 Excel 或 CSV 文件')
  if (/^<(!doctype|html|table|meta|\?xml)/.test(start))
    return refuse('这是网页格式的表格，只是后缀改成了 xls 或 csv', '用 Excel 或 WPS 打开，另存为 xlsx 后再导入')
  if (start.startsWith('[{')) return refuse('这是 JSON 数组', '请来源单位改为“一行一个对象”（JSON Lines）导出')
  return null
}
