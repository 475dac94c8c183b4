import pg from 'pg'

type Parse = (text: string) => unknown

const { builtins } = pg.types
// The driver's types list scalar types only; its table holds the arrays too.
const getTypeParser = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parse
const INT8_ARRAY = 1016
const DATE_ARRAY = 1182
const TIMESTAMPTZ_ARRAY = 1185
const TEXT_ARRAY = 1009

/** `2026-09-30 18:00:00.5+08` (any offset, up to microseconds) → `2026-09-30T10:00:00.500Z`; less than a millisecond is cut. */
export function instantOf(text: string): string {
  // What a session in UTC prints for the years that matter; everything else takes the slow way.
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text)
  if (match) return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z`
  const other = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d)?)$/.exec(text)
  const date = new Date(other ? `${other[1]}T${other[2]}${other[3]}${other[3]?.length === 3 ? ':00' : ''}` : Number.NaN)
  if (Number.isNaN(date.getTime())) throw new RangeError(`not an instant of this application: ${text}`)
  return date.toISOString()
}

/** A bigint that JavaScript holds exactly; another one is a bug and throws. */
export function integerOf(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the integer ${text} is beyond what JavaScript holds exactly`)
  return value
}

const plain: Parse = (text) => text
const arrayOf =
  (parse: Parse): Parse =>
  (text) =>
    each(getTypeParser(TEXT_ARRAY)(text), parse)

function each(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => each(item, parse))
  return typeof value === 'string' ? parse(value) : value
}

const parsers = new Map<number, Parse>([
  [builtins.TIMESTAMPTZ, instantOf as Parse],
  [builtins.DATE, plain],
  [builtins.INT8, integerOf],
  [builtins.NUMERIC, plain],
  // A time without zone has no meaning here; leaving it as text keeps the driver from guessing the machine's zone.
  [builtins.TIMESTAMP, plain],
  [TIMESTAMPTZ_ARRAY, arrayOf(instantOf)],
  [DATE_ARRAY, arrayOf(plain)],
  [INT8_ARRAY, arrayOf(integerOf)],
])

/**
 * How columns come out of the database: instants as ISO text in UTC with milliseconds, dates as `YYYY-MM-DD`,
 * bigint as number, numeric as text. Given to every pool; the driver's global table is left alone for libraries.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    format === 'binary'
      ? getTypeParser(oid, 'binary')
      : (parsers.get(oid) ?? getTypeParser(oid, 'text'))) as typeof pg.types.getTypeParser,
}
