import { above, type Division, divisions, predecessorsOf, spellings } from '../address/divisions.ts'

/**
 * Counties that are no more and may still be written, each with the full name of its heir today: those that the files
 * name, and those whose heirs they name, however seldom the old name is met.
 */
export function heirsAmong(counties: readonly string[], cities: readonly string[]): ReadonlyMap<string, string> {
  const heirs = new Map<string, string>()
  const named = new Set(cities)
  const present = counties.flatMap((word) => theOne(named, called(word, false)) ?? [])
  for (const it of present) addPredecessors(heirs, it, it.name)
  for (const word of counties) {
    if (theOne(named, called(word, false))) heirs.delete(word)
    else {
      const heir = heirOf(theOne(named, called(word, true)))
      if (heir && heir.name !== word) heirs.set(word, heir.name)
    }
  }
  return heirs
}

/** Counties of this name, of today or of yesterday. */
const called = (word: string, abolished: boolean): Division[] =>
  (spellings.get(word.slice(0, 2)) ?? []).flatMap(({ text, division }) =>
    text === word && division.level === 3 && (division.abolished !== undefined) === abolished ? [division] : [],
  )

/** The one in a city that the files name; without such a city, the only one there is. */
function theOne(cities: ReadonlySet<string>, found: readonly Division[]): Division | null {
  const near = found.filter((it) => cities.has(above(it.abolished?.successor ?? it.code, 2)?.name ?? ''))
  const [first, second] = near.length > 0 ? near : found
  return first && !second ? first : null
}

function heirOf(division: Division | null): Division | null {
  let it = division
  for (let step = 0; it?.abolished && step < 4; step++) it = divisions.get(it.abolished.successor) ?? null
  return it?.abolished ? null : it
}

function addPredecessors(heirs: Map<string, string>, { code }: Division, today: string): void {
  for (const old of predecessorsOf.get(code) ?? []) {
    if (old.level !== 3 || heirs.has(old.name) || old.name === today) continue
    heirs.set(old.name, today)
    addPredecessors(heirs, old, today)
  }
}
