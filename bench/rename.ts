import { by } from '@qingmei/core/ledger/action'
import { date, fen, text } from '@qingmei/core/ledger/field'
import { house } from '@qingmei/core/ledger/house'
import { type AnyLedger, ledger, state } from '@qingmei/core/ledger/ledger'
import { keepsRegister } from '@qingmei/core/ledger/plain'
import { qingmei } from '@qingmei/core/house'
import type pg from 'pg'
import { propose } from '../apps/server/src/platform/ledger/propose.ts'
import { aDatabase, type Bench, timed, type Verdict } from './place.ts'

const rest = {
  label: '收据',
  about: '用来量改名',
  placement: 'regional',
  life: { kept: state('在册', ['amend', 'end'], 'good'), ended: state('作废', [], 'done') },
  sees: { staff: true },
  title: 'payer',
} as const

const before = ledger('receipt', {
  ...rest,
  fields: { payer: text('付款人', { search: 'name' }), amount: fen('金额'), paidOn: date('日期') },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['paidOn'] }],
  columns: ['payer', 'amount'],
})
keepsRegister(before, { who: [by('seat', ['office'])], opens: 'kept', ends: 'ended' })

const after = ledger('receipt', {
  ...rest,
  fields: {
    payer: text('付款人', { search: 'name' }),
    sum: fen('金额', { was: 'amount' }),
    settledOn: date('日期', { was: 'paidOn' }),
  },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['settledOn'] }],
  columns: ['payer', 'sum'],
})
keepsRegister(after, { who: [by('seat', ['office'])], opens: 'kept', ends: 'ended' })

/** Two fields renamed by `was` on a million rows: the proposed migration, every value counted before and after. */
export async function run({ isSmoke, rows, say }: Bench): Promise<Verdict[]> {
  const many = isSmoke ? rows : Math.min(rows, 1_000_000)
  const database = await aDatabase()
  try {
    const owner = database.pool('owner', 2)
    const superuser = database.pool('superuser', 1)
    await apply(owner, before)
    await superuser.query(
      `insert into qm.receipt (region, id, org, status, version, created_at, created_by, updated_at, updated_by, payer, amount, paid_on)
       select '410503', (lpad(to_hex(g), 32, '0'))::uuid, $1::uuid, 'kept', 1, now(), $1::uuid, now(), $1::uuid, '付款人' || g, g * 7, date '2020-01-01' + (g % 2000)::int from generate_series(1, $2::bigint) g`,
      ['0198a000-0000-7000-8000-000000000001', many],
    )
    const sums = async (amount: string, paid: string) =>
      (
        await superuser.query<Record<string, string>>(
          `select count(*) as n, sum(${amount}) as amount, sum(${paid} - date '2000-01-01') as days, md5(string_agg(id::text || ${amount} || ${paid}, '' order by id)) as digest from qm.receipt`,
        )
      ).rows[0]
    const had = await sums('amount', 'paid_on')
    const ms = await timed(() => apply(owner, after))
    const has = await sums('sum', 'settled_on')
    say(`${many.toLocaleString('en-US')} rows, two fields and an index renamed in ${ms.toFixed(0)} ms`)
    return [{ aim: 'a rename loses no row and no value', met: JSON.stringify(had) === JSON.stringify(has) }]
  } finally {
    await database.drop()
  }
}

async function apply(owner: pg.Pool, of: unknown): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    for (const step of await propose(client, house([...qingmei.ledgers, of as AnyLedger])))
      if (!step.startsWith('--')) await client.query(step)
    await client.query('commit')
  } finally {
    client.release()
  }
}
