import { createHash } from 'node:crypto'
import type { Actor } from '@qingmei/core/access/actor'
import type { Store } from '../ledger/store.ts'
import type { Vault } from './vault.ts'

export interface StoringContext {
  readonly store: Store
  readonly vault: Vault
  now(): Promise<string> | string
  newId(): string
}

/** Stores what the server itself made, as an upload would be stored; answers its id. */
export async function storeFile(
  it: StoringContext,
  actor: Actor,
  region: string,
  file: { readonly name: string; readonly type: string; readonly content: Buffer },
): Promise<string> {
  const id = it.newId()
  const bytes = file.content.byteLength
  const claimed = createHash('sha256').update(file.content).digest('hex')
  await it.vault.append(id, 0, file.content, bytes)
  const stored = await it.vault.finish(id, { bytes, type: file.type, claimed })
  if (!stored.ok) throw new Error(stored.error.code)
  const now = await it.now()
  await it.store.as(actor, (tx) =>
    tx.query(
      'insert into qm.file (region, id, name, type, bytes, received, claimed, sha256, at, by, finished_at) values ($1, $2, $3, $4, $5, $5, $6, $6, $7, $8, $7)',
      [region, id, file.name, file.type, bytes, claimed, now, actor.person],
    ),
  )
  return id
}
