import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { main } from '../main.ts'

const files = fileURLToPath(new URL('../../../../demo/beiguan/files', import.meta.url))
const [market, permits] = [join(files, 'market-entities.csv'), join(files, 'beauty-permits.xlsx')]
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qingmei-refusals-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

async function compare(...words: readonly string[]) {
  let [out, err] = ['', '']
  const code = await main(['compare', ...words], {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    env: {},
    cwd: home,
  })
  return { code, out, err }
}

describe('qingmei compare, before anything is done', () => {
  it('refuses to write where one of its own files lies under the name of a result, and leaves it alone', async () => {
    mkdirSync(join(home, 'result'))
    const path = join(home, 'result', 'premises.csv')
    copyFileSync(market, path)
    const refused = await compare('--market', 'result/premises.csv', '--permit', permits, '--out', 'result')
    expect(refused).toMatchObject({ code: 1, out: '' })
    // Nothing was read: this is the one thing that is said.
    expect(refused.err).toBe(
      `${path} 是要比对的文件，写入结果会把它替换掉 → --out 换一个文件夹，或先把这个文件移到别处\n`,
    )
    expect(readFileSync(path).equals(readFileSync(market))).toBe(true)
    expect(readdirSync(home)).toEqual(['result'])
    expect(readdirSync(join(home, 'result'))).toEqual(['premises.csv'])
  })

  it('refuses a folder that holds a folder by the name of a result', async () => {
    mkdirSync(join(home, 'result', 'links.csv', 'years'), { recursive: true })
    const refused = await compare('--market', market, '--permit', permits, '--out', 'result')
    expect(refused).toEqual({
      code: 1,
      out: '',
      err: 'result 里有一个叫 links.csv 的文件夹，会被结果替换；换一个名字后重试。\n',
    })
    expect(existsSync(join(home, 'result/links.csv/years'))).toBe(true)
  })

  it('takes an empty --out for a missing one', async () => {
    const refused = await compare('--market', market, '--permit', permits, '--out', '')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('缺少 --out <文件夹>')
    expect(readdirSync(home)).toEqual([])
  })

  it('names a word that belongs to no option', async () => {
    const refused = await compare('--market', market, 'other.csv', '--permit', permits, '--out', 'result')
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/^多余的参数“other.csv”\n/) as string })
  })

  it('names every option where one is not known, and the one whose value is missing', async () => {
    const { code, err } = await compare('--markt', market)
    expect(code).toBe(2)
    expect(err).toMatch(/^不认识的选项 --markt；可用：/)
    const known = ['region', 'out', 'today', 'threads', 'lenient', 'market', 'licence', 'permit', 'tax', 'platform']
    for (const name of [...known, 'json', 'help']) expect(err).toMatch(new RegExp(`--${name}(、|\\n)`))
    const without = await compare('--market', market, '--out')
    expect(without).toMatchObject({ code: 2, err: expect.stringMatching(/^选项 --out 的写法不对：缺少值/) as string })
  })

  it('refuses a file that is given twice, also by another path or as another register', async () => {
    symlinkSync(market, join(home, 'link.csv'))
    for (const again of [
      ['--market', market],
      ['--tax', 'link.csv'],
    ] as const) {
      const refused = await compare('--market', market, '--permit', permits, ...again, '--out', 'result')
      expect(refused.code).toBe(2)
      expect(refused.err).toContain(`文件 ${again[1]} 给了两次`)
    }
    expect(readdirSync(home)).toEqual(['link.csv'])
  })
})

describe('qingmei compare --lenient', () => {
  /** Merchants of a platform, so many of them in lines that were cut off. */
  function merchants(count: number, broken: number): string {
    const path = join(home, 'merchants.jsonl')
    const all = readFileSync(join(files, 'platform-merchants.jsonl'), 'utf8').split('\n').slice(0, count)
    writeFileSync(path, all.map((line, i) => `${i > 0 && i <= broken ? line.slice(0, 40) : line}\n`).join(''))
    return path
  }

  it('refuses a file of which most cannot be read, says why, and writes nothing', async () => {
    const words = ['--platform', merchants(299, 289), '--permit', permits, '--out', 'result', '--lenient']
    const refused = await compare(...words)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('merchants.jsonl：299 行里有 289 行读不了，太多，不能略去')
    expect(refused.err).toContain('会使场所错列为无照无证 → 请来源单位重新导出')
    expect(existsSync(join(home, 'result'))).toBe(false)
  })

  it('is named where a line is broken, whose number is told once', async () => {
    const refused = await compare('--platform', merchants(30, 1), '--permit', permits, '--out', 'result')
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^merchants.jsonl：第 2 行不是一个完整的 JSON 对象（/m)
    expect(refused.err.match(/第 2 行/g)).toHaveLength(1)
    expect(refused.err).toContain('加上 --lenient')
  })

  it('tells what is wrong with a file that is the right register and cut off, and sends it nowhere else', async () => {
    const path = join(home, 'tax.csv')
    const [head = '', row = ''] = readFileSync(join(files, 'tax-payers.csv'), 'utf8').split(/\r?\n/)
    writeFileSync(path, `${head}\n${row}\n"${row}\n`)
    const refused = await compare('--tax', path, '--permit', permits, '--out', 'result')
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^tax.csv：从第 3 行开始有一个引号没有闭合/m)
    expect(refused.err).not.toContain('看起来是')
  })

  it('says first how many rows it left out, where they are few', async () => {
    const words = ['--platform', merchants(299, 7), '--permit', permits, '--out', 'result', '--lenient']
    const told = await compare(...words)
    expect(told.code).toBe(0)
    expect(told.out).toMatch(/^注意：有 7 行读不了，没有参与比对（见 bad-rows.csv）/)
    const whole = await compare('--platform', merchants(299, 0), '--permit', permits, '--out', 'result', '--lenient')
    expect(whole.out).not.toContain('注意')
    // What was asked for comes first, all trades after it.
    expect(whole.out).toMatch(
      /^美容、美发、医疗场所 \d+ 个：有证有照 \d+（其中待核 \d+），.*\n全部场所（含其他行业）\d+ 个：/,
    )
  })
})
