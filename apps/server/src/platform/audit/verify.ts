import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidFloor } from '@qingmei/core/kernel/ids'
import type { House } from '@qingmei/core/ledger/house'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import type pg from 'pg'
import { canonical, sha256, snapshotOf, underNewNames } from '../ledger/canonical.ts'
import { childFields, childTableOf, q, selectList, tableOf, withoutChildren } from '../ledger/columns.ts'
import { fileFindings, planFindings } from './verify-beside.ts'
import { AUDIT_SELECT, type AuditRow, FIRST, LONGEST_TRANSACTION_MS, msOfId, sealOf } from './seal.ts'

/** Something that is not as the application left it. */
export interface Finding {
  readonly what: 'seal' | 'audit' | 'anchor' | 'history' | 'record' | 'plan' | 'file'
  readonly region: string
  readonly ledger?: string
  readonly id?: string
  readonly number?: string | null
  readonly fields?: readonly string[]
  readonly says: string
}

export interface Verification {
  readonly findings: readonly Finding[]
  readonly counts: {
    readonly records: number
    readonly versions: number
    readonly audit: number
    readonly seals: number
    readonly unsealed: number
  }
}

const PAGE = 2000

/**
 * Compares everything with what the application wrote: the chain of seals with the audit rows and the anchor,
 * each version's hash with its audit row, each record and its children with its newest version, each pinned plan with
 * its hash, each original with the hash it came with (`files`: where they lie). `client` must
 * see all rows (the owner, or the system's scope); it is read only.
 */
export async function verify(
  client: pg.ClientBase,
  house: House,
  anchors: string | null,
  files: string | null = null,
): Promise<Verification> {
  await client.query(`begin transaction isolation level repeatable read read only; set local app.scopes = '{system}'`)
  try {
    const findings: Finding[] = []
    const regions = await client.query<{ region: string }>(
      'select distinct region from qm.audit union select distinct region from qm.audit_seal',
    )
    const counts = { records: 0, versions: 0, audit: 0, seals: 0, unsealed: 0 }
    for (const { region } of regions.rows) {
      const chain = await verifyChain(client, region, anchors, findings)
      counts.audit += chain.audit
      counts.seals += chain.seals
      counts.unsealed += chain.unsealed
    }
    counts.versions = await verifyHistory(client, house, findings)
    for (const ledger of house.ledgers) counts.records += await verifyLedger(client, ledger, findings)
    findings.push(...(await planFindings(client)), ...(await fileFindings(client, house, files)))
    return { findings, counts }
  } finally {
    await client.query('rollback')
  }
}

async function verifyChain(client: pg.ClientBase, region: string, anchors: string | null, findings: Finding[]) {
  const { rows: seals } = await client.query<{ no: number; ids: string[]; prev: string; hash: string }>(
    'select no, ids, prev, hash from qm.audit_seal where region = $1 order by no',
    [region],
  )
  let [prev, expected, audit] = [FIRST, 1, 0]
  for (const seal of seals) {
    if (seal.no !== expected) findings.push({ what: 'seal', region, says: `封存第 ${expected} 批缺失` })
    expected = seal.no + 1
    const { rows } = await client.query<AuditRow>(`${AUDIT_SELECT} where region = $1 and id = any($2::uuid[])`, [
      region,
      seal.ids,
    ])
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const id of seal.ids)
      if (!byId.has(id)) findings.push({ what: 'audit', region, id, says: '已封存的审计记录不见了' })
    const ordered = seal.ids.flatMap((id) => byId.get(id) ?? [])
    audit += ordered.length
    if (seal.prev !== prev) findings.push({ what: 'seal', region, says: `封存第 ${seal.no} 批与前一批接不上` })
    else if (sealOf(seal.prev, ordered) !== seal.hash)
      findings.push({
        what: 'seal',
        region,
        says: `封存第 ${seal.no} 批内有审计记录被改动（${seal.ids.length} 条之一）`,
      })
    prev = seal.hash
  }
  const { rows: unsealed } = await client.query<{ id: string; action: string }>(
    `with sealed as materialized (select unnest(ids) as id from qm.audit_seal where region = $1)
     select a.id, a.action from qm.audit a where a.region = $1
       and not exists (select 1 from sealed where sealed.id = a.id) order by a.id`,
    [region],
  )
  const newest = seals
    .flatMap((seal) => seal.ids.slice(-1))
    .sort()
    .at(-1)
  const old = newest === undefined ? '' : uuidFloor(Math.max(0, msOfId(newest) - 2 * LONGEST_TRANSACTION_MS))
  for (const row of unsealed)
    if (row.id < old) findings.push({ what: 'audit', region, id: row.id, says: `事后插入的审计记录（${row.action}）` })
  findings.push(...anchorFindings(region, anchors, seals))
  return { audit, seals: seals.length, unsealed: unsealed.length }
}

/** The chain against the heads that were kept outside the database: each of them must still be there. */
function anchorFindings(
  region: string,
  anchors: string | null,
  seals: readonly { readonly no: number; readonly hash: string }[],
): Finding[] {
  const path = anchors === null ? '' : join(anchors, `${region}.jsonl`)
  if (path === '' || !existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  const heads = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { no: number; hash: string })
  const byNo = new Map(seals.map((seal) => [seal.no, seal.hash]))
  const wrong = heads.find((head) => byNo.has(head.no) && byNo.get(head.no) !== head.hash)
  const cut = heads.filter((head) => !byNo.has(head.no)).at(-1)
  return [
    ...(wrong ? [{ what: 'anchor', region, says: `封存第 ${wrong.no} 批与库外存证不符` } as const] : []),
    ...(cut ? [{ what: 'anchor', region, says: `封存链尾部被截断：库外存有第 ${cut.no} 批，库内没有` } as const] : []),
  ]
}

/**
 * Each version's snapshot against its own hash, and that hash against the audit row of the action. A ledger that was
 * renamed took its history along; the audit rows keep the name that it bore then.
 */
async function verifyHistory(client: pg.ClientBase, house: House, findings: Finding[]): Promise<number> {
  const renamed = house.ledgers.filter((it) => it.was !== null)
  const names = [renamed.map((it) => it.name), renamed.map((it) => it.was)]
  let after: [string, string, string, number] = ['', '', '00000000-0000-0000-0000-000000000000', 0]
  let seen = 0
  for (;;) {
    const { rows } = await client.query<{
      region: string
      ledger: string
      record: string
      version: number
      snapshot: unknown
      hash: string
      audited: boolean
      attributed: boolean
    }>(
      `select h.region, h.ledger, h.record, h.version, h.snapshot, h.hash,
         exists (select 1 from qm.audit a where a.region = h.region and a.record = h.record and a.version = h.version and a.outcome = 'done' and a.hash = h.hash) as audited,
         exists (select 1 from qm.audit a where a.region = h.region and a.record = h.record and a.version = h.version and a.outcome = 'done' and a.at = h.at and a.actor = h.by and a.action in (
           select n.name || '.' || array_to_string(h.actions, '+') from (
             select h.ledger as name union all select r.was from unnest($5::text[], $6::text[]) r (name, was) where r.name = h.ledger) n)) as attributed
       from qm.history h where (h.region, h.ledger, h.record, h.version) > ($1, $2, $3, $4) order by h.region, h.ledger, h.record, h.version limit ${PAGE}`,
      [...after, ...names],
    )
    for (const row of rows) {
      const { region, ledger, record: id } = row
      if (sha256(canonical(row.snapshot)) !== row.hash)
        findings.push({ what: 'history', region, ledger, id, says: `第 ${row.version} 版的历史被改动` })
      else if (!row.audited)
        findings.push({ what: 'history', region, ledger, id, says: `第 ${row.version} 版的历史没有对应的审计记录` })
      else if (!row.attributed)
        findings.push({
          what: 'history',
          region,
          ledger,
          id,
          says: `第 ${row.version} 版的办理人、时间或操作与审计记录不符`,
        })
    }
    seen += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return seen
    after = [last.region, last.ledger, last.record, last.version]
  }
}

/** Each record and its children against its newest version; records without history, and history without record. */
async function verifyLedger(client: pg.ClientBase, ledger: AnyLedger, findings: Finding[]): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000'
  let seen = 0
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(
      `select ${selectList(ledger, 't')} from ${tableOf(ledger)} t where t.id > $1 order by t.id limit ${PAGE}`,
      [after],
    )
    const records = rows.map((row) => withoutChildren(ledger, row))
    const ids = records.map((record) => record.id)
    const children = await childrenOf(client, ledger, ids)
    const newest = await client.query<{ record: string; version: number; snapshot: Record<string, unknown> }>(
      'select distinct on (record) record, version, snapshot from qm.history where ledger = $1 and record = any($2::uuid[]) order by record, version desc',
      [ledger.name, ids],
    )
    const versions = new Map(newest.rows.map((row) => [row.record, row]))
    for (const record of records)
      compare(
        ledger,
        { ...record, ...children.get(record.id) } as AnyRecord,
        versions.get(record.id)?.snapshot,
        findings,
      )
    seen += records.length
    const last = ids.at(-1)
    if (!last || ids.length < PAGE) break
    after = last
  }
  const gone = await client.query<{ region: string; record: string; number: string | null }>(
    `select distinct on (h.record) h.region, h.record, h.snapshot->>'number' as number from qm.history h
     where h.ledger = $1 and not exists (select 1 from ${tableOf(ledger)} t where t.id = h.record) order by h.record, h.version desc`,
    [ledger.name],
  )
  for (const row of gone.rows)
    findings.push({
      what: 'record',
      region: row.region,
      ledger: ledger.name,
      id: row.record,
      number: row.number,
      says: '记录被删除',
    })
  return seen
}

async function childrenOf(client: pg.ClientBase, ledger: AnyLedger, ids: readonly string[]) {
  const out = new Map<string, Record<string, unknown[]>>()
  for (const [name, child] of Object.entries(ledger.children)) {
    const fields = ['no', ...childFields(child).map((field) => field.name)]
    const { rows } = await client.query<{ __parent: string } & Record<string, unknown>>(
      `select parent as "__parent", ${fields.map((field) => `${q(field)} as "${field}"`).join(', ')} from ${childTableOf(ledger, name)} where parent = any($1::uuid[]) order by parent, no`,
      [ids],
    )
    for (const row of rows) {
      const { __parent, ...fields } = row
      const of = out.get(__parent) ?? {}
      of[name] = [...(of[name] ?? []), fields]
      out.set(__parent, of)
    }
  }
  return out
}

function compare(
  ledger: AnyLedger,
  record: AnyRecord,
  snapshot: Record<string, unknown> | undefined,
  findings: Finding[],
): void {
  const base = {
    what: 'record',
    region: record.region,
    ledger: ledger.name,
    id: record.id,
    number: record.number,
  } as const
  if (!snapshot) {
    findings.push({ ...base, says: '记录没有历史：不是经系统写入的' })
    return
  }
  const now = snapshotOf(ledger, record)
  const kept = underNewNames(ledger, snapshot)
  const fields = Object.keys(now).filter((name) => !isSame(now[name], kept[name]))
  if (fields.length > 0) findings.push({ ...base, fields, says: `被绕过系统改动：${fields.join('、')}` })
}

/** A field that a version did not know yet, and that is empty, is as it was; so in the rows of children. */
function isSame(now: unknown, kept: unknown): boolean {
  if (!Array.isArray(now) || !Array.isArray(kept) || now.length !== kept.length)
    return canonical(now) === canonical(kept ?? null)
  return now.every((row: unknown, i) => {
    const old: unknown = kept[i]
    if (typeof row !== 'object' || row === null || typeof old !== 'object' || old === null) return row === old
    return Object.entries(row).every(([name, value]) => isSame(value, (old as Record<string, unknown>)[name]))
  })
}
