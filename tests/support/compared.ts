import type { Actor } from '@qingmei/core/access/actor'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { type County, REGION } from './county.ts'

const COLUMNS = JSON.stringify({ code: '统一社会信用代码', name: '企业名称' })
export const aRecord = (over: object = {}) => ({
  kind: 'market',
  file: '市场主体.csv',
  key: '92410503MAG7DMXBW0',
  name: '若莲美容养生馆',
  address: '光和路 372 号',
  code: '92410503MAG7DMXBW0',
  principal: null,
  phone: null,
  scope: null,
  state: '存续',
  issuedOn: null,
  expiresOn: null,
  ...over,
})

/** A run over one register, matched: a line of two records, a question about it, a link drawn, a decision. */
export async function aComparison(
  county: County,
  aFile: (county: County, by: Actor) => Promise<string>,
): Promise<{ run: string; source: string; file: string }> {
  const office = await county.person('office', county.org('office'))
  const act = (ledger: string, action: string, input: object, id?: string, actor: Actor = office) =>
    must(county.store, {
      actor,
      ledger,
      action,
      region: REGION,
      campaign: county.campaign,
      input,
      ...(id === undefined ? {} : { id }),
    })
  const system = systemActor(REGION)
  const source = await act('register-source', 'register', {
    name: '区市场监管局 市场主体登记',
    kind: 'market',
    owner: county.org('market'),
    contact: null,
  })
  const received = {
    source,
    file: await aFile(county, office),
    asOf: '2026-08-20',
    columns: COLUMNS,
    signature: 'signature-of-the-header',
    headers: '["统一社会信用代码","企业名称"]',
  }
  const file = await act('register-file', 'receive', received)
  const counts = { rows: 2, taken: 2, refused: 0, noted: 0, outOfScope: 0, faults: null }
  await act('register-file', 'validate', counts, file, system)
  const run = await act('comparison', 'start', { title: null, files: [file], seed: null, twoReaders: null })
  const stored = { manifest: await aFile(county, office) }
  await act('comparison', 'validate', stored, run, system)
  const artefact = await aFile(county, office)
  const { rows } = await county.database
    .pool('superuser')
    .query<{ sha256: string }>('select sha256 from qm.file where id = $1', [artefact])
  await act(
    'comparison',
    'match',
    {
      artefact,
      sha256: rows[0]?.sha256,
      model: null,
      rules: 'rules-of-the-run',
      keys: 'code、phone',
      report: JSON.stringify({ missing: ['tax'], registers: [], borrowedCodes: [] }),
      records: 2,
      places: 1,
      licensed: 0,
      unlicensed: 1,
      neither: 0,
      licenceOnly: 0,
      uncertain: 0,
      review: 1,
      outOfScope: 0,
    },
    run,
    system,
  )
  await layResult(county, run)
  await act('pair-decision', 'decide', {
    run,
    aKind: 'market',
    aKey: '92410503MAG7DMXBW0',
    aName: '若莲美容养生馆',
    bKind: 'platform',
    bKey: 'm000001',
    bName: '若莲·美容养生馆',
    verdict: 'same',
    reason: '同一电话',
    probability: 6200,
    sampled: false,
  })
  return { run, source, file }
}

/** The rows of a run, as loading its artefact leaves them. */
async function layResult(county: County, run: string): Promise<void> {
  const db = county.database.pool('superuser')
  const [a, b] = [aRecord(), aRecord({ kind: 'platform', file: '平台.jsonl', key: 'm000001', name: '若莲·美容养生馆' })]
  const at = [REGION, run]
  await db.query(
    `insert into qm.comparison_line (region, run, no, id, class, certain, medical, name, address, sources, words)
     values ($1, $2, 1, 'market-1', 'registered-only', true, false, $3, $4, '{market,platform}', $3)`,
    [...at, a.name, a.address],
  )
  for (const [i, it] of [a, b].entries())
    await db.query(
      `insert into qm.comparison_member (region, run, line, no, kind, file, key, probability, record, why) values ($1, $2, 1, $3, $4, $5, $6, 0.98, $7, '{}')`,
      [...at, i + 1, it.kind, it.file, it.key, JSON.stringify(it)],
    )
  await db.query(
    `insert into qm.comparison_question (region, run, no, line, kind, key, name, reason, priority, "group", none, chosen, record, candidates, neighbours)
     values ($1, $2, 1, 1, 'platform', 'm000001', $3, 'ambiguous', 1, 'g', 0.2, 0, $4, $5, '[]')`,
    [...at, b.name, JSON.stringify(b), JSON.stringify([{ record: a, probability: 0.62, bits: 3, why: null }])],
  )
  await db.query(
    `insert into qm.comparison_sample (region, run, no, band, band_from, band_to, population, a, b, probability, why)
     values ($1, $2, 1, 5, 0.9, 0.99, 1, $3, $4, 0.98, '{}')`,
    [...at, JSON.stringify(b), JSON.stringify(a)],
  )
}
