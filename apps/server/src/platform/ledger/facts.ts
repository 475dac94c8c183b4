import { isRole } from '@qingmei/core/access/roles'
import type { Action, FileFacts, Surroundings } from '@qingmei/core/ledger/action'
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

/** What people named in an input hold now, and where: for rules about who may hold what and be given what. */
export async function heldPosts(
  it: Machinery,
  client: pg.ClientBase,
  action: Action,
  input: Readonly<Record<string, unknown>>,
): Promise<Pick<Surroundings, 'rolesOf' | 'worksAt'>> {
  const people = inputsOf(action, 'person', input)
  const held = people.length === 0 ? [] : await it.seats(client, people)
  return {
    rolesOf: (person) => held.flatMap((it) => (it.person === person && isRole(it.role) ? [it.role] : [])),
    worksAt: (person, org) => held.some((it) => it.person === person && it.org === org),
  }
}
