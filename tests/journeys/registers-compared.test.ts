import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApplication, type Application } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { Person } from './pages.ts'

const FILES = fileURLToPath(new URL('../../demo/beiguan/files', import.meta.url))
const NAMES = [
  'market-entities.csv',
  'medical-licences.xlsx',
  'beauty-permits.xlsx',
  'tax-payers.csv',
  'platform-merchants.jsonl',
]
/** The longest that one comparison of the demo county may take here, beside everything else the machine does. */
const A_RUN = { timeout: 90_000 }

let browser: Browser
let at: Application
let working: NodeJS.Timeout
beforeAll(async () => {
  browser = await launchBrowser()
  at = await anApplication()
  await at.person('mishu', '林岚', 'office', 'office')
  // What serving does in the background: files are read, runs are compared.
  let busy = false
  working = setInterval(() => {
    if (busy) return
    busy = true
    void at.worker.run().finally(() => {
      busy = false
    })
  }, 200)
})
afterAll(async () => {
  clearInterval(working)
  await browser.close()
  await at.stop()
})

describe('the registers of a county', () => {
  let run = ''
  let second = ''

  it('are uploaded, confirmed, compared, reviewed by keyboard, compared again and laid beside each other', async () => {
    const office = await Person.signIn(browser, at.url, 'mishu', 1440)
    const { page } = office

    // Five departments' files come in as they are; what their columns are is guessed, and a person confirms it.
    await office.open('/comparison', '登记资料与比对')
    await page.getByText('还缺市场主体登记、医疗机构执业许可').waitFor()
    expect(await office.button('开始比对').isDisabled()).toBe(true)
    await page.getByLabel('选择文件（可多选）').setInputFiles(NAMES.map((it) => join(FILES, it)))
    await page.locator('.coming form').nth(4).waitFor({ state: 'attached' })
    const market = page.getByRole('form', { name: 'market-entities.csv' })
    const code = market.getByLabel('“统一社会信用代码”作为')
    expect(await code.inputValue()).toBe('code')
    await code.selectOption('')
    await market.getByText('还缺必有的项：统一社会信用代码').waitFor()
    expect(await market.getByRole('button', { name: '确认并收下' }).isDisabled()).toBe(true)
    await code.selectOption('code')
    await office.check('columns')
    for (const name of NAMES) await confirm(office, name, '2026-08-20')
    await validated(office)
    await office.check('registers')
    await page.getByRole('link', { name: 'platform-merchants.jsonl' }).click()
    await page.getByText('841').first().waitFor()
    await office.check('a file')

    // They are compared in the background; what comes out are lists of leads, each count opening its places.
    run = await start(office)
    await page.getByText('无照无证').first().waitFor(A_RUN)
    await page.getByRole('heading', { name: /^清单/ }).waitFor(A_RUN)
    await office.check('a run')
    const neither = await count(office, '无照无证')
    expect(neither).toBeGreaterThan(0)
    await page.locator('.figures a').nth(2).click()
    await page.getByText('无照无证是待现场核实的线索').waitFor()
    await page.getByText(`共 ${neither.toLocaleString('en-US')} 条`).waitFor()
    await office.check('a list')
    await page.locator('.lines tbody a').first().click()
    await page.getByRole('heading', { name: /^归在一起的登记/ }).waitFor()
    await office.check('a place')

    // Ten doubtful questions (all, where there are fewer) are settled by keyboard, one of them is taken back.
    await office.open(`/comparison/${run}/review`, '复核台')
    await page.getByRole('heading', { name: '这两条登记是同一家吗？' }).waitFor()
    await office.check('review desk')
    const before = await left(office)
    const most = Math.min(10, before)
    expect(most).toBeGreaterThan(2)
    await page.keyboard.press('?')
    await office.dialog.getByText('与选中的一户').waitFor()
    await office.check('keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    for (let i = 0; i < most; i++) {
      await page.keyboard.press(i % 3 === 2 ? 'n' : 'y')
      await page.getByText(`已认定 ${i + 1}，还剩 ${before - i - 1}`).waitFor()
    }
    await page.keyboard.press('u')
    await page.getByText(`已认定 ${most - 1}，还剩 ${before - most + 1}`).waitFor()
    await page.reload()
    await page.getByText(`已认定 ${most - 1}，还剩 ${before - most + 1}`).waitFor()

    // Somebody at the same address, whom the comparison did not think of, is the answer: by key and by mouse, and back.
    const beside = page.locator('.neighbours .choices button')
    for (let i = 0; i < before && (await beside.count()) === 0; i++) await page.keyboard.press('l')
    for (let i = 0; i < 15 && (await page.locator('.neighbours [aria-current]').count()) === 0; i++)
      await page.keyboard.press('ArrowDown')
    await page.getByText('没有计算可能').waitFor()
    await office.check('a neighbour')
    await page.keyboard.press('y')
    await page.getByText(`已认定 ${most}，还剩 ${before - most}`).waitFor()
    await page.keyboard.press('u')
    await page.getByText(`已认定 ${most - 1}，还剩 ${before - most + 1}`).waitFor()
    await beside.first().click()
    await office.button(/^是同一家/).click()
    await page.getByText(`已认定 ${most}，还剩 ${before - most}`).waitFor()
    await page.keyboard.press('u')
    await page.getByText(`已认定 ${most - 1}，还剩 ${before - most + 1}`).waitFor()

    // What was decided is taken up, and kept by the next comparison.
    await office.open(`/comparison/${run}`, /信息比对/)
    await page.getByText('条认定还没有应用到本次结果').waitFor()
    await office.act('应用认定')
    await page.getByText('条认定还没有应用到本次结果').waitFor({ state: 'detached', ...A_RUN })
    await page.getByText('待复核', { exact: true }).first().waitFor(A_RUN)

    // One register comes anew, some merchants gone, one more there and one without a name: its columns are remembered.
    const text = readFileSync(join(FILES, 'platform-merchants.jsonl'), 'utf8').trim().split('\n')
    const newcomer = { ...JSON.parse(text[0] ?? ''), id: 'm900001', name: '新来的轻医美工作室', phone: '18000000001' }
    newcomer.address = '北关区新来路 999 号 9 楼'
    newcomer.licenceNo = ''
    const nameless = { ...newcomer, id: 'm900002', name: '' }
    await office.open('/comparison', '登记资料与比对')
    await page.getByLabel('选择文件（可多选）').setInputFiles({
      name: 'platform-merchants-09.jsonl',
      mimeType: 'application/jsonl',
      buffer: Buffer.from([...text.slice(40), JSON.stringify(newcomer), JSON.stringify(nameless)].join('\n')),
    })
    await page.getByText('列的对应已沿用').waitFor()
    await confirm(office, 'platform-merchants-09.jsonl', '2026-08-30')
    await validated(office)
    await page.getByRole('link', { name: 'platform-merchants-09.jsonl' }).click()
    await page.getByRole('cell', { name: '名称是空的' }).waitFor()
    await office.check('bad rows')
    second = await start(office)
    expect(second).not.toBe(run)
    await page.getByRole('heading', { name: /^清单/ }).waitFor(A_RUN)
    await office.open(`/comparison/${second}/difference`, '与另一次比对的差异')
    await page.getByText('新来的轻医美工作室').first().waitFor()
    expect(await page.getByText('m900002').count()).toBe(0)
    await office.check('difference')

    // People look at a sample without being told what the comparison thinks; publishing says first what it would do.
    await office.open(`/comparison/${second}/accuracy`, '准确度')
    await office.button('抽样核对（盲评）').click()
    await page.getByText('不显示比对的看法').waitFor()
    await page.getByText('也就是作出认定').waitFor()
    await office.check('sample')
    await page.keyboard.press('y')
    await page.getByText('已核对 1 条').waitFor()
    await office.open(`/comparison/${second}`, /信息比对/)
    await office.act('应用认定')
    await office.button('复核完毕').waitFor(A_RUN)
    await office.open(`/comparison/${second}/accuracy`, '准确度')
    await page.getByText('已核对 1 条').waitFor()
    await office.open(`/comparison/${second}`, /信息比对/)
    await office.act('复核完毕')
    await office.button('发布清单…').click()
    await office.dialog.getByRole('row', { name: /^新列入清单 [\d,]+$/ }).waitFor()
    // Each count opens whom it counts.
    await office.dialog
      .getByRole('row', { name: /^新列入清单/ })
      .getByRole('button')
      .click()
    await office.dialog.getByRole('heading', { name: '新列入清单' }).waitFor()
    expect(await office.dialog.getByRole('listitem').count()).toBeGreaterThan(10)
    await office.dialog.getByRole('button', { name: '载入更多' }).click()
    await office.dialog.getByRole('listitem').nth(60).waitFor()
    await office.check('publication')
    await page.keyboard.press('Escape')
    await office.leave()
    expect(at.errors).toEqual([])
  })

  it('are not said to be missing to somebody who may not see them', async () => {
    await at.person('zhenban', '李晓东', 'townadm', 'jiefanglu')
    const town = await Person.signIn(browser, at.url, 'zhenban', 1440)
    await town.open('/comparison', '登记资料与比对')
    await town.page.getByText('您的岗位无权查看').waitFor()
    expect(await town.page.getByText(/还缺市场主体|还没有收到|还没有比对过/).count()).toBe(0)
    await town.leave()
  })

  it('are reviewed on a phone', async () => {
    const office = await Person.signIn(browser, at.url, 'mishu', 390)
    const { page } = office
    await office.open('/comparison', '登记资料与比对')
    await office.open(`/comparison/${run}`, /信息比对/)
    expect(await width(office)).toBe(390)
    await office.open(`/comparison/${run}/lines/1`, /./)
    await office.open(`/comparison/${second}/difference`, '与另一次比对的差异')
    await page.getByText('新来的轻医美工作室').first().waitFor()
    expect(await width(office)).toBe(390)
    await office.open(`/comparison/${second}/accuracy`, '准确度')
    expect(await width(office)).toBe(390)
    await office.open(`/comparison/${run}/review`, '复核台')
    const before = await left(office)
    await office.button(/^都不是/).click()
    await page.getByText(`还剩 ${before - 1}`).waitFor()
    await office.button(/^撤销上一条/).click()
    await page.getByText(`还剩 ${before}`).waitFor()
    expect(await width(office)).toBe(390)
    await office.leave()
    expect(at.errors).toEqual([])
  })
})

async function confirm({ page }: Person, name: string, asOf: string): Promise<void> {
  const form = page.getByRole('form', { name })
  await form.getByLabel('数据日期').fill(asOf)
  await form.getByRole('button', { name: '确认并收下' }).click()
  await form.waitFor({ state: 'detached' })
}

/** Waits until every file was read row by row. */
async function validated({ page }: Person): Promise<void> {
  await page.getByText('校验中').first().waitFor({ state: 'detached', timeout: 60_000 })
}

/** Starts a comparison with the files that are offered; gives its id. */
async function start(office: Person): Promise<string> {
  const { page } = office
  await office.open('/comparison', '登记资料与比对')
  await office.button('开始比对').click()
  await office.dialog.getByRole('button', { name: '开始比对' }).click()
  await page.getByRole('heading', { name: '正在比对' }).waitFor()
  await office.check('progress')
  return basename(new URL(page.url()).pathname)
}

const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''))

/** How many places a list has. */
async function count({ page }: Person, list: string): Promise<number> {
  const cell = page.locator('.figures > div', { has: page.getByText(list, { exact: true }) })
  return numberIn(await cell.getByRole('link').innerText())
}

/** How many questions are open. */
async function left({ page }: Person): Promise<number> {
  const text = page.getByText(/还剩 [\d,]+/)
  await text.waitFor()
  return numberIn(/还剩 [\d,]+/.exec(await text.innerText())?.[0] ?? '')
}

/** How wide a page is: wider than the phone, and it would have to be pushed about. */
const width = ({ page }: Person): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth)
