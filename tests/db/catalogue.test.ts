import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { type Application, anApplication, PASSWORD } from '../support/app.ts'

let at: Application
let cookie: string
beforeAll(async () => {
  at = await anApplication()
  await at.person('jingban', '李晓东', 'townadm', 'jiefanglu')
  const answer = await fetch(`${at.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: at.url },
    body: JSON.stringify({ username: 'jingban', password: PASSWORD }),
  })
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
})
afterAll(() => at.stop())

const ask = (path: string, body?: object, signed = true) =>
  fetch(`${at.url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      origin: at.url,
      ...(signed ? { cookie } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
const told = async (answer: Promise<Response>) => (await answer).json() as Promise<Record<string, unknown>>

it('finds items as one types, for whoever is signed in and nobody else', async () => {
  expect(await told(ask('/api/catalogue?q=rmj'))).toMatchObject({ rows: [{ id: 'radiofrequency', by: 'rmj' }, {}] })
  expect(await told(ask('/api/catalogue?grade=4&prohibited=true'))).toMatchObject({ rows: [] })
  expect(await told(ask('/api/catalogue?grade=9'))).toMatchObject({ status: 422, code: 'http.input.invalid' })
  expect((await ask('/api/catalogue?q=rmj', undefined, false)).status).toBe(401)
})

it('tells one item with its guide, or that there is none', async () => {
  expect(await told(ask('/api/catalogue/items/calf-neurectomy'))).toMatchObject({
    item: { nature: 'medical' },
    prohibited: { state: 'forbidden', since: '2021-07-26' },
    source: { number: '国卫办医函〔2021〕410号' },
  })
  expect(await told(ask('/api/catalogue/items/nothing'))).toMatchObject({
    status: 404,
    code: 'catalogue.item.unknown',
    detail: '目录里没有“nothing”这个项目。',
  })
})

it('tells a list of services apart and counts them', async () => {
  const services = ['小气泡清洁', '热马吉', '果酸换肤', '停车', '', '奥美定丰胸']
  expect(await told(ask('/api/catalogue/classify', { services }))).toMatchObject({
    medical: true,
    prohibited: true,
    counts: { medical: 2, depends: 1, lifestyle: 1, unknown: 1 },
    services: [
      { text: '小气泡清洁', nature: 'lifestyle' },
      { nature: 'medical', how: 'sound', confidence: 'medium', item: { id: 'radiofrequency' } },
      { nature: 'depends' },
      { nature: 'unknown', item: null },
      { nature: 'medical', item: { prohibited: 'hydrogel' } },
    ],
  })
  expect((await ask('/api/catalogue/classify', { services: [] })).status).toBe(422)
  expect((await ask('/api/catalogue/classify', { services: Array.from({ length: 2001 }, () => '水光') })).status).toBe(
    422,
  )
})

it('gives both as files that a spreadsheet computes nothing of, and writes down that they were taken', async () => {
  const items = await ask('/api/catalogue/export?format=csv&nature=depends')
  expect(items.headers.get('content-disposition')).toContain(encodeURIComponent('医美项目目录-2026-08-31.csv'))
  const lines = (await items.text()).trim().split('\r\n')
  expect(lines[0]).toContain('项目,性质,科目,级别,现场看什么')
  expect(lines.slice(1).every((line) => line.includes('看方式'))).toBe(true)

  const file = await ask('/api/catalogue/classify', { services: ['=1+1', '水光针'], format: 'csv' })
  const text = await file.text()
  expect(text).toContain("'=1+1,未识别")
  expect(text).toContain('水光针,医疗美容,药物、器械皮内注射')
  const workbook = await ask('/api/catalogue/export?format=xlsx')
  expect(
    Buffer.from(await workbook.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')

  const rows = await at.store.as(systemActor(at.plan.region), async (tx) => {
    const found = await tx.query<{ detail: object }>(
      `select detail from qm.audit where action = 'catalogue.exported' order by id`,
    )
    return found.rows
  })
  expect(rows.map((row) => row.detail)).toEqual([
    { format: 'csv', nature: 'depends' },
    { format: 'csv', services: 2 },
    { format: 'xlsx' },
  ])
  expect(at.errors).toEqual([])
})
