import { BESIDE_FIELDS, type FieldBeside, type RecordBeside, type ShownRecord } from '@qingmei/contract/comparison'
import { parseLooseDate } from '@qingmei/core/premises/registers/clean'
import { besideTexts } from '@qingmei/linkage'

/** Two records laid beside each other field by field, as the comparison of the county reads them. */
export function besideOf(left: ShownRecord, right: ShownRecord, county: string): RecordBeside {
  const fields = BESIDE_FIELDS.flatMap((field) => {
    const [a, b] = [left[field] ?? '', right[field] ?? '']
    if (a === '' && b === '') return []
    const isDate = field === 'issuedOn' || field === 'expiresOn'
    return [[field, isDate && isOneDay(a, b) ? ONE_DAY : besideTexts(field, a, b, county)] as const]
  })
  return Object.fromEntries(fields)
}

const ONE_DAY: FieldBeside = { is: 'written', differing: 0, left: [], right: [] }

/** 2024/3/4 and 2024年3月4日. */
function isOneDay(a: string, b: string): boolean {
  const [one, other] = [parseLooseDate(a), parseLooseDate(b)]
  return a !== b && one.ok && other.ok && one.value !== null && one.value === other.value
}
