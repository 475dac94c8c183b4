/** What keeps a mapping from being confirmed: fields that must be there and are not, fields that two columns claim. */
export function mappingFaults(
  mapping: Readonly<Record<string, string>>,
  fields: readonly { readonly field: string; readonly required: boolean }[],
): { readonly missing: readonly string[]; readonly twice: readonly string[] } {
  const claimed = Object.values(mapping)
  return {
    missing: fields.filter((it) => it.required && !claimed.includes(it.field)).map((it) => it.field),
    twice: [...new Set(claimed.filter((field, i) => claimed.indexOf(field) !== i))],
  }
}
