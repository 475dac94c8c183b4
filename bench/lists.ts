import { type Actor, sightOf } from '@qingmei/core/access/actor'
import { type Role, ROLES } from '@qingmei/core/access/roles'
import { qingmei } from '@qingmei/core/house'
import type pg from 'pg'
import { type AnyCounty, countyOn, REGION } from '../tests/support/county.ts'
import { aDatabase, type Bench, median, percentile, timed, type Verdict } from './place.ts'
import { fillLeads, officesOf, type Offices, RARE } from './ten-million.ts'

const AIM_MS = 100
const PAGE = 50
const DEEP = 1000
const TYPED = {
  common: '美容',
  medium: '轻医',
  rare: RARE.slice(0, 2),
  absent: '龘龘',
  initials: 'jshn',
  number: '00123456',
}

/**
 * Every declared list of leads, plain and by each of its filters, its first page and the one after a thousand
 * cursors, its count, and search by name, for every role at the largest and at the smallest office: through the
 * store, as the serving role, with row policies on.
 */
export async function run({ isSmoke, rows, data, say }: Bench): Promise<Verdict[]> {
  const database = await aDatabase(data)
  try {
    const county = await countyOn(database)
    const superuser = database.pool('superuser', 1)
    const { rows: there } = await superuser.query<{ n: number }>(
      'select reltuples::bigint as n from pg_class where oid = $1::regclass',
      ['qm.lead'],
    )
    const isFilled = (there[0]?.n ?? 0) >= rows * 0.9
    say(
      isFilled
        ? `${(there[0]?.n ?? 0).toLocaleString('en-US')} leads are there`
        : `filling ${rows.toLocaleString('en-US')} leads`,
    )
    const offices = isFilled ? officesOf(county) : await fillLeads(county, superuser, rows, say)
    const { rows: size } = await database
      .pool('superuser', 1)
      .query<{ size: string }>(`select pg_size_pretty(pg_database_size(current_database())) as size`)
    say(`  ${size[0]?.size ?? ''} on disk`)
    const samples = isSmoke ? 2 : 20
    const worst: { what: string; p50: number; p95: number }[] = []
    for (const role of Object.keys(ROLES) as Role[]) {
      if (!ROLES[role].content) continue
      for (const office of ['largest', 'smallest'] as const) {
        const actor = atOffice(county, role, offices[office])
        for (const [what, times] of await walked(county, database.pool('superuser', 1), { actor, offices, samples }))
          worst.push({ what: `${role} at the ${office} · ${what}`, p50: median(times), p95: percentile(times, 0.95) })
      }
    }
    const slowest = worst.toSorted((a, b) => b.p95 - a.p95)
    for (const it of slowest.slice(0, 12)) say(`  ${it.p95.toFixed(1)} ms p95, ${it.p50.toFixed(1)} ms p50: ${it.what}`)
    say(`${worst.length} lists and searches; median p95 ${median(worst.map((it) => it.p95)).toFixed(1)} ms`)
    // Numbers are no names: their digits are in every record, and they are measured without an aim.
    const [numbers, named] = [true, false].map((is) => worst.filter((it) => it.what.endsWith(', number') === is))
    const missed = named?.filter((it) => it.p95 >= AIM_MS).length ?? 0
    say(
      `numbers: worst ${Math.max(...(numbers ?? []).map((it) => it.p95)).toFixed(0)} ms p95, median ${median((numbers ?? []).map((it) => it.p50)).toFixed(0)} ms`,
    )
    return [
      {
        aim: `p95 of every list and name search × role under ${AIM_MS} ms (${missed} of ${named?.length ?? 0} over)`,
        met: isSmoke || missed === 0,
      },
    ]
  } finally {
    await database.drop()
  }
}

/** Somebody with this role there, in all campaigns of the region. */
const atOffice = (county: AnyCounty, role: Role, org: string): Actor => ({
  person: county.system.person,
  name: role,
  seats: [{ org, role, region: REGION, campaign: null, under: [org] }],
})

type Asked = { readonly actor: Actor; readonly offices: Offices; readonly samples: number }

async function walked(
  county: AnyCounty,
  superuser: pg.Pool,
  { actor, offices, samples }: Asked,
): Promise<Map<string, number[]>> {
  const { store } = county
  const times = new Map<string, number[]>()
  const measure = async (what: string, work: () => Promise<unknown>) => {
    const all: number[] = []
    // Once before it counts: what is measured is a server that has been at work, not one that just started.
    await work()
    for (let i = 0; i < samples; i++) all.push(await timed(work))
    times.set(what, all)
  }
  for (const list of qingmei.ledger('lead').lists) {
    const after = await cursorAfter(superuser, actor)
    const base = { actor, ledger: 'lead', list: list.name, limit: PAGE }
    await measure(`${list.name}, first page`, () => store.list(base))
    await measure(`${list.name}, count`, () => store.count({ actor, ledger: 'lead', list: list.name }))
    if (after !== null) await measure(`${list.name}, after ${DEEP} cursors`, () => store.list({ ...base, after }))
    for (const field of list.filters)
      for (const value of valuesOf(field, offices, county)) {
        const filters = [{ field, value }]
        await measure(`${list.name} by ${field} ${value.slice(0, 12)}, first page`, () =>
          store.list({ ...base, filters }),
        )
        if (after !== null)
          await measure(`${list.name} by ${field} ${value.slice(0, 12)}, after ${DEEP} cursors`, () =>
            store.list({ ...base, filters, after }),
          )
      }
  }
  for (const [what, typed] of Object.entries(TYPED))
    await measure(`search, ${what}`, () =>
      store.list({ actor, ledger: 'lead', list: 'discovered', q: typed, limit: PAGE }),
    )
  return times
}

/** A common value and a rare one of each filter. */
function valuesOf(field: string, offices: Offices, county: AnyCounty): string[] {
  if (field === 'status') return ['closed', 'to-transfer', 'registered']
  if (field === 'source') return ['screening', 'media']
  if (field === 'result') return ['true', 'unverifiable']
  if (field === 'premises') return ['0198a000-0000-7000-8000-000000000000']
  if (field === 'holder') return [offices.largest, offices.smallest]
  return [county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')]
}

/** The cursor that a thousand pages lead to, or the last row of fewer: found past the policies, not measured. */
async function cursorAfter(superuser: pg.Pool, actor: Actor): Promise<string | null> {
  const { orgs } = sightOf(actor)
  const isWide = actor.seats.some((seat) => seat.role === 'office' || seat.role === 'lghead')
  const visible = isWide ? 'true' : '(org = any($2::uuid[]) or holder = any($2::uuid[]))'
  const { rows } = await superuser.query<{ at: string; id: string }>(
    `select discovered_at as at, id from (select discovered_at, id, row_number() over (order by discovered_at desc, id desc) as n
       from (select * from qm.lead where region = $1 and ($2::uuid[] is not null) and ${visible} order by discovered_at desc, id desc limit ${DEEP * PAGE}) l) l
     order by n desc limit 1`,
    [REGION, orgs],
  )
  const [row] = rows
  return row ? `${row.at}|${row.id}` : null
}
