import pg from 'pg'
import { codeOf } from './refused.ts'

/** Owns the schema and migrates it; nothing serves requests with it. */
export const OWNER = 'qingmei_owner'
/** Serves requests: bound by row policies and by the grants of each table. */
export const APP = 'qingmei_app'
export const DATABASE = 'qingmei'

/**
 * Makes the two roles where they are missing. `client` is a superuser's. A password is only needed on a server
 * that is reached over the network; what the county's own administrator types is in `docs/runbook.md`.
 */
export async function ensureRoles(client: pg.ClientBase, password?: string): Promise<void> {
  for (const role of [OWNER, APP]) {
    const secret = password === undefined ? '' : ` password ${pg.escapeLiteral(password)}`
    await onlyOnce(client, 'select 1 from pg_roles where rolname = $1', role, [
      `create role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb noreplication${secret}`,
    ])
    if (secret !== '') await client.query(`alter role ${role}${secret}`)
  }
}

/**
 * Makes the database `name`, owned by the owner's role, where it is missing. `client` is a superuser's. A
 * `template` is copied with all its tables; what may be done with the database itself is not copied but set here.
 */
export async function ensureDatabase(client: pg.ClientBase, name: string, template?: string): Promise<void> {
  const database = pg.escapeIdentifier(name)
  const source =
    template === undefined ? `template template0 encoding 'UTF8'` : `template ${pg.escapeIdentifier(template)}`
  await onlyOnce(client, 'select 1 from pg_database where datname = $1', name, [
    `create database ${database} owner ${OWNER} ${source}`,
    `revoke all on database ${database} from public`,
    `grant connect on database ${database} to ${APP}`,
  ])
}

/** Runs `statements` unless `question` finds `name`; somebody else who does the same at the same time is no error. */
async function onlyOnce(client: pg.ClientBase, question: string, name: string, statements: string[]): Promise<void> {
  if ((await client.query(question, [name])).rowCount !== 0) return
  try {
    for (const statement of statements) await client.query(statement)
  } catch (error) {
    if (!['42710', '42P04', '23505'].includes(codeOf(error))) throw error
  }
}
