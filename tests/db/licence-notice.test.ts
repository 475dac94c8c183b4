import type { Actor } from '@qingmei/core/access/actor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { aNotice } from '../support/cases.ts'
import { aCounty, type County, REGION } from '../support/county.ts'

let county: County
let bureau: Actor
let health: Actor
let market: Actor
beforeAll(async () => {
  county = await aCounty()
  bureau = await county.person('aablo', county.org('office'))
  health = await county.person('hcenf', county.org('health'))
  market = await county.person('msaenf', county.org('market'))
})
afterAll(() => county.database.drop())

const call = (actor: Actor, action: string, id: string | undefined, input: object) => ({
  actor,
  ledger: 'licence-notice',
  action,
  region: REGION,
  campaign: null,
  input,
  ...(id === undefined ? {} : { id }),
})
const does = (actor: Actor, action: string, id?: string, input: object = {}) =>
  must(county.store, call(actor, action, id, input))
const refusedBy = async (actor: Actor, action: string, id?: string, input: object = {}) => {
  const answer = await county.store.act(call(actor, action, id, input))
  return answer.ok ? null : answer.error.code
}
const notice = (id: string) => county.store.read(bureau, 'licence-notice', id)
const licences = async (licenceNo: string) => {
  const { rows } = await county.store.list({ actor: health, ledger: 'licence', list: 'all', limit: 50 })
  return rows.filter((row) => row.licenceNo === licenceNo)
}
/** The notices that wait for an organisation. */
const told = async (org: string) =>
  county.store.as(county.system, async (tx) => {
    const { rows } = await tx.query<{ code: string }>('select code from qm.notice where org = $1 order by id', [org])
    return rows.map((row) => row.code)
  })

it('reaches health and market; the first to take note enters a new licence, the second only takes note', async () => {
  const id = await does(bureau, 'send', undefined, aNotice())
  expect(await told(county.org('health'))).toEqual(['licence-notice.sent'])
  expect(await told(county.org('market'))).toEqual(['licence-notice.sent'])
  expect(await licences('PDY10001741050319D2162')).toEqual([])

  await does(health, 'acknowledge', id)
  const [entered, ...more] = await licences('PDY10001741050319D2162')
  expect(more).toEqual([])
  expect(entered).toMatchObject({ holder: '初见医疗美容诊所', kind: 'practice', standing: 'valid', asOf: '2026-08-20' })
  expect(String(entered?.source)).toContain('审批通报')
  expect(await notice(id)).toMatchObject({ status: 'partly', marketAt: null })
  expect(await refusedBy(health, 'acknowledge', id)).toBe('licence-notice.acknowledge.already')

  await does(market, 'acknowledge', id)
  expect(await notice(id)).toMatchObject({ status: 'acknowledged' })
  expect(await licences('PDY10001741050319D2162')).toEqual([entered])
})

it('changes only what a notice says, and ends what it cancels, each as a version of the licence', async () => {
  const [licence] = await licences('PDY10001741050319D2162')
  const nothing = {
    kind: null,
    licenceNo: null,
    holder: null,
    address: null,
    scope: null,
    issuedOn: null,
    expiresOn: null,
  }
  const change = await does(bureau, 'send', undefined, {
    ...aNotice(nothing),
    event: 'change',
    licence: licence?.id,
    scope: '医疗美容科：美容皮肤科',
  })
  await does(market, 'acknowledge', change)
  const [changed] = await licences('PDY10001741050319D2162')
  expect(changed).toMatchObject({ scope: '医疗美容科：美容皮肤科', address: '安漳路 173 号', expiresOn: '2031-08-19' })

  const cancel = await does(bureau, 'send', undefined, { ...aNotice(nothing), event: 'cancel', licence: licence?.id })
  const again = await does(bureau, 'send', undefined, { ...aNotice(nothing), event: 'cancel', licence: licence?.id })
  await does(health, 'acknowledge', cancel)
  expect((await licences('PDY10001741050319D2162'))[0]).toMatchObject({ status: 'ended', standing: 'cancelled' })
  // What is ended is not ended twice: refused whole, and the notice still waits.
  expect(await refusedBy(market, 'acknowledge', again)).toBe('licence-notice.send.licence-ended')
  expect(await notice(again)).toMatchObject({ status: 'sent', enteredAt: null })
})

it('is refused without what it speaks of, returned with a reason, sent again, or taken back', async () => {
  expect(await refusedBy(bureau, 'send', undefined, aNotice({ event: 'change' }))).toBe(
    'licence-notice.send.which-licence',
  )
  expect(await refusedBy(bureau, 'send', undefined, aNotice({ holder: null }))).toBe('licence-notice.send.particulars')
  expect(await refusedBy(health, 'send', undefined, aNotice())).toBe('action.actor.not-allowed')

  const id = await does(bureau, 'send', undefined, aNotice({ licenceNo: 'WRONG-1' }))
  expect(await refusedBy(bureau, 'acknowledge', id)).toBe('action.actor.not-allowed')
  await does(market, 'return', id, { reason: '编号与证书不符' })
  expect(await notice(id)).toMatchObject({ status: 'returned', returnReason: '编号与证书不符' })
  const { event: _e, licence: _l, premises: _p, ...corrected } = aNotice({ licenceNo: 'RIGHT-1' })
  await does(bureau, 'resend', id, corrected)
  await does(bureau, 'withdraw', id, { reason: '重复通报' })
  expect(await refusedBy(health, 'acknowledge', id)).toBe('action.status.closed')
  expect(await licences('RIGHT-1')).toEqual([])
})
