import { qingmei } from '@qingmei/core/house'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let database: FreshDatabase
let owner: pg.Pool
beforeAll(async () => {
  database = await freshDatabase()
  owner = database.pool('owner')
})
afterAll(() => database.drop())

/** Not about anybody: settings and the packs' texts; and search tokens, which carry who may find them. */
const OPEN_TABLES = ['pack', 'setting', 'migration', 'search_gram']

/** What a schema must not be, as a query that names what breaks the rule. */
const RULES: Readonly<Record<string, string>> = {
  'every table that holds anything about anybody shows nothing without a policy': `select relname as broken from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'qm' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
       and relname <> all('{${OPEN_TABLES.join(',')}}')`,
  'every such table has a policy': `select relname as broken from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'qm' and relkind in ('r', 'p') and relrowsecurity and not exists (select 1 from pg_policy p where p.polrelid = c.oid)`,
  'no state is an enum type, which could not be taken back': `select t.typname as broken from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname in ('qm', 'auth') and t.typtype = 'e'`,
  'every instant knows its zone': `select table_name || '.' || column_name as broken from information_schema.columns
     where table_schema in ('qm', 'auth') and data_type = 'timestamp without time zone'`,
  'money and counts are exact': `select table_name || '.' || column_name as broken from information_schema.columns
     where table_schema in ('qm', 'auth') and data_type in ('real', 'double precision', 'money')`,
  'whatever is worked on is kept by region first': `select c.relname as broken from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where n.nspname = 'qm' and i.indisprimary and a.attname <> 'region'
       and exists (select 1 from pg_attribute r where r.attrelid = c.oid and r.attname = 'region')
       and c.relname <> all('{${qingmei.ledgers
         .filter((it) => it.placement === 'reference')
         .map((it) => it.name)
         .join(',')}}')`,
  'references between regions name the region': `select con.conname as broken from pg_constraint con
     join pg_class c on c.oid = con.conrelid join pg_class f on f.oid = con.confrelid join pg_namespace n on n.oid = c.relnamespace
     where con.contype = 'f' and n.nspname = 'qm'
       and f.relname <> all('{${qingmei.ledgers
         .filter((it) => it.placement === 'reference')
         .map((it) => it.name)
         .join(',')},pack}')
       and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attnum = any(con.conkey) and a.attname = 'region')`,
  'the serving role cannot change what was logged, nor remove anything from the log': `select table_name || ' ' || privilege_type as broken from information_schema.role_table_grants
     where table_schema = 'qm' and grantee = 'qingmei_app' and table_name in ('audit', 'audit_seal', 'history')
       and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')`,
  'the serving role owns nothing': `select tablename as broken from pg_tables where schemaname in ('qm', 'auth') and tableowner = 'qingmei_app'`,
}

const PLANTED: Readonly<Record<string, string>> = {
  'every table that holds anything about anybody shows nothing without a policy': 'create table qm.bad (id uuid)',
  'every such table has a policy':
    'create table qm.bad (id uuid); alter table qm.bad enable row level security; alter table qm.bad force row level security',
  'no state is an enum type, which could not be taken back': `create type qm.bad as enum ('a')`,
  'every instant knows its zone': 'create table qm.bad (at timestamp)',
  'money and counts are exact': 'create table qm.bad (amount double precision)',
  'whatever is worked on is kept by region first': 'create table qm.bad (id uuid primary key, region text)',
  'references between regions name the region':
    'alter table qm.lead add constraint u unique (id); create table qm.bad (lead uuid references qm.lead (id))',
  'the serving role cannot change what was logged, nor remove anything from the log':
    'grant delete on qm.audit to qingmei_app',
  'the serving role owns nothing': 'create table qm.bad (id uuid); alter table qm.bad owner to qingmei_app',
}

const broken = async (client: Pick<pg.Pool, 'query'>, rule: string): Promise<string[]> =>
  (await client.query<{ broken: string }>(RULES[rule] ?? '')).rows.map((row) => row.broken)

describe.each(Object.keys(RULES))('%s', (rule) => {
  it('holds', async () => expect(await broken(owner, rule)).toEqual([]))

  it('would be seen broken', async () => {
    const client = await database.pool('superuser', 1).connect()
    try {
      await client.query('begin')
      await client.query(PLANTED[rule] ?? '')
      expect(await broken(client, rule)).not.toEqual([])
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
