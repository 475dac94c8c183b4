import { compose } from '../../apps/server/src/compose.ts'

/**
 * `npx tsx tests/faults/comparison-host.ts`: a worker on the database of the environment, to be killed in the middle
 * of a run. Says a JSON object a line: `{"stage":…}` as often as the stage of the work changes, `{"idle":true}` when
 * nothing is left.
 */
const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)
const it = await compose({ env: process.env, log: (line) => say({ log: line }), leaseMs: 3_000 })
let last = ''
const watching = setInterval(() => {
  void it.pool
    .connect()
    .then(async (client) => {
      await client.query(`begin read only; set local app.scopes = '{system}'`)
      const { rows } = await client.query<{ stage: string | null; state: string }>(
        `select state, progress ->> 'stage' as stage from qm.job where state in ('waiting', 'running') order by made_at limit 1`,
      )
      await client.query('commit')
      client.release()
      const now = rows[0] ? `${rows[0].state} ${rows[0].stage ?? ''}` : ''
      if (now !== last) say({ stage: now })
      last = now
    })
    .catch(() => undefined)
}, 50)
for (;;) {
  const done = await it.worker.run()
  const client = await it.pool.connect()
  await client.query(`begin read only; set local app.scopes = '{system}'`)
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from qm.job where state in ('waiting', 'running')`,
  )
  await client.query('commit')
  client.release()
  if (rows[0]?.n === 0) break
  if (done === 0) await new Promise((resolve) => setTimeout(resolve, 200))
}
clearInterval(watching)
say({ idle: true })
await it.close()
process.exit(0)
