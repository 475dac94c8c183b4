import { type TableFault, fault } from './fault.ts'
import { columnLetter } from './row.ts'

/** A column that somebody wants to read, and the header texts it goes by; the first label is the one to teach. */
export interface WantedColumn {
  readonly key: string
  readonly labels: readonly string[]
  readonly required?: boolean
}

export interface ColumnMatch {
  /** Index of the column of each key that was found. */
  readonly indexes: ReadonlyMap<string, number>
  readonly missing: readonly WantedColumn[]
  /** Keys that two columns claim with equal right. */
  readonly ambiguous: readonly { readonly wanted: WantedColumn; readonly indexes: readonly number[] }[]
  /** Headers nobody asked for. */
  readonly unused: readonly { readonly index: number; readonly label: string }[]
}

/**
 * Matches header texts to wanted columns. A header of two rows is written `有效期限/自`. Blanks, line ends, required
 * marks and case never matter; a remark in brackets matters only when the bare text would be claimed twice.
 */
export function matchColumns(headers: readonly string[], wanted: readonly WantedColumn[]): ColumnMatch {
  const forms = headers.map(formsOf)
  const claims = wanted.map((column) => ({ column, ranks: forms.map((it) => rank(it, column)) }))
  const taken = new Set<number>()
  const indexes = new Map<string, number>()
  const ambiguous: { wanted: WantedColumn; indexes: number[] }[] = []
  const open = new Set(claims)
  // The surest claim first, so that 法定代表人 is not taken by a synonym of 负责人.
  for (let strength = 0; strength <= WEAKEST; strength++) {
    for (const claim of open) {
      const at = claim.ranks.flatMap((it, index) => (it === strength && !taken.has(index) ? [index] : []))
      const [first] = at
      if (first === undefined) continue
      open.delete(claim)
      if (at.length > 1) ambiguous.push({ wanted: claim.column, indexes: at })
      else indexes.set(claim.column.key, first)
      for (const index of at) taken.add(index)
    }
  }
  return {
    indexes,
    ambiguous,
    missing: [...open].map((claim) => claim.column).filter((column) => column.required === true),
    unused: headers.flatMap((label, index) => (label.trim() === '' || taken.has(index) ? [] : [{ index, label }])),
  }
}

/** The faults of a match, each naming what was found instead. Empty when the table can be read. */
export function columnFaults(
  match: ColumnMatch,
  headers: readonly string[],
  at: { readonly file: string; readonly sheet: string | null; readonly row: number | null },
): TableFault[] {
  const found = headers.filter((header) => header.trim() !== '').map((header) => header.trim())
  const missing = match.missing.map((column) =>
    fault(
      at.file,
      'office.columns.missing',
      {
        reason: `没有“${column.labels[0] ?? column.key}”列；表头有：${found.join('、') || '（空）'}`,
        remedy: `在表头中补上该列，列名可写作：${column.labels.join('、')}`,
      },
      { sheet: at.sheet, row: at.row },
    ),
  )
  const doubled = match.ambiguous.map(({ wanted, indexes }) =>
    fault(
      at.file,
      'office.columns.duplicate',
      {
        reason: `第 ${indexes.map(columnLetter).join('、')} 列都可以是“${wanted.labels[0] ?? wanted.key}”，无法确定取哪一列`,
        remedy: '改掉其中一列的列名，或删去多余的一列',
      },
      { sheet: at.sheet, row: at.row, column: columnLetter(indexes[0] ?? 0), value: headers[indexes[0] ?? 0] ?? null },
    ),
  )
  return [...missing, ...doubled]
}

/** Label order counts; then the text without brackets; then the lower part of a two-row header. */
const MOST_LABELS = 64
const WEAKEST = MOST_LABELS * 3 - 1

function rank(forms: readonly string[], column: WantedColumn): number {
  const places = placesOf(column)
  for (const [step, form] of forms.entries()) {
    const at = form === '' ? undefined : places.get(form)
    if (at !== undefined) return step * MOST_LABELS + Math.min(at, MOST_LABELS - 1)
  }
  return -1
}

/** A header as it may be met, the surest form first. */
function formsOf(header: string): readonly string[] {
  const full = normalLabel(header)
  return full === '' ? [] : [full, withoutRemark(full), withoutRemark(normalLabel(header.split('/').at(-1) ?? ''))]
}

const known = new WeakMap<WantedColumn, ReadonlyMap<string, number>>()
/** The labels of a column as they are compared: a sheet asks for them row after row. */
function placesOf(column: WantedColumn): ReadonlyMap<string, number> {
  let places = known.get(column)
  if (places === undefined) {
    // Of two labels that are compared alike the first counts.
    places = new Map(column.labels.map((label, at) => [normalLabel(label), at] as const).toReversed())
    known.set(column, places)
  }
  return places
}

/** `* 联系 电话：` → `联系电话`. */
export const normalLabel = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}*※★:/]/gu, '')
    .toLowerCase()

const withoutRemark = (text: string): string => text.replace(/\([^()]*\)|\[[^[\]]*\]|【[^】]*】/g, '')
