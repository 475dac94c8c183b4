import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { anApplication, type Application } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { Person } from './pages.ts'

let browser: Browser
let at: Application
beforeAll(async () => {
  browser = await launchBrowser()
  at = await anApplication()
  await at.person('jingban', '李晓东', 'townadm', 'jiefanglu')
})
afterAll(async () => {
  await browser.close()
  await at.stop()
})

describe.each([1440, 390])('the item catalogue at %i px', (width) => {
  it('is looked up as one types, by keyboard, and says what it knows and how surely', async () => {
    const clerk = await Person.signIn(browser, at.url, 'jingban', width)
    const { page } = clerk
    await clerk.open('/catalogue', '项目目录与界限指引')
    const rows = page.locator('table tbody tr')
    expect(await rows.count()).toBeGreaterThan(90)

    const find = page.getByLabel('查找项目、商品名、俗称')
    for (const [typed, name] of [
      ['sgz', '药物、器械皮内注射'],
      ['热马吉', '射频治疗'],
      ['chongjian', '重睑成形术'],
    ] as const) {
      await find.fill(typed)
      await rows.first().getByRole('link', { name }).waitFor()
    }
    await find.fill('没有这种项目')
    await page.getByText('目录里没有这样的项目').waitFor()
    await clerk.check('catalogue, nothing found')

    await find.fill('')
    await page.getByRole('combobox', { name: /^级别/ }).selectOption({ label: '四级' })
    await page.getByText(/^3 项（/).waitFor()
    expect(new URL(page.url()).search).toBe('?grade=4')
    await page.getByRole('combobox', { name: /^级别/ }).selectOption({ label: '全部' })
    await find.fill('奥美定')
    await page.getByText(/^1 项（/).waitFor()
    await find.press('Enter')
    await page.getByRole('heading', { name: '聚丙烯酰胺水凝胶注射' }).waitFor()
    await page.getByRole('note').getByText('已撤销注册').waitFor()
    await page.getByText('系转述，用于定性前请法制机构核对原文。').waitFor()
    await clerk.check('prohibited item')

    await clerk.open('/catalogue/bone-contouring', /颧骨降低/)
    await page.getByText('三级整形外科医院').waitFor()
    await page.getByText('临床经历满 6 年').waitFor()
    await page.goto(`${at.url}/catalogue/nothing`)
    await page.getByText('目录里没有“nothing”这个项目').waitFor()
    await clerk.leave()
  })

  it('tells a pasted list apart, counts it and gives it as a file', async () => {
    const clerk = await Person.signIn(browser, at.url, 'jingban', width)
    const { page } = clerk
    await clerk.open('/catalogue', '项目目录与界限指引')
    await page.getByText('判别一份服务清单').click()
    await page.getByLabel('服务名称，一行一个').fill('热马吉\n小气泡清洁\n\n果酸换肤\n停车\n奥美定丰胸')
    await clerk.button('判别 5 行').click()
    await page.getByText('医疗美容 2，看方式 1，生活美容 1，未识别 1').waitFor()
    await page.getByText('其中有禁止或须批准的项目。').waitFor()
    await page.getByText('读音与“热玛吉”').waitFor()
    await clerk.check('verdicts')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.paste').getByRole('button', { name: '导出 CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('服务项目判别-2026-08-31.csv')
    expect(readFileSync(await download.path(), 'utf8')).toContain('热马吉,医疗美容,射频治疗')
    await clerk.leave()
  })
})

describe('a product of a key lead', () => {
  it('leads to what the register says of it, and the question stays in the address', async () => {
    const officer = await at.person('hanlei', '韩磊', 'msaenf', 'market').then((id) => at.actorOf({ id } as never))
    const act = (ledger: string, action: string, input: object, id?: string) =>
      must(at.store, {
        actor: officer,
        ledger,
        action,
        campaign: at.campaign,
        input,
        ...(id === undefined ? {} : { id }),
      })
    await act('product', 'register', {
      genericName: '射频皮肤治疗仪',
      brandName: null,
      kind: 'device-3',
      registrationNo: '国械注准20213099902',
      holder: '郑州明屿医疗科技有限公司',
      registeredUntil: '2026-03-14',
      udi: null,
      focus: true,
      verdict: 'expired',
      source: '监督检查核录',
      asOf: null,
    })
    const key = await act('key-lead', 'register', {
      subject: '过期射频仪',
      family: 'supervision',
      originalNo: null,
      originalOn: '2026-08-01',
      premises: null,
      uscc: null,
      address: null,
      town: null,
      violations: ['V16'],
      fact: '检查中查见',
      severity: 'serious',
      priority: 'high',
      problem: null,
      entry: null,
    })
    const seen = { kind: 'device-3', lot: null, quantity: '1 台', verdict: 'pending' }
    await act('key-lead', 'addProduct', { ...seen, name: '射频仪', registrationNo: '国械注准20213099902' }, key)

    const person = await Person.signIn(browser, at.url, 'hanlei', 1440)
    const { page } = person
    await person.open(`/key-lead/${key}`, '过期射频仪')
    await page.getByRole('link', { name: '查是否注册' }).click()
    await page.getByText('注册已过期', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: '射频皮肤治疗仪' }).first().waitFor()
    await person.check('looked up')
    await page.getByLabel('查是否注册').last().fill('不存在的产品')
    await person.button('查询').click()
    await page.waitForURL(/check=/)
    expect(new URL(page.url()).searchParams.get('check')).toBe('不存在的产品')
    await person.leave()
    expect(at.errors).toEqual([])
  })
})
