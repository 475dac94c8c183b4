import type { OrgDirectory } from '@qingmei/core/ledger/action'
import type { Outcome, RecordWrite } from '@qingmei/core/ledger/resolve'
import type pg from 'pg'

/**
 * Gives new records their number: organisation, ledger, year, and the next of their sequence. Taken as late in
 * the transaction as can be, since the sequence is held until it ends.
 */
export async function giveNumbers(
  client: pg.ClientBase,
  outcome: Outcome,
  orgs: OrgDirectory,
  now: string,
): Promise<Outcome> {
  const year = Number(new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 4))
  const records: RecordWrite[] = []
  for (const write of outcome.records) {
    const { after, ledger } = write
    const org = orgs.get(after.org)
    if (write.before !== null || ledger.number === null || !org) {
      records.push(write)
      continue
    }
    const { rows } = await client.query<{ last: number }>({
      name: 'next_number',
      text: `insert into qm.sequence (region, org, ledger, year, last) values ($1, $2, $3, $4, 1)
        on conflict (region, org, ledger, year) do update set last = sequence.last + 1 returning last`,
      values: [after.region, after.org, ledger.name, year],
    })
    const number = `${org.short}${ledger.number}〔${year}〕${String(rows[0]?.last ?? 0).padStart(4, '0')}号`
    records.push({ ...write, after: { ...after, number } })
  }
  return { ...outcome, records }
}
