import { posix } from 'node:path'
import type { Rule, Tree } from './tree.ts'

const FOLDER = 'apps/server/migrations/'

/** One statement of a migration: where it begins, with and without its comments. */
interface Step {
  readonly place: string
  readonly text: string
  readonly statement: string
}

const migrations = (tree: Tree): [string, string][] =>
  [...tree]
    .filter(([path]) => path.startsWith(FOLDER) && path.endsWith('.sql'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))

/** The statements of a migration, parted as the runner parts them. */
export function stepsOf(path: string, file: string): Step[] {
  let line = 1
  return file.split(/^(?=-- step\b)/m).flatMap((text) => {
    const begins = line + (/^(-- step\b.*)?\s*/.exec(text)?.[0].split('\n').length ?? 1) - 1
    line += text.split('\n').length - 1
    const statement = text.replace(/--.*$/gm, '').trim()
    return statement === '' ? [] : [{ place: `${path}:${begins}`, text, statement }]
  })
}

const allSteps = (tree: Tree): Step[] => migrations(tree).flatMap(([path, text]) => stepsOf(path, text))

/** `NNNN_verb_noun.sql`, from 1 on without a gap or a double. */
export const migrationsAreNumbered: Rule = (tree) =>
  migrations(tree).flatMap(([path], i) => {
    const name = posix.basename(path)
    if (!/^\d{4}_[a-z0-9]+(_[a-z0-9]+)+\.sql$/.test(name)) return [`${path}: not called NNNN_verb_noun.sql`]
    return Number(name.slice(0, 4)) === i + 1 ? [] : [`${path}: stands where ${i + 1} should`]
  })

const NAME = String.raw`[a-z_".]+`
/** What leaves every row, column and right as it was. */
const ADDS: readonly RegExp[] = [
  /^create (unique )?(schema|table|index|policy)\b/,
  /^comment on\b/,
  /^grant\b/,
  /^set local app\.scopes\b/,
  /^revoke create on schema public from public$/,
  new RegExp(`^alter table ${NAME} (enable|force) row level security$`),
  new RegExp(`^alter table ${NAME} (add|validate) constraint\\b`),
  new RegExp(`^alter table ${NAME} add column ${NAME} (?!.*\\bnot null\\b(?!.*\\bdefault\\b))[^,]*$`),
]
const REVIEWED = /^-- reviewed: .{10,}$/m

/**
 * A statement that takes away or changes what is there (rename, drop, update, set not null) says above itself, in a
 * line `-- reviewed: …`, why an installation full of records loses nothing by it.
 */
export const migrationsAddOrAreReviewed: Rule = (tree) =>
  allSteps(tree).flatMap(({ place, text, statement }) =>
    ADDS.some((adds) => adds.test(statement.toLowerCase())) || REVIEWED.test(text)
      ? []
      : [`${place}: takes away or changes, and no line says -- reviewed: why`],
  )

/** Whoever it was that wrote no rows: the rule came after it, and what was applied stays as it was. */
const BEFORE_THE_RULE = `${FOLDER}0009_know_visited_places.sql`

/**
 * Rows hide from their owner too: a migration that changes or deletes some lets itself see them first, or it would
 * find none in an installation full of records and pass every test on an empty one.
 */
export const rowsAreSeenFirst: Rule = (tree) =>
  migrations(tree).flatMap(([path, text]) => {
    if (path === BEFORE_THE_RULE) return []
    let sees = false
    return stepsOf(path, text).flatMap(({ place, statement }) => {
      if (/^set local app\.scopes = '\{system\}'$/i.test(statement)) sees = true
      return sees || !/^(update|delete from|insert into .* select)\b/is.test(statement)
        ? []
        : [`${place}: changes rows that it does not see; set local app.scopes = '{system}' before`]
    })
  })

/** One statement a step: the runner sends each by the extended protocol, which takes no second one. */
export const stepsAreSingle: Rule = (tree) =>
  allSteps(tree).flatMap(({ place, statement }) => {
    const bare = statement.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '').replace(/'(?:[^']|'')*'/g, '')
    return /;\s*\S/.test(bare) ? [`${place}: more than one statement`] : []
  })

/** Every table says what it is for, in the database itself. */
export const tablesAreCommented: Rule = (tree) => {
  const steps = allSteps(tree)
  const names = (pattern: RegExp) =>
    steps.flatMap(({ place, statement }) => {
      const name = pattern.exec(statement.toLowerCase())?.[1]
      return name === undefined ? [] : [{ place, name: name.replaceAll('"', '') }]
    })
  const told = new Set(names(/^comment on table ([a-z_".]+) is '.+'$/s).map(({ name }) => name))
  return names(/^create table ([a-z_".]+)/).flatMap(({ place, name }) =>
    told.has(name) ? [] : [`${place}: ${name} does not say what it is for`],
  )
}
