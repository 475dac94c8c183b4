import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anApplication, type Application } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { fileEvidence, KINDS, Person } from './pages.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([1440, 390])('from the stairwell to the closed case and the month’s figures at %i px', (width) => {
  let at: Application
  beforeAll(async () => {
    at = await anApplication()
    await at.person('wangge', '赵小满', 'grid', 'jiefanglu')
    await at.person('jingban', '李晓东', 'townadm', 'jiefanglu')
    await at.person('fuze', '王倩', 'member', 'jiefanglu')
    await at.person('zhifa', '周敏', 'hcenf', 'health')
    await at.person('zhuren', '何建国', 'member', 'health')
    await at.person('mishu', '林岚', 'office', 'office')
    await at.person('anquan', '宋工', 'secadm', 'office')
    await at.person('shenji', '田工', 'auditor', 'office')
    await at.climbed()
  })
  afterAll(() => at.stop())

  it('goes the whole way: visit, problem, lead, transfer, case with a shop and two persons, sheet, meeting, difference', async () => {
    const people = ['wangge', 'jingban', 'fuze', 'zhifa', 'zhuren', 'mishu']
    const [grid, clerk, deputy, officer, head, office] = (await Promise.all(
      people.map((name) => Person.signIn(browser, at.url, name, width)),
    )) as [Person, Person, Person, Person, Person, Person]

    // The grid worker was in the stairwell and saw something.
    await grid.open('/visit', '排查巡查')
    await grid.act('记录排查', async () => {
      await grid.fill(/^名称/, '初见皮肤管理中心')
      await grid.fill('排查时间', '2026-08-31T09:20')
      await grid.fill(/^无照片或定位的原因/, '楼道内无信号')
      await grid.choose('检查表', '网格巡查')
      await grid.dialog.getByRole('checkbox').first().check()
      await grid.choose('排查结果', '发现问题')
    })
    await grid.page.getByRole('heading', { name: '初见皮肤管理中心' }).waitFor()
    await grid.act('登记问题', async () => {
      await grid.fill('问题', '室内有治疗床和针剂空瓶')
      if (!(await grid.dialog.getByLabel(UNLICENSED).isChecked())) await grid.dialog.getByLabel(UNLICENSED).check()
      await grid.choose('严重程度', '严重')
    })
    await grid.page.getByRole('button', { name: '问题转线索' }).waitFor()
    await grid.check('problem')
    await grid.act('问题转线索')
    await grid.page
      .getByRole('heading', { name: '发出前检查' })
      .or(grid.page.getByRole('main').getByText('移送线索').first())
      .first()
      .waitFor()
    const lead = new URL(grid.page.url()).pathname
    expect(lead).toMatch(/^\/lead\//)

    // The town sends it with its evidence; the health commission takes it over.
    await clerk.open(lead, '初见皮肤管理中心')
    await clerk.act('研判', async () => undefined)
    for (const kind of KINDS) await fileEvidence(clerk, kind)
    await clerk.act('移送…', () => clerk.fill('移送说明', '请依法查处'))
    await clerk.page.getByRole('heading', { name: '发出前检查' }).waitFor()
    const transfer = new URL(clerk.page.url()).pathname
    await deputy.open(transfer, '初见皮肤管理中心')
    await deputy.act('审批')
    await clerk.open(transfer, '初见皮肤管理中心')
    await clerk.act('发出移送')
    await officer.open(transfer, '初见皮肤管理中心')
    await officer.act('受理')

    // A case with one shop and two persons; the fine of each keeps to the law, or says why not.
    await officer.open(lead, '初见皮肤管理中心')
    await officer.act('提出立案', async () => {
      await officer.fill('案由', '未取得医疗机构执业许可证擅自执业')
    })
    await officer.page.getByRole('heading', { name: '当事人与处罚' }).waitFor()
    const file = new URL(officer.page.url()).pathname
    for (const [name, kind, role] of [
      ['初见皮肤管理中心', '单位', '机构（店）'],
      ['某甲', '个人', '美容师'],
      ['某乙', '个人', '美容师'],
    ] as const)
      await officer.act('加当事人', async () => {
        await officer.choose('类别', kind)
        await officer.choose('身份', role)
        await officer.fill('名称（姓名）', name)
      })
    for (const [party, violation, law] of [
      ['单位 · 机构（店） · 初见皮肤管理中心', UNLICENSED, /擅自执业/],
      ['个人 · 美容师 · 某甲', '无医师资格或执业证书从事医疗美容', /非医师行医/],
      ['个人 · 美容师 · 某乙', '无医师资格或执业证书从事医疗美容', /非医师行医/],
    ] as const)
      await officer.act('加违法行为', async () => {
        await officer.choose('当事人', party)
        await officer.choose('违法类型', violation)
        const option = officer.dialog.getByLabel(/^适用依据/).locator('option', { hasText: law })
        await officer.dialog.getByLabel(/^适用依据/).selectOption((await option.first().getAttribute('value')) ?? '')
        await officer.check('law beside the violation')
      })
    await head.open(file, '初见皮肤管理中心')
    await head.act('立案')
    await officer.open(file, '初见皮肤管理中心')
    await officer.act('开始调查')
    await officer.act('认定金额', async () => {
      await officer.fill(/^违法所得/, '20000')
      await officer.choose('从重情节', '否')
    })
    await officer.act('调查终结')
    await officer.act('加处罚项', async () => {
      await officer.dialog.getByLabel('违法行为').selectOption({ index: 1 })
      await officer.choose('处罚种类', '罚款')
      await officer.fill(/^金额/, '90000')
      await officer.dialog.getByText('低于法定下限 100,000 元').waitFor()
      await officer.check('a fine below the range')
      await officer.fill(/^金额/, '100000')
      await officer.dialog.getByText('低于法定下限').waitFor({ state: 'detached' })
    })
    for (const [index, amount] of [
      [2, '40000'],
      [3, '40000'],
    ] as const)
      await officer.act('加处罚项', async () => {
        await officer.dialog.getByLabel('违法行为').selectOption({ index })
        await officer.choose('处罚种类', '罚款')
        await officer.fill(/^金额/, amount)
      })
    await head.open(file, '初见皮肤管理中心')
    await head.act('法制审核', () => head.fill('审核意见', '事实清楚，证据确凿'))
    await head.act('作出处罚决定', () => head.fill('处罚决定书文号', '北卫医罚〔2026〕1号'))
    await officer.open(file, '初见皮肤管理中心')
    await officer.act('送达', () => officer.fill('送达时间', '2026-08-31T09:50'))

    // The shop and one person pay at once, the other in two instalments.
    for (const [index, amount] of [
      [1, '100000'],
      [2, '40000'],
      [3, '15000'],
      [3, '25000'],
    ] as const)
      await officer.act('登记缴款', async () => {
        await officer.dialog.getByLabel('处罚项').selectOption({ index })
        await officer.fill('缴款日期', '2026-08-31')
        await officer.fill('金额', amount)
      })
    await officer.act('执行完毕')
    await head.open(file, '初见皮肤管理中心')
    await head.act('结案', () =>
      head.dialog
        .getByLabel(/文号|编号|结案报告/)
        .first()
        .fill('结案〔2026〕1号'),
    )
    await head.page.getByText('已结案').first().waitFor()
    await head.check('closed case')

    // The month's sheet: its figures open exactly this case.
    await office.open('/sheet', '月碰头会数据表')
    for (const figure of ['案件 · 结案 · 本月', '罚没款 · 罚款 · 本月', '罚没款 · 已缴 · 累计']) {
      await office.page.getByRole('button', { name: new RegExp(`^${figure}`) }).click()
      await office.dialog.waitFor()
      await office.dialog.getByRole('link').first().waitFor()
      const opened = await office.dialog
        .getByRole('link')
        .evaluateAll((all) => all.map((it) => it.getAttribute('href')))
      expect(new Set(opened)).toEqual(new Set([file]))
      await office.page.keyboard.press('Escape')
      await office.dialog.waitFor({ state: 'detached' })
    }
    expect(await figureOf(office, '罚没款 · 罚款 · 本月')).toBe('18.00')

    // The meeting is held over it; a fine is corrected afterwards, and the sheet says so.
    await office.open('/meeting', '会议')
    await office.page.getByRole('link', { name: '8 月碰头会' }).click()
    await office.page.getByRole('heading', { name: '8 月碰头会' }).waitFor()
    await office.act('召开会议')
    await office.page.getByText('已召开').first().waitFor()
    await office.act('列议定事项', async () => {
      await office.fill('事项', '复查同一楼宇的商户')
      await office.choose('责任单位', nameOf(at, 'health'))
      await office.fill('完成期限', '2026-09-15')
    })
    await office.check('meeting')
    expect((await officer.desk()).some((line) => line.includes('落实会议事项'))).toBe(true)
    await head.open(file, '初见皮肤管理中心')
    await head.act('变更金额', async () => {
      await head.dialog.getByLabel('处罚项').selectOption({ index: 1 })
      await head.fill('新金额', '120000')
      await head.fill('理由', '集体讨论后变更')
    })
    await office.open('/sheet', '月碰头会数据表')
    await office.page.getByText(/数据表已于 .* 冻结/).waitFor()
    expect(await figureOf(office, '罚没款 · 罚款 · 本月')).toBe('20.00')
    await office.page.getByText('冻结时 18.00').first().waitFor()
    await office.page.getByText(/引起变化的 \d+ 条记录/).click()
    await office.page
      .getByRole('link', { name: /初见皮肤管理中心 #1/ })
      .first()
      .waitFor()
    await office.check('difference')
    for (const person of [grid, clerk, deputy, officer, head, office]) await person.leave()
    expect(at.errors).toEqual([])
  })

  it('shows how it stands, what is planned and what was done, to each who looks after it', async () => {
    const [office, officer, security, audit] = (await Promise.all(
      ['mishu', 'zhifa', 'anquan', 'shenji'].map((name) => Person.signIn(browser, at.url, name, width)),
    )) as [Person, Person, Person, Person]
    await officer.open('/inspection', '监督检查')
    await officer.act('计划检查', async () => {
      await officer.fill(/^被检查单位/, '初见皮肤管理中心')
      await officer.choose('检查类型', '专项检查')
      await officer.fill('计划时间', '2026-08-31T11:00')
      await officer.choose('检查表', '医疗机构检查')
    })
    await officer.page.getByRole('heading', { name: '检查项' }).waitFor()
    await officer.check('inspection')
    await office.open('/campaign-position', '专项进展')
    // The drawing opens what it stands for, and says the same as a table.
    await office.page.getByRole('button', { name: '以表格查看' }).first().click()
    await office.check('weeks as a table')
    await office.page.getByRole('region').getByRole('link', { name: '1', exact: true }).first().click()
    await office.page.getByRole('link', { name: '初见皮肤管理中心' }).first().waitFor()
    expect(new URL(office.page.url()).search).toMatch(/filter=source(:|%3A)screening&from=/)
    await office.open('/wall', at.plan.title)
    for (const [path, heading] of [
      ['/screening-target', '排查对象'],
      ['/screening-plan', '月排查任务'],
      ['/recheck', '回头看'],
      ['/opinion', '技术认定'],
      ['/case', '案件'],
      ['/action-item', '议定事项'],
      ['/sheet?month=2026-08&figure=M10.filed', '月碰头会数据表'],
      ['/notices', '通知'],
    ] as const)
      await office.open(path, heading)
    await audit.open('/audit', '审计日志')
    await security.open('/accounts', '账号管理')
    for (const person of [office, officer, security, audit]) await person.leave()
    expect(at.errors).toEqual([])
  })
})

const UNLICENSED = '未取得医疗机构执业许可证开展医疗美容'

/** What a button of the sheet says. */
async function figureOf(person: Person, name: string): Promise<string> {
  return person.page
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .innerText()
}

const nameOf = (at: Application, org: string): string => at.plan.organisations.find((it) => it.id === org)?.name ?? ''
