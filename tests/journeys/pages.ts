import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoPhoto, demoRecord } from '../../apps/server/src/demo/pictures.ts'
import { PASSWORD } from '../support/app.ts'
import { axeViolations } from '../support/browser.ts'

/** One person at a screen: signs in, goes about, and every page they see is checked by axe. */
export class Person {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #url: string

  private constructor(context: BrowserContext, page: Page, url: string) {
    this.#context = context
    this.page = page
    this.#url = url
  }

  static async signIn(browser: Browser, url: string, username: string, width: number): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      bypassCSP: true,
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const person = new Person(context, page, url)
    await page.goto(url)
    await page.getByLabel('账号', { exact: true }).waitFor()
    await person.check('sign-in')
    await page.getByLabel('账号', { exact: true }).fill(username)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { name: /^(我的待办|系统管理)$/ }).waitFor()
    return person
  }

  async leave(): Promise<void> {
    await this.#context.close()
  }

  async check(where: string): Promise<void> {
    const found = await axeViolations(this.page)
    if (found.length > 0) throw new Error(`axe on ${where}:\n${found.join('\n')}`)
  }

  async open(path: string, heading: string | RegExp): Promise<void> {
    await this.page.goto(`${this.#url}${path}`)
    await this.page.getByRole('heading', { name: heading }).first().waitFor()
    await this.page.waitForLoadState('networkidle')
    await this.check(path)
  }

  /** What the desk says is to be done, one line each: 移送线索 … */
  async desk(): Promise<string[]> {
    await this.open('/', '我的待办')
    const rows = await this.page.locator('table tbody tr').allInnerTexts()
    return rows.map((row) => row.replaceAll(/\s+/g, ' '))
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: true })
  }

  get dialog() {
    return this.page.getByRole('dialog')
  }

  /** Opens a dialog by its button, fills it, submits by its last button, and waits until it is gone. */
  async act(button: string, fill: () => Promise<void> = async () => undefined): Promise<void> {
    await this.button(button).first().click()
    await this.dialog.waitFor()
    await this.check(`dialog ${button}`)
    await fill()
    await this.dialog.locator('button[type=submit]').click()
    await this.dialog.waitFor({ state: 'detached' })
    await this.page.waitForLoadState('networkidle')
  }

  async fill(label: string | RegExp, value: string): Promise<void> {
    await this.dialog.getByLabel(label).fill(value)
  }

  async choose(label: string | RegExp, value: string): Promise<void> {
    await this.dialog.getByLabel(label).selectOption({ label: value })
  }
}

/** The kinds of evidence that the plan demands. */
export const KINDS = ['现场检查笔录', '影像资料', '当事人询问笔录'] as const

/** Files one piece of evidence on the lead whose page is open. */
export async function fileEvidence(clerk: Person, kind: (typeof KINDS)[number]): Promise<void> {
  const isPhoto = kind === '影像资料'
  await clerk.act('添加证据', async () => {
    await clerk.choose('证据种类', kind)
    await clerk.dialog.getByLabel('原件').setInputFiles({
      name: isPhoto ? 'IMG_0712.png' : `${kind}.pdf`,
      mimeType: isPhoto ? 'image/png' : 'application/pdf',
      buffer: isPhoto ? demoPhoto(7) : demoRecord('test'),
    })
    await clerk.dialog.getByText('已上传').waitFor()
  })
}
