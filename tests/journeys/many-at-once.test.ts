import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { systemActor } from '../../apps/server/src/platform/ledger/access.ts'
import { anApplication, type Application } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { Person } from './pages.ts'

let browser: Browser
let at: Application
/** Somebody at the office who is not at the screen. */
let colleague: string
beforeAll(async () => {
  browser = await launchBrowser()
  at = await anApplication()
  await at.person('mishu', '林岚', 'office', 'office')
  colleague = await at.person('tongshi', '秦书', 'office', 'office')
  await at.person('zhoumin', '周敏', 'hcenf', 'health')
  for (let i = 1; i <= 40; i++) await listed(i)
})
afterAll(async () => {
  await browser.close()
  await at.stop()
})

const act = async (action: string, input: object, id?: string) =>
  must(at.store, {
    actor: await at.actorOf({ id: colleague } as never),
    ledger: 'list-entry',
    action,
    campaign: at.campaign,
    input,
    ...(id === undefined ? {} : { id }),
  })

/** Thirty of one town without any paper, ten of another that are registered and said to treat people. */
const listed = (i: number) =>
  act('enter', {
    premises: null,
    subject: `第${i}家美容店`,
    address: `红旗路 ${i} 号`,
    uscc: null,
    town: at.organisations.get(i > 30 ? 'huanbei' : 'hongqilu'),
    class: i > 30 ? 'registered-only' : 'neither',
    doesMedical: true,
    provisional: false,
    basis: '平台上有水光针项目，登记中没有',
    run: null,
  })
const entries = (status: string) =>
  at.store.list({
    actor: systemActor(at.plan.region),
    ledger: 'list-entry',
    list: 'entered',
    filters: [{ field: 'status', value: status }],
    limit: 200,
  })

describe('a publication’s entries', () => {
  it('are assigned by town and list in one go; who was refused is told; all of it can be taken back', async () => {
    const office = await Person.signIn(browser, at.url, 'mishu', 1440)
    const { page } = office
    await office.open('/', '我的待办')
    await page.getByText('分派核查 40 件').waitFor()
    await page.getByRole('link', { name: '去清单条目成批办理' }).click()
    await page.getByText('共 40 条').waitFor()

    // Narrowed further by town and list, all that match are chosen, also what is not on the page.
    await page.getByRole('combobox', { name: '筛选' }).selectOption({ label: '所在乡镇街道' })
    await page.getByRole('combobox', { name: '所在乡镇街道' }).selectOption({ label: '北关区红旗路街道办事处' })
    await page.getByRole('link', { name: /^无照无证/ }).click()
    await page.getByText('共 30 条').waitFor()
    await office.button('选中符合条件的全部 30 条').click()
    await page.getByText('已选 30 条').waitFor()
    await office.check('all chosen')

    // On paper the list is a table still, and what leads elsewhere is gone.
    await page.setViewportSize({ width: 718, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('columnheader', { name: '主体' }).isVisible()).toBe(true)
    for (const gone of ['nav', '.top', '.many', '.bar', 'input[type=checkbox]', '.btns'])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(718)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1440, height: 900 })

    // Before they are sent a colleague assigns one of them: it alone is refused, in words.
    const [taken] = (await entries('listed')).rows.filter((row) => row.subject === '第7家美容店')
    const holder = at.organisations.get('market')
    await act('assign', { holder, officer: null, checkBy: null }, taken?.id)
    await office.button('分派 30').click()
    await office.choose('承办单位', '北关区卫生健康委员会')
    await office.dialog
      .getByLabel(/^承办人/)
      .locator('option', { hasText: '周敏' })
      .waitFor({ state: 'attached' })
    await office.choose(/^承办人/, '周敏')
    await office.fill(/^核查期限/, '2026-08-01')
    await office.check('dialog for many')
    await office.dialog.locator('button[type=submit]').click()
    await office.dialog.getByText('没有办成的 30 条').waitFor()
    await office.dialog.getByText('核查期限 2026-08-01 已经过去。').first().waitFor()
    await office.button('关闭').click()
    expect((await entries('assigned')).rows).toHaveLength(1)

    await office.button('选中符合条件的全部 29 条').click()
    await page.getByText('已选 29 条').waitFor()
    await office.button('分派 29').click()
    await office.choose('承办单位', '北关区卫生健康委员会')
    await office.choose(/^承办人/, '周敏')
    await office.fill(/^核查期限/, '2026-09-08')
    await act(
      'leave',
      { reason: '误列' },
      (await entries('listed')).rows.find((row) => row.subject === '第9家美容店')?.id,
    )
    await office.dialog.locator('button[type=submit]').click()
    await office.dialog.getByText('“分派”已办 28 条。').waitFor()
    await office.dialog.getByRole('link', { name: '第9家美容店' }).waitFor()
    await office.check('what became of them')
    await office.button('关闭').click()
    const given = (await entries('assigned')).rows.filter((row) => row.checkBy === '2026-09-08')
    expect(given).toHaveLength(28)

    // What was done stays chosen: it is taken back in one go, from the keyboard.
    await office.button('收回分派 28').focus()
    await page.keyboard.press('Enter')
    await office.dialog.getByRole('button', { name: '收回分派：28 条' }).press('Enter')
    await office.dialog.getByText('“收回分派”已办 28 条。').waitFor()
    await page.keyboard.press('Escape')
    expect((await entries('assigned')).rows).toHaveLength(1)

    // Some alone, by keyboard and with Shift.
    await office.button('全部不选').click()
    const boxes = page.getByRole('checkbox', { name: /^选中 第/ })
    await boxes.nth(0).focus()
    await page.keyboard.press('Space')
    await boxes.nth(3).click({ modifiers: ['Shift'] })
    await page.getByText('已选 4 条').waitFor()
    await office.leave()
    expect(at.errors).toEqual([])
  })

  it('are assigned on a phone, and whoever gets them hears of it once', async () => {
    const office = await Person.signIn(browser, at.url, 'mishu', 390)
    const { page } = office
    await office.open('/list-entry?filter=class:registered-only', '清单条目')
    for (let i = 0; i < 3; i++)
      await page
        .getByRole('checkbox', { name: /^选中 第/ })
        .nth(i)
        .check()
    await office.button('分派 3').click()
    await office.choose('承办单位', '北关区卫生健康委员会')
    await office.dialog.locator('button[type=submit]').click()
    await office.dialog.getByText('“分派”已办 3 条。').waitFor()
    await office.check('done on a phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await office.button('关闭').click()
    await office.leave()

    const officer = await Person.signIn(browser, at.url, 'zhoumin', 390)
    await officer.open('/notices', '通知')
    await officer.page.getByText('同类通知 3 条').waitFor()
    expect(await officer.desk()).toHaveLength(3)
    await officer.leave()
    expect(at.errors).toEqual([])
  })

  it('are worked on in English: headings, buttons, states, refusals and time limits', async () => {
    const office = await Person.signIn(browser, at.url, 'mishu', 1440)
    const { page } = office
    await page.evaluate(() => localStorage.setItem('qingmei.language', 'en'))
    await office.open('/list-entry?filter=status:listed', 'List entry')
    await page
      .getByRole('checkbox', { name: /^Choose 第/ })
      .first()
      .check()
    await office.button('Assign 1').click()
    await office.dialog.getByLabel('Holder').selectOption({ index: 3 })
    await office.fill(/^Check by/, '2026-08-01')
    await office.dialog.locator('button[type=submit]').click()
    await office.dialog.getByText('The due date 2026-08-01 has passed.').waitFor()
    await office.button('Close').click()
    const said = await page.locator('h1, h2, th, label > :first-child, .tag, main .btn').allInnerTexts()
    expect(said.join('\n')).not.toMatch(/\p{Script=Han}/u)
    await page.locator('table a').first().click()
    await page.getByRole('heading', { name: 'Time limits' }).waitFor()
    const beside = await page.locator('[aria-labelledby=deadlines] .row > div:first-child').allInnerTexts()
    expect(beside.join('\n')).toContain('Platform default (the plan is silent)')
    await office.leave()
    expect(at.errors).toEqual([])
  })
})
