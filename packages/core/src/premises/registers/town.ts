/**
 * The township (乡镇街道) that an address names, as written: `洹北街道`, `柏庄镇`. With the region's own list the first of
 * them that stands in the address, so that 乡 and 镇 in road names mislead nobody; null when the address names none.
 */
export function townOf(address: string, known: readonly string[] = []): string | null {
  const listed = known
    .flatMap((town) => {
      const at = address.indexOf(town)
      return at < 0 ? [] : [{ town, at }]
    })
    .toSorted((a, b) => a.at - b.at || b.town.length - a.town.length)
  if (listed[0]) return listed[0].town
  if (known.length > 0) return null
  const rest = address
    .replace(/^(中国)?[\p{Script=Han}]{2,8}?(省|自治区)/u, '')
    .replace(/^(?:(?![街路镇乡村])[\p{Script=Han}]){2,8}?(市|自治州|地区|盟)/u, '')
    .replace(/^(?:(?![街路镇乡村])[\p{Script=Han}]){1,8}?(?<!小|社|园|山|景)(区|县|市|[左右前中后治]旗)/u, '')
  return /^([\p{Script=Han}]{1,8}?(?:街道|镇|乡|苏木))(?![路街巷道市])/u.exec(rest)?.[1] ?? null
}
