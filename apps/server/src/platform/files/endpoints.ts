import type { Actor } from '@qingmei/core/access/actor'
import { refusal } from '@qingmei/core/kernel/result'
import { z } from 'zod'
import { type ApiContext, regionOf } from '../api/context.ts'
import { Answer, type Endpoint, endpoint, Refused } from '../api/endpoint.ts'
import { systemActor } from '../ledger/access.ts'
import { q, tableOf } from '../ledger/columns.ts'
import { watermarked } from './watermark.ts'
import { isTakenType, LARGEST, type Vault } from './vault.ts'

interface FileRow {
  readonly id: string
  readonly region: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly received: number
  readonly claimed: string | null
  readonly sha256: string | null
  readonly by: string
}

const params = z.strictObject({ id: z.uuid() })
const SELECT =
  'select id, region, name, type, bytes, received, claimed, sha256, by from qm.file where region = $1 and id = $2'

/** Resumable upload, hashing on arrival, and viewing with a watermark by those who see a record with the file. */
export function fileEndpoints(context: ApiContext & { vault: Vault }): Endpoint[] {
  const { store, vault } = context
  const mine = async (actor: Actor, id: string): Promise<FileRow> => {
    const { rows } = await store.as(actor, (tx) => tx.query<FileRow>(SELECT, [regionOf(actor), id]))
    const [row] = rows
    if (!row || row.by !== actor.person) throw new Refused(404, refusal('file.unknown'))
    return row
  }
  return [
    endpoint({
      method: 'POST',
      path: '/api/files',
      summary: 'Announce a file; its pieces follow',
      permission: 'staff',
      audit: 'file.announced',
      body: z.strictObject({
        name: z.string().trim().min(1).max(200),
        type: z.string().max(100),
        bytes: z.int().min(0).max(LARGEST),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
      async handle({ body, actor }) {
        if (body.bytes === 0) throw new Refused(422, refusal('file.empty', null, { name: body.name }))
        if (!isTakenType(body.type)) throw new Refused(422, refusal('file.type.not-taken', null, { type: body.type }))
        const [id, now] = [context.newId(), await context.now()]
        await store.as(actor, (tx) =>
          tx.query(
            'insert into qm.file (region, id, name, type, bytes, received, claimed, at, by) values ($1, $2, $3, $4, $5, 0, $6, $7, $8)',
            [
              regionOf(actor),
              id,
              body.name.replace(/[\\/\p{Cc}]/gu, '_'),
              body.type,
              body.bytes,
              body.sha256 ?? null,
              now,
              actor.person,
            ],
          ),
        )
        return { id, offset: 0 }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/files/:id',
      summary: 'How much of a file has arrived',
      permission: 'staff',
      audit: 'file.asked',
      params,
      async handle({ params: at, actor }) {
        const row = await mine(actor, at.id)
        return {
          id: row.id,
          name: row.name,
          bytes: row.bytes,
          offset: row.sha256 ? row.bytes : await vault.received(row.id),
          sha256: row.sha256,
        }
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/api/files/:id',
      summary: 'Send the next piece, from the offset in the header Upload-Offset',
      permission: 'staff',
      audit: 'file.received',
      params,
      bytes: true,
      async handle({ params: at, body, actor, header }) {
        const row = await mine(actor, at.id)
        if (row.sha256) throw new Refused(409, refusal('file.finished'))
        const result = await vault.append(row.id, Number(header('upload-offset') ?? '0'), body as Uint8Array, row.bytes)
        if (!result.ok) throw new Refused(409, result.error)
        return { offset: result.value }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/files/:id/finish',
      summary: 'All pieces are there: hash it, store it for good',
      permission: 'staff',
      audit: 'file.stored',
      params,
      async handle({ params: at, actor }) {
        const row = await mine(actor, at.id)
        if (row.sha256) return { id: row.id, sha256: row.sha256, bytes: row.bytes }
        const result = await vault.finish(row.id, row)
        if (!result.ok) throw new Refused(422, result.error)
        const now = await context.now()
        await store.as(actor, (tx) =>
          tx.query(
            'update qm.file set sha256 = $3, received = bytes, finished_at = $4 where region = $1 and id = $2 and finished_at is null',
            [row.region, row.id, result.value, now],
          ),
        )
        return { id: row.id, sha256: result.value, bytes: row.bytes }
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/files/:id/content',
      summary: 'View a file that hangs on a record one may see; watermarked, and written down',
      permission: 'staff',
      audit: 'file.viewed',
      params,
      query: z.strictObject({ original: z.enum(['1']).optional() }),
      async handle({ params: at, query, actor }) {
        const region = regionOf(actor)
        const now = await context.now()
        const { rows } = await store.as(actor, (tx) => tx.query<FileRow>(SELECT, [region, at.id]))
        const [row] = rows
        const uploader = row?.by === actor.person ? { ledger: null, record: null } : null
        const through = row && ((await recordWith(context, actor, region, row.id)) ?? uploader)
        if (!row?.sha256 || !through) throw new Refused(404, refusal('file.unknown'))
        await seen(context, actor, { region, through, row, now })
        if (!(await vault.isIntact(row.sha256)))
          throw new Refused(422, refusal('file.altered', null, { sha256: row.sha256 }))
        const stream = vault.read(row.sha256)
        const name = encodeURIComponent(row.name)
        if (query.original)
          return new Answer(200, stream, {
            'content-type': row.type,
            'content-disposition': `attachment; filename*=UTF-8''${name}`,
          })
        return watermarked({ stream, type: row.type, name: row.name, viewer: actor.name, at: now })
      },
    }),
  ]
}

/** A record with this file that the actor may see: through a file field or an attachment. */
async function recordWith(context: ApiContext, actor: Actor, region: string, file: string) {
  const { store } = context
  const candidates = await store.as(systemActor(region), async (tx) => {
    const found: { ledger: string; record: string }[] = []
    for (const ledger of store.house.ledgers)
      for (const field of ledger.info.filter((it) => it.kind === 'file')) {
        const { rows } = await tx.query<{ record: string }>(
          `select id as record from ${tableOf(ledger)} where region = $1 and ${q(field.name)} = $2 limit 20`,
          [region, file],
        )
        found.push(...rows.map((row) => ({ ledger: ledger.name, record: row.record })))
      }
    const attached = await tx.query<{ ledger: string; record: string }>(
      'select ledger, record from qm.attachment where region = $1 and file = $2 limit 20',
      [region, file],
    )
    return [...found, ...attached.rows]
  })
  for (const it of candidates) if (await store.read(actor, it.ledger, it.record)) return it
  return null
}

/** Every view of evidence is written down with the record it belongs to. */
async function seen(
  context: ApiContext,
  actor: Actor,
  it: { region: string; through: { ledger: string | null; record: string | null }; row: FileRow; now: string },
): Promise<void> {
  const { region, through, row, now } = it
  await context.store.as(actor, (tx) =>
    tx.query(
      `insert into qm.audit (region, id, at, actor, seat, action, outcome, ledger, record, detail) values ($1, $2, $3, $4, $5, 'file.viewed', 'viewed', $6, $7, $8)`,
      [
        region,
        context.newId(),
        now,
        actor.person,
        actor.seats[0]?.org ?? null,
        through.ledger,
        through.record,
        // Not its name: who reads the log need not see what it hangs on.
        JSON.stringify({ file: row.id, sha256: row.sha256 }),
      ],
    ),
  )
}
