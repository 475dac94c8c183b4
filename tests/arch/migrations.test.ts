import { describe, expect, it } from 'vitest'
import {
  migrationsAddOrAreReviewed,
  migrationsAreNumbered,
  rowsAreSeenFirst,
  stepsAreSingle,
  stepsOf,
  tablesAreCommented,
} from './rules/migrations.ts'
import { planted, type Rule, theTree } from './rules/tree.ts'

const RULES: readonly Rule[] = [
  migrationsAreNumbered,
  migrationsAddOrAreReviewed,
  rowsAreSeenFirst,
  stepsAreSingle,
  tablesAreCommented,
]
const files = [...theTree()].filter(([path]) => /migrations\/.*\.sql$/.test(path))
const next = `apps/server/migrations/${String(files.length + 1).padStart(4, '0')}_add_planted.sql`
const add = (text: string) => planted({ [next]: text })

describe('the migrations', () => {
  it('are all read', () => expect(files.flatMap(([path, text]) => stepsOf(path, text)).length).toBeGreaterThan(200))
  it.each(RULES.map((rule) => [rule.name, rule] as const))('keep the rule %s', (_name, rule) =>
    expect(rule(theTree())).toEqual([]),
  )
  it('tell the line where a statement begins', () =>
    expect(stepsOf('a.sql', 'create schema a\n-- step\n-- why\ncreate schema b\n').map((it) => it.place)).toEqual([
      'a.sql:1',
      'a.sql:3',
    ]))
})

describe('a planted migration is caught', () => {
  it('that changes rows which hide from it', () => {
    const fills = '-- reviewed: fills the new column only\nupdate qm.lead set a = 1'
    expect(rowsAreSeenFirst(add(fills)).join()).toContain('does not see')
    expect(rowsAreSeenFirst(add(`set local app.scopes = '{system}'\n-- step\n${fills}`))).toEqual([])
  })

  it.each([
    ['numbered past a gap', 'apps/server/migrations/9999_add_planted.sql', 'stands where'],
    ['with a number twice', 'apps/server/migrations/0001_add_planted.sql', 'stands where'],
    ['called as nobody would look for it', 'apps/server/migrations/0007-Planted.sql', 'not called'],
  ])('%s', (_name, path, why) =>
    expect(migrationsAreNumbered(planted({ [path]: 'create schema planted' })).join()).toContain(why),
  )

  it.each([
    'drop table qm.lead',
    'alter table qm."lead" drop column "facts"',
    'alter table qm."lead" rename column "facts" to "account"',
    'alter table qm."lead" alter column "facts" set not null',
    'alter table qm."lead" add column "facts" text not null',
    'alter table qm."lead" add column "a" text, drop column "facts"',
    'alter table qm."lead" disable row level security',
    'drop policy "sees_lead" on qm."lead"',
    'update qm."lead" set status = \'closed\'',
    'delete from qm.audit',
    'truncate qm.audit',
    'revoke select on qm."lead" from qingmei_app',
  ])('that would take away: %s', (statement) => {
    expect(migrationsAddOrAreReviewed(add(`create schema a\n-- step\n${statement}`))).toEqual([
      `${next}:3: takes away or changes, and no line says -- reviewed: why`,
    ])
    const reviewed = `-- reviewed: empty in every installation so far\n${statement}`
    expect(migrationsAddOrAreReviewed(add(reviewed))).toEqual([])
  })

  it.each([
    'alter table qm."lead" add column "note" text',
    'alter table qm."lead" add column "kind" text not null default \'plain\'',
    'create unique index ix_planted on qm."lead" (region, id)',
  ])('but not one that adds: %s', (statement) => expect(migrationsAddOrAreReviewed(add(statement))).toEqual([]))

  it('with two statements in one step', () => {
    expect(stepsAreSingle(add('create schema a; create schema b'))).toHaveLength(1)
    expect(stepsAreSingle(add("comment on schema qm is 'one; two'"))).toEqual([])
  })

  it('whose table says nothing of itself', () =>
    expect(tablesAreCommented(add('create table qm."planted" (id uuid)'))).toEqual([
      `${next}:1: qm.planted does not say what it is for`,
    ]))
})
