import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { asOfIn } from '@qingmei/core/premises/registers/clean'
import {
  profileOf,
  REGISTER_PROFILES,
  type RegisterProfile,
  type RegisterSource,
} from '@qingmei/core/premises/registers/profiles'
import { type Proves, type RecordField, type RecordTable, type RegisterInput, TableBuilder } from '@qingmei/linkage'
import { csvRows, type CsvResult, type CsvShape } from '@qingmei/linkage/ingest/csv-rows'
import {
  type ColumnMatch,
  columnFaults,
  columnLetter,
  findHeader,
  jsonText,
  matchColumns,
  readRecords,
  type Row,
  readTable,
  TableError,
  type TableFault,
  type TableSource,
} from '@qingmei/office'
import { jsonLines, type WholeFile, wholeFile } from './whole-file.ts'

type RowFinder = (bytes: Uint8Array, shape: CsvShape) => CsvResult | Promise<CsvResult>

/** A register read for comparison, or what is wrong with its file. */
export type ReadRegister =
  | {
      readonly ok: true
      readonly register: RegisterInput
      /** Rows that are no records (titles, totals, signatures): where and what. */
      readonly leftOut: readonly { readonly row: number | null; readonly why: string; readonly text: string }[]
      /** Which column each field was taken from. */
      readonly mapping: readonly { readonly field: string; readonly column: string }[]
    }
  | { readonly ok: false; readonly faults: readonly TableFault[] }

/** What the registers of the departments prove of a place. */
export const PROVES: Readonly<Record<RegisterSource, Proves>> = {
  market: 'registration',
  'medical-licence': 'practice-licence',
  'beauty-permit': 'nothing',
  tax: 'nothing',
  platform: 'nothing',
}

export const isRegisterSource = (kind: string): kind is RegisterSource =>
  REGISTER_PROFILES.some((it) => it.source === kind)

/** From this size on a csv is read by its bytes: the same records, twenty times as fast. */
export const LARGE_CSV = 2 ** 20

const FIELDS: readonly (readonly [RecordField, string])[] = [
  ['code', 'code'],
  ['name', 'name'],
  ['address', 'address'],
  ['principal', 'principal'],
  ['phone', 'phone'],
  ['scope', 'scope'],
  ['state', 'state'],
  ['issuedOn', 'issuedOn'],
  ['expiresOn', 'expiresOn'],
]

/**
 * Reads a department's file (csv in UTF-8 or GB18030, xlsx with titles and two header rows, JSON lines) into the
 * columns that are compared. `large` is the size from which a csv is read by bytes.
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
    /** Who finds the rows of a large csv, where another thread is to do it. */
    readonly rowsOf?: RowFinder
  } = {},
): Promise<ReadRegister> {
  const profile = options.profile ?? profileOf(kind)
  if ('path' in source) {
    const found = await stat(source.path).catch(() => null)
    if (found?.isFile() && found.size >= (options.large ?? LARGE_CSV)) {
      const file = options.file ?? basename(source.path)
      const read =
        (await readLargeJson(source.path, profile, file)) ??
        (await readLargeCsv(source.path, profile, file, options.rowsOf ?? csvRows))
      if (read !== null) return read
    }
  }
  return readSmall(source, profile, options)
}

async function readSmall(
  source: TableSource,
  profile: RegisterProfile,
  { file, lenient }: { readonly file?: string; readonly lenient?: boolean },
): Promise<ReadRegister> {
  const opened = await readTable(source)
  if (!opened.ok) return { ok: false, faults: [opened.error] }
  const faults: TableFault[] = []
  const leftOut: { row: number | null; why: string; text: string }[] = []
  const mapping: { field: string; column: string }[] = []
  const builder = new TableBuilder(['key', ...FIELDS.map(([field]) => field)])
  let asOf: string | null = null
  try {
    for await (const event of readRecords(opened.value, profile.columns)) {
      if (event.kind === 'fault') faults.push(event.fault)
      else if (event.kind === 'skipped') {
        if (event.why === 'title') asOf ??= asOfIn(event.text)
        leftOut.push({ row: event.row, why: event.why, text: event.text })
      } else if (event.kind === 'record') builder.add(cellsOf(event.values, profile))
      else if (mapping.length === 0)
        for (const [field, index] of event.match.indexes) mapping.push({ field, column: columnLetter(index) })
    }
  } finally {
    await opened.value.close()
  }
  const fatal = lenient === true ? faults.filter((it) => it.row === null || mapping.length === 0) : faults
  if (fatal.length > 0) return { ok: false, faults: fatal }
  return { ok: true, register: registerOf(profile, file ?? opened.value.file, asOf, builder.build()), leftOut, mapping }
}

function cellsOf(
  values: Readonly<Record<string, string>>,
  profile: RegisterProfile,
): Partial<Record<RecordField, string>> {
  const cells: Partial<Record<RecordField, string>> = { key: (values[profile.numberField] ?? '').trim() }
  for (const [field, from] of FIELDS) cells[field] = values[from] ?? ''
  return cells
}

const registerOf = (
  profile: RegisterProfile,
  file: string,
  asOf: string | null,
  table: RecordTable,
): RegisterInput => ({
  file,
  kind: profile.source,
  proves: PROVES[profile.source],
  asOf,
  table,
})

/**
 * JSON lines without an event for each: null where the file is none or a line of it is broken, which the careful way
 * then names.
 */
async function readLargeJson(path: string, profile: RegisterProfile, file: string): Promise<ReadRegister | null> {
  const lines = await jsonLines(path)
  if (lines === null) return null
  const builder = new TableBuilder(['key', ...FIELDS.map(([field]) => field)], LARGE_CSV)
  const mapping: { field: string; column: string }[] = []
  const matches = new Map<string, ColumnMatch>()
  for await (const line of lines) {
    if (line === null) return null
    const names = Object.keys(line)
    const signature = names.join('\u0000')
    let match = matches.get(signature)
    if (match === undefined) {
      match = matchColumns(names, profile.columns)
      if (matches.size === 0) {
        if (columnFaults(match, names, { file, sheet: null, row: 1 }).length > 0) return null
        for (const [field, index] of match.indexes) mapping.push({ field, column: columnLetter(index) })
      }
      if (matches.size < MOST_SIGNATURES) matches.set(signature, match)
    }
    const values: Record<string, string> = {}
    for (const [key, index] of match.indexes) values[key] = jsonText(line[names[index] ?? ''])
    builder.add(cellsOf(values, profile))
  }
  return matches.size === 0
    ? null
    : { ok: true, register: registerOf(profile, file, null, builder.build()), leftOut: [], mapping }
}

/** Kinds of object in one file that are remembered. */
const MOST_SIGNATURES = 1_000
const HEAD = 64 * 1024

/** Null when the file is no csv that bytes can be read from; it is then read the careful way, which says what is wrong. */
async function readLargeCsv(
  path: string,
  profile: RegisterProfile,
  file: string,
  rowsOf: RowFinder,
): Promise<ReadRegister | null> {
  const whole = await wholeFile(path)
  if (whole === null) return null
  const { bytes, encoding } = whole
  const end = bytes.length <= HEAD ? bytes.length : bytes.lastIndexOf(LINE_END, HEAD) + 1
  // A private copy: decoders take no shared memory.
  const head = await headerOf(Buffer.from(bytes.slice(0, end)), whole, profile, file)
  if (head === null || !head.ok) return head
  const { places, delimiter } = head
  const from = afterLine(bytes, head.rows)
  const read = await rowsOf(bytes, { encoding, delimiter, places, from, rowsBefore: head.rows })
  if (!read.ok) return null
  return {
    ok: true,
    register: registerOf(profile, file, head.asOf, read.table),
    leftOut: [...head.leftOut, ...read.leftOut],
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
  | { readonly ok: false; readonly faults: readonly TableFault[] }

async function headerOf(
  head: Buffer,
  { encoding }: WholeFile,
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
  if (faults.length > 0) return { ok: false, faults }
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
