type Table = Record<string, unknown>

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What names an item of a list: its `id`, or its `code`. */
export function nameOf(item: unknown): string | null {
  if (!isTable(item)) return null
  if (typeof item['id'] === 'string') return item['id']
  return typeof item['code'] === 'string' ? item['code'] : null
}

/**
 * Lays one pack over what it extends. Tables merge key by key; lists whose items have an `id` or `code` merge
 * item by item, new items after the old; any other value replaces. A dictionary of the base is thus lengthened
 * or relabelled and never forked.
 */
export function extend(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (isTable(base) && isTable(over)) {
    const merged: Table = { ...base }
    for (const [key, value] of Object.entries(over)) {
      const held = Object.hasOwn(base, key) ? extend(base[key], value) : value
      Object.defineProperty(merged, key, { value: held, enumerable: true, configurable: true, writable: true })
    }
    return merged
  }
  if (Array.isArray(base) && Array.isArray(over) && isNamed(base) && isNamed(over)) {
    const kept = base.map((item: unknown) => {
      const same: unknown = over.find((candidate) => nameOf(candidate) === nameOf(item))
      return extend(item, same)
    })
    const names = new Set(base.map(nameOf))
    return [...kept, ...over.filter((item) => !names.has(nameOf(item)))]
  }
  return over
}

const isNamed = (list: readonly unknown[]): boolean => list.length > 0 && list.every((item) => nameOf(item) !== null)
