import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const VERSION = '147.0.0'
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const require = createRequire(import.meta.url)

/** Chromium: the machine's own where there is one, else the one that comes through npm, unpacked once. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.QINGMEI_TEST_BROWSER === 'npm' ? undefined : SYSTEM.find((path) => existsSync(path))
  const { path, env } = own ? { path: own, env: process.env } : await bundled()
  return chromium.launch({
    executablePath: path,
    env: env as Record<string, string>,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

/**
 * The bundled Chromium. It unpacks into the temporary folder (one of its own for each version, or it would take
 * any it finds there) and changes the environment to a font folder that kills pages with inputs: the
 * environment is put back, and the browser gets a font configuration of ours.
 */
async function bundled(): Promise<{ path: string; env: NodeJS.ProcessEnv }> {
  const folder = join(tmpdir(), `qingmei-chromium-${VERSION}`)
  mkdirSync(folder, { recursive: true })
  const before = { ...process.env }
  try {
    process.env.TMPDIR = folder
    process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
    const { default: it } = (await import('@sparticuz/chromium')) as { default: { executablePath(): Promise<string> } }
    const path = await it.executablePath()
    const fonts = join(folder, 'qingmei-fonts.conf')
    writeFileSync(
      fonts,
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
    )
    const { FONTCONFIG_PATH: _path, ...env } = process.env
    return { path, env: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: fonts } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

let source: string | null = null

/** What axe finds on a page under WCAG A and AA, each with where. Empty is what a page must give. */
export async function axeViolations(page: Page): Promise<string[]> {
  source ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> }
    }
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(' ')).join(', ')}`)
  })
}
