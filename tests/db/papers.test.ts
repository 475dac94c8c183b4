import { PAPERS } from '@qingmei/core/case/papers'
import type { Paper, PaperWords } from '@qingmei/core/kernel/paper'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsOf } from '../../apps/server/src/campaign/pinned-plans.ts'
import { aCounty, type County } from '../support/county.ts'
import { everyLedger } from '../support/cases.ts'

let county: County
beforeAll(async () => {
  county = await aCounty()
  await everyLedger(county)
})
afterAll(() => county.database.drop())

const saidOf = (paper: Paper): string =>
  [
    paper.title,
    paper.number ?? '',
    ...paper.blocks.map((it) => Object.values(it).flat(3).join(' ')),
    ...paper.signed,
  ].join('\n')

/** The papers that can be printed now from the one record of a ledger. */
async function printed(ledger: string): Promise<Map<string, string>> {
  const [first] = (await county.store.list({ actor: county.system, ledger, list: listOf(ledger), limit: 1 })).rows
  const self = await county.store.read(county.system, ledger, first?.id ?? '')
  if (!self) throw new Error(`no ${ledger}`)
  const dictionaries = wordsOf(county.plan)
  const words: PaperWords = {
    name: (id) => `〈${id.slice(-4)}〉`,
    label: (dictionary, code) => dictionaries[dictionary]?.[code] ?? `?${code}`,
  }
  const made = PAPERS.filter((it) => it.ledger === ledger && it.ready(self)).map(
    (it) => [it.kind, saidOf(it.make({ self, words, plan: county.plan }))] as const,
  )
  return new Map(made)
}
const listOf = (ledger: string): string => ({ case: 'proposed', inspection: 'planned', problem: 'found' })[ledger] ?? ''

describe('documents printed from records', () => {
  it('say of a case its parties, the law, the fines in figures and capitals, and what may be done against it', async () => {
    const made = await printed('case')
    expect([...made.keys()]).toEqual(['filing-approval', 'decision'])
    const decision = made.get('decision') ?? ''
    for (const word of [
      '北卫医罚〔2026〕1号',
      '初见皮肤管理中心',
      '某甲',
      '基本医疗卫生与健康促进法第九十九条第一款',
      '罚款100,000.00元（壹拾万元整）',
      '没收违法所得20,000.00元（贰万元整）',
      '罚款40,000.00元（肆万元整）',
      '激光仪',
      '陈述、申辩及采纳情况',
      '行政复议',
      '2026年',
    ])
      expect(decision).toContain(word)
  })

  it('say of an inspection who looked at what, and leave room for signatures', async () => {
    const made = await printed('inspection')
    const record = made.get('on-site-record') ?? ''
    for (const word of ['16050001', '现场有治疗床', '不符合', '回避', '当事人（现场负责人）签名'])
      expect(record).toContain(word)
    expect(made.get('supervision-opinion')).toContain('不符合')
  })

  it('use no code that has no word, and know every kind that they print', async () => {
    for (const ledger of new Set(PAPERS.map((it) => it.ledger)))
      for (const said of (await printed(ledger)).values()) expect(said).not.toMatch(/\?[a-z]|undefined|null/)
    const kinds = wordsOf(county.plan)['document-kind'] ?? {}
    expect(PAPERS.map((it) => it.kind).filter((kind) => kinds[kind] === undefined)).toEqual([])
  })
})
