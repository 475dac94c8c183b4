import { createHmac } from 'node:crypto'
import { addMs } from '@qingmei/core/kernel/dates'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type pg from 'pg'

export interface WebhookOptions {
  readonly pool: pg.Pool
  readonly url: string
  /** The shared secret by which the receiver knows that it was us. */
  readonly secret: string
  /** Real time: the receiver's clock does not follow a demo's. */
  now(): string
  fetch?: typeof fetch
}

const AT_ONCE = 50
/** Ids of notices carry the time at which they were made; a transaction may take this long to commit. */
const OVERLAP_MS = 15 * 60_000
const WAIT_MS = [10_000, 60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 6 * 3_600_000] as const
const PATIENCE_MS = 10_000

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>`, so that neither can be altered nor sent again later. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

interface Waiting {
  readonly region: string
  readonly notice: string
  readonly tries: number
  readonly at: string
  readonly org: string
  readonly code: string
  readonly ledger: string | null
  readonly record: string | null
}

/**
 * Tells the webhook of each notice at least once, in order, and again after a while when it is not taken. What is sent
 * names the record and says what happened by its code, never what is in it: whoever may see it looks it up. Answers
 * how many were taken.
 */
export async function deliver(it: WebhookOptions): Promise<number> {
  await enqueue(it)
  let taken = 0
  for (const waiting of await due(it)) {
    const error = await post(it, waiting)
    const wait = WAIT_MS[waiting.tries]
    const now = it.now()
    await asSystem(it.pool, (client) =>
      client.query(
        'update qm.webhook_delivery set tries = tries + 1, sent_at = $3, next_at = $4, error = $5 where region = $1 and notice = $2',
        [
          waiting.region,
          waiting.notice,
          error === null ? now : null,
          error === null || wait === undefined ? null : addMs(now, wait),
          error,
        ],
      ),
    )
    if (error === null) taken++
  }
  return taken
}

/** Notices that are new: since this began, and not before. */
async function enqueue(it: WebhookOptions): Promise<void> {
  await asSystem(it.pool, async (client) => {
    const { rows } = await client.query<{ last: string | null }>(
      'select max(notice::text) as last from qm.webhook_delivery',
    )
    const last = rows[0]?.last
    const now = it.now()
    const since = last
      ? Number.parseInt(last.replaceAll('-', '').slice(0, 12), 16) - OVERLAP_MS
      : Date.parse(now) - OVERLAP_MS
    await client.query(
      `insert into qm.webhook_delivery (region, notice, made_at, tries, next_at)
       select region, id, $2, 0, $2 from qm.notice where id >= $1::uuid on conflict (region, notice) do nothing`,
      [uuidFloor(Math.max(0, since)), now],
    )
  })
}

async function due(it: WebhookOptions): Promise<Waiting[]> {
  return asSystem(it.pool, async (client) => {
    const { rows } = await client.query<Waiting>(
      `select d.region, d.notice, d.tries, n.at, n.org, n.code, n.ledger, n.record from qm.webhook_delivery d
       join qm.notice n on n.region = d.region and n.id = d.notice where d.next_at <= $1 order by d.notice limit ${AT_ONCE}`,
      [it.now()],
    )
    return rows
  })
}

/** Null when it was taken, else why not. */
async function post(
  it: WebhookOptions,
  { region, notice, at, org, code, ledger, record }: Waiting,
): Promise<string | null> {
  const body = JSON.stringify({ id: notice, at, region, org, code, ledger, record })
  const seconds = Math.floor(Date.parse(it.now()) / 1000)
  try {
    const answer = await (it.fetch ?? fetch)(it.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-qingmei-signature': signatureOf(it.secret, seconds, body) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return answer.ok ? null : `HTTP ${answer.status}`
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'unreachable'
  }
}

async function asSystem<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local app.scopes = '{system}'`)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
