import { basename } from 'node:path'
import { asOfIn } from '@qingmei/core/premises/registers/clean'
import {
  profileOf,
  REGISTER_PROFILES,
  type RegisterProfile,
  type RegisterSource,
} from '@qingmei/core/premises/registers/profiles'
import { type RecordField, type RecordTable, TableBuilder } from '@qingmei/linkage'
import { csvRows, type CsvResult, type CsvShape } from '@qingmei/linkage/ingest/csv-rows'
import {
  columnFaults,
  columnLetter,
  findHeader,
  isOfOneRow,
  readRecords,
  type Row,
  readTable,
  TableError,
  type TableFault,
  type TableSource,
} from '@qingmei/office'
import { encodingOf } from './file-text.ts'
import { type LargeFile, openLarge } from './large-file.ts'
import { readLargeJson } from './read-json.ts'
import { cellsOf, FIELDS, type ReadRegister, registerOf } from './register-table.ts'

type RowFinder = (bytes: Uint8Array, shape: CsvShape) => CsvResult | Promise<CsvResult>

export const isRegisterSource = (kind: string): kind is RegisterSource =>
  REGISTER_PROFILES.some((it) => it.source === kind)

/**
 * Reads a department's file (csv in UTF-8 or GB18030, xlsx with titles and two header rows, JSON lines) into the
 * columns that are compared. `large` is the size from which a file is read by its bytes.
 */
export async function readRegister(
  source: TableSource,
  kind: RegisterSource,
  options: {
    readonly file?: string
    readonly large?: number
    /** The columns as a person confirmed them, instead of those that the register is known by. */
    readonly profile?: RegisterProfile
    /** Rows that cannot be read were told before and are left out; else one of them keeps the file back. */
    readonly lenient?: boolean
    /** The file where it is being read already. */
    readonly opened?: LargeFile | null
    /** Who finds the rows of a large csv, where another thread is to do it. */
    readonly rowsOf?: RowFinder
  } = {},
): Promise<ReadRegister> {
  const profile = options.profile ?? profileOf(kind)
  if ('path' in source) {
    const large = options.opened ?? openLarge(source.path, options.large)
    const file = options.file ?? basename(source.path)
    const read =
      large?.first === BRACE
        ? await readLargeJson(source.path, large.size, profile, file)
        : large?.bytes && (await readLargeCsv(await large.bytes, profile, file, options.rowsOf ?? csvRows))
    if (read) return read
  }
  return readSmall(source, profile, options)
}

async function readSmall(
  source: TableSource,
  profile: RegisterProfile,
  { file, lenient }: { readonly file?: string; readonly lenient?: boolean },
): Promise<ReadRegister> {
  const opened = await readTable(source, {}, { lenient: lenient === true })
  if (!opened.ok) {
    const ofText = opened.error.code === 'office.encoding.unreadable' && lenient !== true
    const onlyRows = ofText && (await readSmall(source, profile, { lenient: true })).ok
    return { ok: false, faults: [opened.error], onlyRows }
  }
  const faults: TableFault[] = []
  let isWhole = true
  const leftOut: { row: number | null; why: string; text: string }[] = []
  const mapping: { field: string; column: string }[] = []
  const builder = new TableBuilder(['key', ...FIELDS.map(([field]) => field)])
  let asOf: string | null = null
  try {
    for await (const event of readRecords(opened.value, profile.columns)) {
      if (event.kind === 'fault') {
        faults.push(event.fault)
        isWhole &&= isOfOneRow(event)
      } else if (event.kind === 'skipped') {
        if (event.why === 'title') asOf ??= asOfIn(event.text)
        leftOut.push({ row: event.row, why: event.why, text: event.text })
      } else if (event.kind === 'record') builder.add(cellsOf(event.values, profile))
      else if (mapping.length === 0)
        for (const [field, index] of event.match.indexes) mapping.push({ field, column: columnLetter(index) })
    }
  } finally {
    await opened.value.close()
  }
  const table = builder.build()
  const onlyRows = isWhole && mapping.length > 0 && table.rows > 0
  if (faults.length > 0 && !(lenient === true && onlyRows)) return { ok: false, faults, onlyRows }
  return {
    ok: true,
    register: registerOf(profile, file ?? opened.value.file, asOf, table),
    leftOut,
    bad: faults,
    mapping,
  }
}

const HEAD = 64 * 1024
const BRACE = 0x7b

/** Null when the file is no csv that bytes can be read from; it is then read the careful way, which says what is wrong. */
async function readLargeCsv(
  bytes: Uint8Array,
  profile: RegisterProfile,
  file: string,
  rowsOf: RowFinder,
): Promise<ReadRegister | null> {
  const encoding = encodingOf(bytes)
  const end = bytes.length <= HEAD ? bytes.length : bytes.lastIndexOf(LINE_END, HEAD) + 1
  // A private copy: decoders take no shared memory.
  const head = await headerOf(Buffer.from(bytes.slice(0, end)), encoding, profile, file)
  if (head === null || !head.ok) return head
  const { places, delimiter } = head
  const from = afterLine(bytes, head.rows)
  const read = await rowsOf(bytes, { encoding, delimiter, places, from, rowsBefore: head.rows })
  if (!read.ok) return null
  return {
    ok: true,
    register: registerOf(profile, file, head.asOf, read.table),
    leftOut: [...head.leftOut, ...read.leftOut],
    bad: [],
    mapping: head.mapping,
  }
}

type Header =
  | {
      readonly ok: true
      readonly places: RecordTable['places']
      readonly mapping: readonly { readonly field: string; readonly column: string }[]
      readonly delimiter: number
      readonly rows: number
      readonly asOf: string | null
      readonly leftOut: readonly { row: number; why: string; text: string }[]
    }
  | Extract<ReadRegister, { ok: false }>

async function headerOf(
  head: Buffer,
  encoding: RecordTable['encoding'],
  profile: RegisterProfile,
  file: string,
): Promise<Header | null> {
  const opened = await readTable({ bytes: head, name: file })
  if (!opened.ok || opened.value.format !== 'csv') return null
  const rows: Row[] = []
  try {
    for await (const row of opened.value.rows()) if (rows.push(row) >= 40) break
  } catch (error) {
    if (error instanceof TableError) return null
    throw error
  }
  const header = findHeader(rows, profile.columns)
  if (header === null) return null
  const faults = columnFaults(header.match, header.labels, { file, sheet: null, row: rows[header.at]?.row ?? 1 })
  if (faults.length > 0) return { ok: false, faults, onlyRows: false }
  const places: Partial<Record<RecordField, number>> = {}
  for (const [field, from] of [['key', profile.numberField] as const, ...FIELDS]) {
    const index = header.match.indexes.get(from)
    if (index !== undefined) places[field] = index
  }
  const before = rows.slice(0, header.at)
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head), rows[header.at]?.cells ?? [])
  if (delimiter === null) return null
  return {
    ok: true,
    places,
    mapping: [...header.match.indexes].map(([field, index]) => ({ field, column: columnLetter(index) })),
    delimiter,
    rows: header.at + header.height,
    asOf: before.map((row) => asOfIn(row.cells.join(' '))).find((it) => it !== null) ?? null,
    leftOut: before.map((row) => ({ row: row.row, why: 'title', text: row.cells.filter((it) => it !== '').join(' ') })),
  }
}

/** The delimiter is what stands between the first two labels of the header. */
function delimiterOf(head: string, cells: readonly string[]): number | null {
  const [first = '', second = ''] = cells
  for (const sign of [',', '\t', ';', '|'])
    if (head.includes(`${first}${sign}${second}`) || head.includes(`"${first}"${sign}"${second}"`))
      return sign.charCodeAt(0)
  return null
}

/** The byte behind so many lines; titles above a header hold no line ends inside quotation marks. */
function afterLine(bytes: Uint8Array, lines: number): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0
  for (let n = 0; n < lines; n++) {
    const end = bytes.indexOf(LINE_END, at)
    if (end < 0) return bytes.length
    at = end + 1
  }
  return at
}
const LINE_END = 0x0a
