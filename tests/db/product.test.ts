import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { aProduct } from '../support/cases.ts'
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

const check = async (q: string, signed = true) => {
  const headers = { origin: at.url, ...(signed ? { cookie } : {}) }
  const answer = await fetch(`${at.url}/api/products/check?q=${encodeURIComponent(q)}`, { headers })
  return answer.json() as Promise<Record<string, unknown>>
}
const does = (action: string, input: object, id?: string) =>
  must(at.store, {
    actor: systemActor('410503'),
    ledger: 'product',
    action,
    region: '410503',
    campaign: null,
    input,
    ...(id === undefined ? {} : { id }),
  })

it('says what the register knows of a number, a code and a name, and what it does not', async () => {
  expect(await check('润颜')).toMatchObject({ outcome: 'not-found', empty: true })
  const id = await does('register', aProduct())
  const registered = { outcome: 'registered', products: [{ id, outcome: 'registered' }] }
  expect(await check('国械注准 20233130001')).toMatchObject({ by: 'number', ...registered })
  expect(await check('(01)06901234567892(17)260731(10)HB2405')).toMatchObject({
    by: 'identifier',
    ...registered,
    asked: { lot: 'HB2405', expiresOn: '2026-07-31' },
    goodsExpired: true,
  })
  expect(await check('润颜')).toMatchObject({ by: 'name', ...registered })
  expect(await check('国械注准20993139999')).toMatchObject({ outcome: 'not-found', products: [], empty: false })
  // A code that nobody registered is not looked for by its digits as a name.
  expect(await check('06901234567885')).toMatchObject({ by: 'identifier', outcome: 'not-found' })

  await does('amend', { registeredUntil: '2026-08-30' }, id)
  expect(await check('国械注准20233130001')).toMatchObject({ outcome: 'expired' })
  await does('end', { reason: '注册证被注销' }, id)
  expect(await check('国械注准20233130001')).toMatchObject({ outcome: 'cancelled' })
  const none = { genericName: '溶脂针', brandName: null, registrationNo: null, holder: null, registeredUntil: null }
  await does('register', aProduct({ ...none, udi: null, verdict: 'unregistered' }))
  expect(await check('溶脂针')).toMatchObject({ by: 'name', outcome: 'unregistered' })
})

it('keeps bad identifiers out, and answers nobody who is not signed in', async () => {
  const bad = await at.store.act({
    actor: systemActor('410503'),
    ledger: 'product',
    action: 'register',
    region: '410503',
    campaign: null,
    input: aProduct({ registrationNo: '国械注准20233130002', udi: '06901234567891' }),
  })
  expect(bad).toMatchObject({ ok: false, error: { status: 422 } })
  expect(await check('润')).toMatchObject({ status: 422, code: 'http.input.invalid' })
  expect(await check('\0\0\0')).toMatchObject({ status: 422, code: 'http.input.invalid' })
  expect(await check('润颜', false)).toMatchObject({ status: 401 })
})
