import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { canonicalJson } from '@qingmei/core/plan/canonical'
import type { House } from '@qingmei/core/ledger/house'
import type pg from 'pg'
import { q, tableOf } from '../ledger/columns.ts'
import { sha256 } from '../ledger/canonical.ts'
import type { Finding } from './verify.ts'

/** A pinned plan is kept under its hash: what it says now must still give it. */
export async function planFindings(client: pg.ClientBase): Promise<Finding[]> {
  const { rows } = await client.query<{ hash: string; id: string; data: object }>('select hash, id, data from qm.pack')
  return rows.flatMap(({ hash, id, data }) =>
    sha256(canonicalJson(data)) === hash
      ? []
      : [{ what: 'plan', region: '', id: hash, says: `固定的方案 ${id} 被改动` } as const],
  )
}

/**
 * An original: the hash that records carry, the one that was written down on arrival, and the content on disk must be
 * one. Without `folder` the content is not read.
 */
export async function fileFindings(client: pg.ClientBase, house: House, folder: string | null): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const ledger of house.ledgers) {
    const field = ledger.info.find((it) => it.kind === 'file')
    if (!field || !ledger.info.some((it) => it.name === 'sha256')) continue
    const { rows } = await client.query<{ region: string; id: string }>(
      `select t.region, t.id from ${tableOf(ledger)} t left join qm.file f on f.region = t.region and f.id = t.${q(field.name)} where f.sha256 is distinct from t.sha256`,
    )
    for (const { region, id } of rows)
      findings.push({ what: 'file', region, ledger: ledger.name, id, says: '原件的哈希与收存时登记的不符' })
  }
  if (folder === null) return findings
  const { rows } = await client.query<{ region: string; id: string; name: string; sha256: string }>(
    'select distinct on (sha256) region, id, name, sha256 from qm.file where finished_at is not null order by sha256, id',
  )
  for (const { region, id, name, sha256: wanted } of rows) {
    const path = join(folder, 'stored', wanted.slice(0, 2), wanted)
    const found = existsSync(path) ? await hashOf(path) : null
    if (found === null) findings.push({ what: 'file', region, id, says: `原件不见了：${name}` })
    else if (found !== wanted) findings.push({ what: 'file', region, id, says: `原件内容被改动：${name}` })
  }
  return findings
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
