import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApplication, type Application } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { fileEvidence, KINDS, Person } from './pages.ts'

const CSV = [
  '名称,统一社会信用代码,场所类别,所在乡镇街道,地址,经营状态,数据来源',
  '初见皮肤管理中心,,生活美容店,北关区解放路街道办事处,解放路街道安漳路 173 号 1810 室,营业,街道排查',
  '若莲美容养生馆,,生活美容店,北关区解放路街道办事处,解放路街道光和路 372 号,营业,街道排查',
].join('\n')

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([1440, 390])('a lead travels between two departments at %i px', (width) => {
  let at: Application
  beforeAll(async () => {
    at = await anApplication()
    await at.person('jingban', '李晓东', 'townadm', 'jiefanglu')
    await at.person('fuze', '王倩', 'member', 'jiefanglu')
    await at.person('zhifa', '周敏', 'hcenf', 'health')
  })
  afterAll(() => at.stop())

  it('is found, refused without evidence, sent, returned, sent again, accepted and fed back; each desk is right', async () => {
    const clerk = await Person.signIn(browser, at.url, 'jingban', width)
    const head = await Person.signIn(browser, at.url, 'fuze', width)
    const officer = await Person.signIn(browser, at.url, 'zhifa', width)

    // Premises come in by a file.
    await clerk.open('/premises/import', '导入场所')
    await clerk.page
      .getByLabel('选择要导入的文件')
      .setInputFiles({ name: '场所.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
    await clerk.button('确认导入').waitFor()
    await clerk.check('import preview')
    await clerk.button('确认导入').click()
    await clerk.page.getByText('导入完成：新增 2 条').waitFor()

    // A lead is recorded and assessed.
    expect(await clerk.desk()).toEqual([])
    await clerk.act('登记线索', async () => {
      await clerk.fill('涉及对象', '初见皮肤管理中心')
      await clerk.dialog.getByLabel(/^场所/).fill('初见')
      await clerk.dialog.getByRole('button', { name: /初见皮肤管理中心/ }).click()
      await clerk.dialog.getByLabel('未取得医疗机构执业许可证开展医疗美容').check()
      await clerk.fill('事实', '操作间发现一次性针头')
    })
    await clerk.page.getByRole('heading', { name: '初见皮肤管理中心' }).waitFor()
    const lead = new URL(clerk.page.url()).pathname
    await clerk.act('研判', async () => undefined)
    expect(await clerk.desk()).toEqual([
      expect.stringMatching(/剩 47 小时.*移送线索.*缺现场检查笔录.*初见皮肤管理中心/),
    ])

    // Without evidence it cannot be sent, and the reason is told.
    await clerk.open(lead, '初见皮肤管理中心')
    await clerk.act('移送…', () => clerk.fill('移送说明', '请依法查处'))
    await clerk.page.getByRole('heading', { name: '发出前检查' }).waitFor()
    const first = new URL(clerk.page.url()).pathname
    expect((await head.desk()).map(todo)).toEqual(['移送线索', '审批移送'])
    await head.open(first, '初见皮肤管理中心')
    await head.act('审批')
    expect((await head.desk()).map(todo)).toEqual(['移送线索'])
    await clerk.open(first, '初见皮肤管理中心')
    await clerk.button('发出移送').click()
    await clerk.dialog.locator('button[type=submit]').click()
    await clerk.dialog.getByText('还缺现场检查笔录、影像资料、当事人询问笔录，不能发出。').waitFor()
    await clerk.check('refusal')
    await clerk.button('取消').click()

    // With its three kinds of evidence it goes.
    await clerk.open(lead, '初见皮肤管理中心')
    for (const kind of KINDS) await fileEvidence(clerk, kind)
    expect(await clerk.desk()).toEqual([expect.not.stringContaining('缺')])
    await clerk.open(first, '初见皮肤管理中心')
    await clerk.button('全部补附').click()
    await clerk.page.getByText('全部补附').waitFor({ state: 'detached' })
    expect(await officer.desk()).toEqual([])
    await clerk.act('发出移送')
    expect(await clerk.desk()).toEqual([])

    // The other department returns it; the old clock runs on.
    expect((await officer.desk()).map(todo)).toEqual(['受理或退回移送'])
    await officer.open(first, '初见皮肤管理中心')
    await officer.act('退回', () => officer.fill('退回原因', '门牌与现场不符，请核实'))
    expect(await officer.desk()).toEqual([])
    expect(await clerk.desk()).toEqual([expect.stringMatching(/剩 47 小时.*移送线索/)])

    // Corrected and sent again.
    await clerk.open(lead, '初见皮肤管理中心')
    await clerk.act('补充更正', () => clerk.fill(/^地点/, '安漳路 175 号 1810 室'))
    await clerk.act('更正后重新移送')
    await clerk.page.getByRole('heading', { name: '发出前检查' }).waitFor()
    const second = new URL(clerk.page.url()).pathname
    expect(second).not.toBe(first)
    await head.open(second, '初见皮肤管理中心')
    await head.act('审批')
    await clerk.open(second, '初见皮肤管理中心')
    await clerk.act('发出移送')
    expect(await clerk.desk()).toEqual([])

    // Accepted, fed back; both sides hold the same manifest.
    expect((await officer.desk()).map(todo)).toEqual(['受理或退回移送'])
    await officer.open(second, '初见皮肤管理中心')
    await officer.act('受理')
    expect((await officer.desk()).map(todo)).toEqual(['反馈办理结果'])
    await officer.open(second, '初见皮肤管理中心')
    await officer.act('反馈', async () => {
      await officer.choose('核查结果', '属实')
      await officer.fill('反馈内容', '现场查实，已立案')
    })
    expect(await officer.desk()).toEqual([])
    await clerk.open(second, '初见皮肤管理中心')
    await clerk.page.getByText('已反馈').first().waitFor()
    const manifest = (person: Person) => person.page.getByText('清单哈希（双方一致）').innerText()
    await officer.open(second, '初见皮肤管理中心')
    expect(await manifest(clerk)).toBe(await manifest(officer))
    expect(await manifest(clerk)).toMatch(/[0-9a-f]{64}/)
    await clerk.act('办结')
    await clerk.open('/campaign-position', '专项进展')
    for (const person of [clerk, head, officer]) await person.leave()
    expect(at.errors).toEqual([])
  })
})

/** The second cell of a desk line: what is to be done. */
const todo = (line: string): string => /移送线索|审批移送|受理或退回移送|反馈办理结果/.exec(line)?.[0] ?? line
