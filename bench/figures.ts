import { qingmei } from '@qingmei/core/house'
import type { AnyCounty } from '../tests/support/county.ts'
import { countyOn, REGION } from '../tests/support/county.ts'
import { anExecutedCase } from '../tests/support/field-work.ts'
import { someCases } from '../tests/support/some-cases.ts'
import { inPasses, WHOLE_TABLES } from '../apps/server/src/returns/figure-query.ts'
import { MONTHLY_FIGURES } from '@qingmei/core/returns/monthly-sheet'
import { cellsOf, periodOf, sheetOf } from '../apps/server/src/returns/sheet.ts'
import { aDatabase, type Bench, median, percentile, timed, type Verdict } from './place.ts'

/** The sheet is no slower than this many times the one statement that an expert would write by hand. */
const AIM = 1.5
/** And by the tally, which counts only the days that were touched. */
const TALLY_AIM = 0.25
const OPENS_MS = 300
const OPENS_QUERIES = 5

/**
 * The whole monthly sheet over many cases, month and cumulative, every organisation and the total, beside one statement
 * written by hand that gives the same case figures on the same database; again after one more case. Then a case of two
 * hundred penalties, opened as the page opens it.
 */
export async function run({ isSmoke, rows, data, say }: Bench): Promise<Verdict[]> {
  const database = await aDatabase(data)
  try {
    const county = await countyOn(database, { connections: 4 })
    const many = Math.min(rows, 1_000_000)
    const filled = await timed(() => someCases(county as never, many))
    await database.pool('superuser').query('vacuum analyze')
    say(
      `${many.toLocaleString('en-US')} cases with their parties, penalties, goods and payments in ${(filled / 1000).toFixed(0)} s`,
    )
    const sheet = (by: 'rows' | 'tally') =>
      county.store.as(county.system, (tx) =>
        sheetOf(
          tx,
          {
            house: qingmei,
            plan: county.plan,
            region: REGION,
            campaign: county.campaign,
            month: '2026-08',
            now: county.clock.now,
          },
          by,
        ),
      )
    const ofCases = inPasses(MONTHLY_FIGURES.filter((it) => it.ledger === 'case'))
    const periods = [periodOf('2026-08'), { from: '2026-05-12T16:00:00.000Z', to: '2026-08-31T16:00:00.000Z' }]
    const figures = () =>
      county.store.as(county.system, async (tx) => {
        for (const pass of ofCases)
          await cellsOf(tx, qingmei, pass, { region: REGION, campaign: county.campaign, periods })
      })
    const byHand = () =>
      county.store.as(county.system, async (tx) => {
        await tx.query(WHOLE_TABLES)
        return tx.query(HAND, [REGION, county.campaign, ...periods.flatMap((it) => [it.from, it.to])])
      })
    const rounds = isSmoke ? 1 : 5
    const [cold, coldHand, coldTally] = [
      await timed(() => sheet('rows')),
      await timed(byHand),
      await timed(() => sheet('tally')),
    ]
    say(
      `cold: the whole sheet from the rows ${cold.toFixed(0)} ms, the case figures by hand ${coldHand.toFixed(0)} ms; the tally made for the first time ${coldTally.toFixed(0)} ms`,
    )
    const ratios: number[] = []
    const wholes: number[] = []
    const shares: number[] = []
    for (let i = 0; i < rounds; i++) {
      await oneMore(county)
      wholes.push(await timed(() => sheet('tally')))
      const [ours, hand] = [await timed(figures), await timed(byHand)]
      ratios.push(ours / hand)
      shares.push((wholes.at(-1) ?? 0) / hand)
    }
    say(
      `after one more case: the whole sheet by the tally ${median(wholes).toFixed(0)} ms, ${median(shares).toFixed(3)} × the statement by hand; from the rows ${median(ratios).toFixed(2)} × (medians of ${rounds})`,
    )
    say(`statements for the figures of cases: ${ofCases.length}; for all: ${inPasses(MONTHLY_FIGURES).length}`)
    await agree(county, ofCases, periods)
    const opened = await openLarge(county, isSmoke ? 5 : 50)
    say(
      `a case of 200 penalties: ${median(opened.ms).toFixed(1)} ms p50, ${percentile(opened.ms, 0.95).toFixed(1)} ms p95, ${opened.queries} queries`,
    )
    return [
      { aim: `the figures of cases within ${AIM} × one statement by hand`, met: isSmoke || median(ratios) <= AIM },
      {
        aim: `after one more case the whole sheet within ${TALLY_AIM} × one statement by hand`,
        met: isSmoke || median(shares) <= TALLY_AIM,
      },
      { aim: `a case of 200 penalties within ${OPENS_MS} ms`, met: isSmoke || percentile(opened.ms, 0.95) < OPENS_MS },
      { aim: `a case of 200 penalties by ${OPENS_QUERIES} queries`, met: opened.queries <= OPENS_QUERIES },
    ]
  } finally {
    await database.drop()
  }
}

/** What somebody who knows the tables would write for M10 to M13: one statement, a pass over each table. */
const HAND = `with k as materialized (select id, agency, filed_at, decided_at, closed_at, criminal, criminal_at from qm."case" where region = $1 and campaign = $2::uuid),
 c as (select agency, count(*) filter (where filed_at >= $3::timestamptz and filed_at < $4::timestamptz) as fm, count(*) filter (where filed_at >= $5::timestamptz and filed_at < $6::timestamptz) as fa,
   count(*) filter (where decided_at >= $3::timestamptz and decided_at < $4::timestamptz) as dm, count(*) filter (where decided_at >= $5::timestamptz and decided_at < $6::timestamptz) as da,
   count(*) filter (where filed_at is not null and closed_at >= $3::timestamptz and closed_at < $4::timestamptz) as cm, count(*) filter (where filed_at is not null and closed_at >= $5::timestamptz and closed_at < $6::timestamptz) as ca,
   count(*) filter (where criminal_at >= $3::timestamptz and criminal_at < $4::timestamptz) as sm, count(*) filter (where criminal_at >= $5::timestamptz and criminal_at < $6::timestamptz) as sa,
   count(*) filter (where criminal = 'police-filed' and criminal_at >= $3::timestamptz and criminal_at < $4::timestamptz) as pm, count(*) filter (where criminal = 'police-filed' and criminal_at >= $5::timestamptz and criminal_at < $6::timestamptz) as pa from k group by rollup (agency)),
 p as (select k.agency, sum(x.amount) filter (where x.kind = 'fine' and x.decided_at >= $3::timestamptz and x.decided_at < $4::timestamptz) as fm, sum(x.amount) filter (where x.kind = 'fine' and x.decided_at >= $5::timestamptz and x.decided_at < $6::timestamptz) as fa,
   sum(x.amount) filter (where x.kind = 'confiscate-income' and x.decided_at >= $3::timestamptz and x.decided_at < $4::timestamptz) as im, sum(x.amount) filter (where x.kind = 'confiscate-income' and x.decided_at >= $5::timestamptz and x.decided_at < $6::timestamptz) as ia,
   sum(x.amount) filter (where x.kind in ('fine', 'confiscate-income') and x.decided_at >= $3::timestamptz and x.decided_at < $4::timestamptz) as tm, sum(x.amount) filter (where x.kind in ('fine', 'confiscate-income') and x.decided_at >= $5::timestamptz and x.decided_at < $6::timestamptz) as ta
   from k join qm.case_penalties x on x.region = $1 and x.parent = k.id where x.status is distinct from 'annulled' group by rollup (k.agency)),
 m as (select k.agency, sum(x.amount) filter (where x.paid_on >= ($3::timestamptz at time zone 'Asia/Shanghai')::date and x.paid_on < ($4::timestamptz at time zone 'Asia/Shanghai')::date) as pm, sum(x.amount) filter (where x.paid_on >= ($5::timestamptz at time zone 'Asia/Shanghai')::date and x.paid_on < ($6::timestamptz at time zone 'Asia/Shanghai')::date) as pa
   from k join qm.case_payments x on x.region = $1 and x.parent = k.id group by rollup (k.agency)),
 g as (select k.agency, x.unit, sum(x.quantity) filter (where k.decided_at >= $3::timestamptz and k.decided_at < $4::timestamptz) as qm, sum(x.quantity) filter (where k.decided_at >= $5::timestamptz and k.decided_at < $6::timestamptz) as qa
   from k join qm.case_goods x on x.region = $1 and x.parent = k.id where x.confiscated group by grouping sets ((k.agency, x.unit), (x.unit), (k.agency), ())),
 r as (select k.agency, count(*) filter (where k.criminal_at >= $3::timestamptz and k.criminal_at < $4::timestamptz) as rm, count(*) filter (where k.criminal_at >= $5::timestamptz and k.criminal_at < $6::timestamptz) as ra
   from k join qm.case_parties x on x.region = $1 and x.parent = k.id where x.kind = 'person' and k.criminal_at is not null group by rollup (k.agency))
 select (select json_agg(c) from c) as cases, (select json_agg(p) from p) as penalties, (select json_agg(m) from m) as payments, (select json_agg(g) from g) as goods, (select json_agg(r) from r) as persons`

/** Both must say the same, or the comparison says nothing. */
async function agree(
  county: AnyCounty,
  passes: ReturnType<typeof inPasses>,
  periods: { from: string; to: string }[],
): Promise<void> {
  const { rows } = await county.store.as(county.system, (tx) =>
    tx.query<{ penalties: { agency: string | null; ta: number }[]; cases: { agency: string | null; fa: number }[] }>(
      HAND,
      [REGION, county.campaign, ...periods.flatMap((it) => [it.from, it.to])],
    ),
  )
  const whole = async (figure: string) => {
    const pass = passes.find((it) => it.some((each) => each.id === figure)) ?? []
    const cells = await county.store.as(county.system, (tx) =>
      cellsOf(tx, qingmei, pass, { region: REGION, campaign: county.campaign, periods }),
    )
    return cells.get(figure)?.[1]?.find((it) => it.org === null && it.group === null)?.value
  }
  const hand = {
    fines: rows[0]?.penalties.find((it) => it.agency === null)?.ta,
    filed: rows[0]?.cases.find((it) => it.agency === null)?.fa,
  }
  const ours = { fines: await whole('M11.total'), filed: await whole('M10.filed') }
  if (hand.fines !== ours.fines || hand.filed !== ours.filed)
    throw new Error(`the statement by hand says ${JSON.stringify(hand)}, the sheet ${JSON.stringify(ours)}`)
}

async function oneMore(county: AnyCounty): Promise<void> {
  const health = county.org('health')
  await anExecutedCase(
    { county, actor: await county.person('hcenf', health) } as never,
    { county, actor: await county.person('member', health) } as never,
  )
}

/** Opens a case with two hundred penalties as its page does, counting the statements that are no housekeeping. */
async function openLarge(county: AnyCounty, times: number) {
  const health = county.org('health')
  const officer = await county.person('hcenf', health)
  const id = await anExecutedCase(
    { county, actor: officer } as never,
    { county, actor: await county.person('member', health) } as never,
  )
  await county.database.pool('superuser').query(
    `insert into qm.case_penalties (region, parent, no, party, party_kind, line, category, kind, initial, amount, decided_at, status, paid)
       select region, parent, 10 + n, party, party_kind, line, category, kind, initial, amount, decided_at, status, paid from qm.case_penalties, generate_series(1, 197) n where parent = $1 and no = 1`,
    [id],
  )
  const ms: number[] = []
  for (let i = 0; i < times; i++) ms.push(await timed(() => county.store.readWhole(officer, 'case', id)))
  let queries = 0
  const { query } = await import('pg').then((it) => it.default.Client.prototype)
  const { Client } = (await import('pg')).default
  Client.prototype.query = function (this: never, ...args: never[]) {
    const [first] = args as unknown as [string | { text?: string }]
    const text = typeof first === 'string' ? first : (first.text ?? '')
    if (!/^\s*(begin|commit|rollback|set)\b/i.test(text)) queries++
    return (query as (...all: never[]) => unknown).apply(this, args)
  } as never
  try {
    await county.store.readWhole(officer, 'case', id)
  } finally {
    Client.prototype.query = query
  }
  return { ms, queries }
}
