import { isRole, type Role } from '@qingmei/core/access/roles'
import type { Action, FileFacts } from '@qingmei/core/ledger/action'
import { fieldsOf } from '@qingmei/core/ledger/field'
import type pg from 'pg'
import type { Machinery } from './machinery.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const inputsOf = (action: Action, kind: string, input: Readonly<Record<string, unknown>>): string[] =>
  fieldsOf(action.input).flatMap((field) => {
    const value = input[field.name]
    return field.kind === kind && typeof value === 'string' && UUID.test(value) ? [value] : []
  })

/** What the server knows of the files that an input names: only those that have arrived whole. */
export async function fileFacts(
  client: pg.ClientBase,
  action: Action,
  input: Readonly<Record<string, unknown>>,
  region: string,
): Promise<(id: string) => FileFacts | undefined> {
  const ids = inputsOf(action, 'file', input)
  if (ids.length === 0) return () => undefined
  const { rows } = await client.query<FileFacts>(
    'select id, name, type, bytes, sha256 from qm.file where region = $1 and id = any($2::uuid[]) and finished_at is not null',
    [region, ids],
  )
  return (id) => rows.find((row) => row.id === id)
}

/** The roles that people named in an input hold now: for rules about who may hold what. */
export async function heldRoles(
  it: Machinery,
  client: pg.ClientBase,
  action: Action,
  input: Readonly<Record<string, unknown>>,
): Promise<(person: string) => readonly Role[]> {
  const people = inputsOf(action, 'person', input)
  if (people.length === 0) return () => []
  const held = await it.seats(client, people)
  return (person) => held.filter((seat) => seat.person === person).flatMap(({ role }) => (isRole(role) ? [role] : []))
}
