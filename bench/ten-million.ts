import { qingmei } from '@qingmei/core/house'
import type pg from 'pg'
import { bucketOf, tokensOf } from '../apps/server/src/platform/ledger/search.ts'
import { type AnyCounty, aLead, REGION } from '../tests/support/county.ts'

const LEAD = qingmei.ledger('lead')
const NAMES = 15_000
const SPAN_DAYS = 4 * 365
const END = Date.parse('2026-08-31T00:00:00Z')
/** A name that three leads have, however many there are. */
export const RARE = '锦瑟华年'

const FRONT = [
  '初见',
  '若莲',
  '伊人',
  '花容',
  '悦己',
  '美森',
  '雅诗',
  '德城',
  '彩韵',
  '兰心',
  '芳华',
  '晨曦',
  '婷美',
  '丽质',
]
const MIDDLE = ['', '皮肤', '医疗', '轻医', '纹绣', '美甲', '养生', '国际', '韩式', '时尚']
const END_WORDS = ['美容院', '皮肤管理中心', '养生馆', '医疗美容诊所', '工作室', '美容会所', '形象设计店', '综合门诊部']

const nameOf = (n: number): string => {
  const pick = (list: readonly string[], by: number) => list[Math.floor(n / by) % list.length] ?? ''
  return `${pick(FRONT, 1)}${pick(MIDDLE, 14)}${pick(END_WORDS, 140)}${n >= 1120 ? `${pick(FRONT, 1120)}店` : ''}`
}

/** Tokens that hang on the name alone, without their bucket. */
function gramsOf(subject: string): string[] {
  const record = { ...aLead({ subject, address: null }), id: '0198a000-0000-7000-8000-000000000000', number: null }
  const tokens = tokensOf(LEAD, { ...record, region: REGION, campaign: null, org: null, holder: null } as never)
  return tokens.map((token) => token.slice(token.indexOf('|') + 1)).filter((token) => !token.startsWith('@'))
}

/** The office with most of the leads and the one with least. */
export interface Offices {
  readonly largest: string
  readonly smallest: string
}

export const officesOf = (county: AnyCounty): Offices => ({
  largest: county.org('health'),
  smallest: county.org('post'),
})

/**
 * Fills the county with leads as years of campaigns would: eight in ten in this region, half of them with one
 * department, thirty with the smallest office; the rest elsewhere. Indexes are built at the end, as a restore does.
 */
export async function fillLeads(
  county: AnyCounty,
  superuser: pg.Pool,
  rows: number,
  say: (line: string) => void,
): Promise<Offices> {
  const client = await superuser.connect()
  const offices = officesOf(county)
  const towns = county.plan.organisations.filter((it) => it.kind === 'town').map((it) => county.org(it.id))
  const run = async (what: string, text: string, values: unknown[] = []) => {
    const start = performance.now()
    await client.query(text, values)
    say(`  ${what}: ${((performance.now() - start) / 1000).toFixed(0)} s`)
  }
  try {
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '2GB'`,
    )
    const subjects = Array.from({ length: NAMES }, (_, n) => nameOf(n))
    await client.query('create temp table name (n int primary key, subject text, grams text[])')
    await client.query('insert into name select * from unnest($1::int[], $2::text[]) n(n, subject)', [
      [...subjects.keys(), NAMES],
      [...subjects, RARE],
    ])
    const grams = JSON.stringify([...subjects, RARE].map(gramsOf))
    await client.query(
      `update name set grams = (select array_agg(g) from jsonb_array_elements_text(($1::jsonb)->name.n) g)`,
      [grams],
    )
    await client.query('create temp table bucket (slot bigint primary key, b text)')
    const slots = new Map<number, string>()
    for (let day = -2; day <= SPAN_DAYS + 2; day++) {
      const ms = END - day * 86_400_000
      for (let low = 0; low < 8; low++) {
        const id = `${ms
          .toString(16)
          .padStart(12, '0')
          .replace(/^(.{8})(.{4})/, '$1-$2')}-7000-8000-00000000000${low}`
        slots.set(Math.floor(ms / (30 * 86_400_000)) * 8 + low, bucketOf(id))
      }
    }
    await client.query('insert into bucket select * from unnest($1::bigint[], $2::text[])', [
      [...slots.keys()],
      [...slots.values()],
    ])
    const indexes = await client.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'qm' and tablename in ('lead', 'search_gram') and indexname not like '%pkey%'`,
    )
    for (const { name } of indexes.rows) await client.query(`drop index qm."${name}"`)
    const step = Math.max(1, Math.floor((SPAN_DAYS * 86_400_000) / rows))
    await run(
      'leads',
      `insert into qm.lead (region, id, number, campaign, org, status, version, created_at, created_by, updated_at, updated_by,
         subject, premises, address, town, source, discovered_at, violations, facts, urgency, competent, holder, result)
       select case when g % 10 < 8 then $1 else '4105' || (30 + g % 20) end,
         (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(g % 4096), 3, '0') || '8000' || lpad(to_hex(g), 12, '0'))::uuid,
         '线〔2026〕' || lpad(g::text, 8, '0') || '号', $2::uuid, o.org, s.status, 1, at, $3::uuid, at, $3::uuid,
         n.subject, null, '安漳路 ' || (g % 900) || ' 号', $4::uuid[][1 + g % array_length($4::uuid[], 1)],
         (array['screening', 'inspection', 'report', 'hotline-12345', 'monitoring'])[1 + g % 5], at, '{V01}', '操作间发现一次性针头', 'normal',
         $5::uuid, case when g % 10 < 6 then o.org when g % 2 = 0 then $5::uuid else $6::uuid end, case when s.status = 'closed' then (array['true', 'untrue'])[1 + g % 2] end
       from generate_series(0, $7::bigint - 1) g
       cross join lateral (select $8::bigint + g * $9::bigint as ms) t
       cross join lateral (select to_timestamp(ms / 1000.0) as at) a
       cross join lateral (select case when g in (7, $7 / 2 + 1, $7 - 3) then ${NAMES} else (g * 7919 % ${NAMES})::int end as n) k
       join name n on n.n = k.n
       cross join lateral (select case when g % ($7 / 30) = 0 then $10::uuid when g % 100 < 55 then $5::uuid when g % 100 < 85 then $6::uuid
         else $4::uuid[][1 + g % array_length($4::uuid[], 1)] end as org) o
       cross join lateral (select case when g % 100 < 80 then 'closed' when g % 100 < 88 then 'verifying' when g % 100 < 93 then 'transferred'
         when g % 100 < 95 then 'registered' when g % 100 < 96 then 'to-transfer' when g % 100 < 98 then 'verified' else 'merged' end as status) s`.replaceAll(
        '$4::uuid[][',
        '($4::uuid[])[',
      ),
      [
        REGION,
        county.campaign,
        county.system.person,
        towns,
        offices.largest,
        county.org('market'),
        rows,
        END - rows * step,
        step,
        offices.smallest,
      ],
    )
    await run(
      'search tokens',
      `insert into qm.search_gram (region, ledger, record, tokens)
       select l.region, 'lead', l.id, array(select b.b || '|' || x from unnest(n.grams || array(select substr(l.number, i, 2) from generate_series(8, 14) i)
         || array['@s:office@*' || l.region, '@s:lghead@*' || l.region, '@s:office@' || l.campaign, '@s:lghead@' || l.campaign, '@o:' || l.org, '@o:' || l.holder]) x)
       from qm.lead l join name n on n.subject = l.subject
       join bucket b on b.slot = floor(extract(epoch from l.discovered_at) * 1000 / 2592000000)::bigint * 8 + (get_byte(uuid_send(l.id), 15) & 7)`,
    )
    for (const { name, definition } of indexes.rows) await run(name, definition)
    await run('statistics', 'vacuum analyze qm.lead, qm.search_gram')
    await client.query('checkpoint')
    return offices
  } finally {
    client.release()
  }
}
