import { readFile } from 'node:fs/promises'
import type { Actor } from '@qingmei/core/access/actor'
import { FROZEN_SHEET, frozenName } from '@qingmei/core/campaign/frozen-form'
import { refusal } from '@qingmei/core/kernel/result'
import { z } from 'zod'
import { notThere } from '../platform/api/context.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import { storeFile } from '../platform/files/store-file.ts'
import { systemActor } from '../platform/ledger/access.ts'
import type { ActResult } from '../platform/ledger/store.ts'
import type { ReturnsContext } from './endpoints.ts'
import { freeze, type FrozenSheet, type Sheeting } from './frozen.ts'

/** Holding a meeting lays the month's sheet before it, as it is at that moment. */
export function meetingEndpoint(context: ReturnsContext): Endpoint {
  return endpoint({
    method: 'POST',
    path: '/api/meetings/:id/hold',
    summary: 'Hold a meeting; the monthly one freezes its data sheet',
    permission: 'role:office',
    audit: 'meeting.hold',
    params: z.strictObject({ id: z.uuid() }),
    body: z.strictObject({ heldAt: z.iso.datetime({ offset: true }), version: z.int().optional() }),
    async handle({ params, body, actor }) {
      const result = await holdMeeting(context, { actor, id: params.id, ...body })
      if (result === null) throw notThere()
      if (result.ok) return { record: result.value.record }
      const { status, current, ...why } = result.error
      throw new Refused(status, why, current ? { current } : {})
    },
  })
}

/** Freezes the sheet and holds the meeting over it; null when there is no such meeting for the actor. */
export async function holdMeeting(
  context: ReturnsContext,
  it: { actor: Actor; id: string; heldAt: string; version?: number | undefined },
): Promise<ActResult | null> {
  const { store } = context
  const { actor, id, heldAt, version } = it
  const meeting = await store.read(actor, 'meeting', id)
  if (!meeting) return null
  const { region, campaign, month } = meeting
  const plan = campaign === null ? null : await context.planOf(campaign)
  let sheet: string | null = null
  if (typeof month === 'string' && campaign !== null && plan) {
    const frozen = await frozenNow(context, {
      region,
      campaign,
      plan,
      month,
      house: store.house,
      now: await context.now(),
    })
    const file = { name: frozenName(month), type: FROZEN_SHEET, content: Buffer.from(JSON.stringify(frozen)) }
    sheet = await storeFile(context, actor, region, file)
  }
  const input = { heldAt, sheet }
  return store.act({
    actor,
    ledger: 'meeting',
    action: 'hold',
    id,
    input,
    ...(version === undefined ? {} : { version }),
  })
}

/** The sheet as it is now: the county's, whoever asks, and all of it at one moment. */
export const frozenNow = (context: ReturnsContext, it: Sheeting): Promise<FrozenSheet> =>
  context.store.as(systemActor(it.region), async (tx) => {
    await tx.query('set transaction isolation level repeatable read')
    return freeze(tx, it)
  })

/** The meeting that a month's sheet was frozen for, with the sheet; null while there is none. */
export async function frozenFor(
  context: ReturnsContext,
  it: { region: string; campaign: string; month: string },
): Promise<{ meeting: string; heldAt: string; outlook: string | null; sheet: FrozenSheet } | null> {
  const { rows } = await context.store.as(systemActor(it.region), (tx) =>
    tx.query<{ meeting: string; heldAt: string; outlook: string | null; sha256: string }>(
      `select m.id as meeting, m.held_at as "heldAt", m.outlook, f.sha256 from qm.meeting m join qm.file f on f.region = m.region and f.id = m.sheet
       where m.region = $1 and m.campaign = $2 and m.month = $3 and m.status <> 'cancelled' order by m.held_at desc limit 1`,
      [it.region, it.campaign, it.month],
    ),
  )
  const [row] = rows
  if (!row) return null
  if (!(await context.vault.isIntact(row.sha256))) throw new Refused(409, refusal('file.altered'))
  const sheet = JSON.parse(await readFile(context.vault.pathOf(row.sha256), 'utf8')) as FrozenSheet
  return { meeting: row.meeting, heldAt: row.heldAt, outlook: row.outlook, sheet }
}

/** Titles of the records that changed, those that the actor may see; the rest is told as a number. */
export async function namedRecords(
  context: ReturnsContext,
  actor: Actor,
  records: readonly { readonly figure: string; readonly id: string }[],
  ledgerOf: (figure: string) => string,
): Promise<ReadonlyMap<string, { ledger: string; title: string }>> {
  const out = new Map<string, { ledger: string; title: string }>()
  const byLedger = new Map<string, Set<string>>()
  for (const it of records) {
    const name = ledgerOf(it.figure)
    byLedger.set(name, (byLedger.get(name) ?? new Set()).add(it.id))
  }
  for (const [name, ids] of byLedger) {
    const ledger = context.store.house.ledger(name)
    for (const record of await context.store.readMany(actor, name, [...ids]))
      out.set(record.id, { ledger: name, title: String(record[ledger.title] ?? record.number ?? '') })
  }
  return out
}
