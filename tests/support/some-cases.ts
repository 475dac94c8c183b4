import type { County } from './county.ts'
import { REGION } from './county.ts'

/**
 * Many cases at once, as random as cases are: written past the application, since only figures read them. Agencies,
 * dates in and out of the period, parties, penalties annulled and not, goods by unit, payments, crimes.
 */
export async function someCases(county: County, count: number, seed = 0.42): Promise<void> {
  const superuser = await county.database.pool('superuser').connect()
  const agencies = ['health', 'market', 'tax'].map((it) => county.org(it))
  try {
    await superuser.query('begin; set local session_replication_role = replica')
    await superuser.query('select setseed($1)', [seed])
    const at = (share: number) =>
      `case when random() < ${share} then timestamptz '2026-05-25T00:00:00Z' + random() * interval '110 days' end`
    await superuser.query(
      `insert into qm."case" (region, id, org, campaign, status, version, created_at, created_by, updated_at, updated_by, cause, subject, agency, proposed_at, filed_at, facts, heavier, decided_at, criminal, criminal_at, closed_at, fine_total, income_total, paid_total)
       select $1, gen_random_uuid(), o, case when random() < 0.97 then $2::uuid end, 'executing', 1, now(), $3::uuid, now(), $3::uuid, '案由', '店' || g, o, timestamptz '2026-05-25T00:00:00Z',
         ${at(0.95)}, '案情', false, ${at(0.7)}, (array['none', 'none', 'none', 'sent', 'police-filed'])[1 + floor(random() * 5)::int], ${at(0.2)}, ${at(0.4)}, 0, 0, 0
       from generate_series(1, $4) g, lateral (select ($5::uuid[])[1 + floor(random() * 3 + g * 0)::int] as o) a`,
      [REGION, county.campaign, county.system.person, count, agencies],
    )
    const children = (text: string) => superuser.query(text, [REGION])
    const cases = `from qm."case" k, generate_series(1, 3) n where k.region = $1 and k.subject like '店%' and random() < 0.8`
    await children(
      `insert into qm.case_parties (region, parent, no, kind, role, name) select k.region, k.id, n, (array['organisation', 'person'])[1 + floor(random() * 2)::int], 'other', '当事人' || n ${cases}`,
    )
    await children(
      `insert into qm.case_penalties (region, parent, no, party, party_kind, line, category, kind, initial, amount, decided_at, status, paid)
       select k.region, k.id, n, 1, 'organisation', 1, 'K1', p, case when p in ('fine', 'confiscate-income') then 100 end, case when p in ('fine', 'confiscate-income') then floor(random() * 1000000)::bigint end,
         case when random() < 0.9 then k.decided_at end, (array['decided', 'paying', 'executed', 'annulled'])[1 + floor(random() * 4)::int], 0
       from (select k.*, n, (array['fine', 'confiscate-income', 'warning'])[1 + floor(random() * 3)::int] as p ${cases}) k(${await columns(county)}, n, p)`,
    )
    await children(
      `insert into qm.case_goods (region, parent, no, name, quantity, unit, confiscated) select k.region, k.id, n, '物品', 1 + floor(random() * 9)::int, (array['台', '盒', '支', '个'])[1 + floor(random() * 4)::int], random() < 0.7 ${cases}`,
    )
    await children(
      `insert into qm.case_payments (region, parent, no, penalty, paid_on, paid_at, amount) select k.region, k.id, n, 1, date '2026-05-25' + floor(random() * 110)::int, now(), 1 + floor(random() * 50000)::bigint ${cases}`,
    )
    await superuser.query('commit')
  } finally {
    superuser.release()
  }
}

async function columns(county: County): Promise<string> {
  const { rows } = await county.database
    .pool('superuser')
    .query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns where table_schema = 'qm' and table_name = 'case' order by ordinal_position`,
    )
  return rows.map((row) => row.name).join(', ')
}
