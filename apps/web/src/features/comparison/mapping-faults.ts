/** What keeps a choice of columns from being confirmed: fields that must be given and are not, fields given twice. */
export function mappingFaults(
  chosen: Readonly<Record<number, string>>,
  fields: readonly { readonly field: string; readonly needed: boolean }[],
): { readonly missing: readonly string[]; readonly twice: readonly string[] } {
  const claimed = Object.values(chosen)
  return {
    missing: fields.filter((it) => it.needed && !claimed.includes(it.field)).map((it) => it.field),
    twice: [...new Set(claimed.filter((field, i) => claimed.indexOf(field) !== i))],
  }
}
