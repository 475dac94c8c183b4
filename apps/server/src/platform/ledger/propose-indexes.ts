import { q, snake } from './columns.ts'
import { type Table, createIndex } from './ddl.ts'
import { type LiveIndex, type LiveTable, textsOf } from './live.ts'

/** What an index of a definition is over, as the database tells it of its own. */
function wantedOf(over: string): LiveIndex {
  const [columns = '', condition] = over.split(/ where (.*)/s)
  return {
    columns: columns
      .slice(1, -1)
      .split(',')
      .map((it) => snake(it.trim().replaceAll('"', ''))),
    condition: condition === undefined ? null : textsOf(condition),
  }
}

const same = (a: LiveIndex, b: LiveIndex): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Indexes to make, to rename (what they are over has a new name) and to make anew (their condition changed).
 * One that no list needs any more costs only time: it is dropped by hand.
 */
export function indexChanges(table: Table, live: LiveTable): string[] {
  const steps: string[] = []
  const spare = new Map([...live.indexes].filter(([name]) => !table.indexes.some((it) => it.name === name)))
  for (const index of table.indexes) {
    const wanted = wantedOf(index.over)
    const has = live.indexes.get(index.name)
    if (has && same(has, wanted)) continue
    const [old] = [...spare].find(([, it]) => same(it, wanted)) ?? []
    if (has) steps.push(`drop index qm.${q(index.name)}`)
    if (old === undefined) steps.push(createIndex(table, index))
    else {
      steps.push(`alter index qm.${q(old)} rename to ${q(index.name)}`)
      spare.delete(old)
    }
  }
  for (const name of spare.keys())
    if (/^[iu]x_/.test(name)) steps.push(`-- index qm.${q(name)} serves no list any more; drop it by hand`)
  return steps
}
