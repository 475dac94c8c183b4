import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { main } from '../main.ts'

const dir = mkdtempSync(join(tmpdir(), 'qingmei-cli-catalogue-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await main(args, { out: (it) => out.push(it), err: (it) => err.push(it), cwd: dir, env: {} })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

it('tells the services of a command line apart', async () => {
  const { code, out, err } = await run('catalogue', '热马吉', '小气泡清洁', '削骨', '奥美定')
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual([
    expect.stringContaining('热马吉\t医疗美容\t射频治疗\t读音与“热玛吉”'),
    expect.stringContaining('小气泡清洁\t生活美容\t'),
    expect.stringContaining('削骨\t医疗美容\t颧骨降低、下颌角肥大矫正等颌面骨成形（四级）'),
    expect.stringContaining('奥美定\t医疗美容  【禁止】'),
  ])
  expect(err).toBe('4 项：医疗美容 3，看方式 0，生活美容 1，未识别 0')
})

it('reads a file line by line, for machines as well', async () => {
  writeFileSync(join(dir, 'services.txt'), '\uFEFF水光针\r\n\r\n美甲\n')
  const { code, out } = await run('catalogue', '--file', 'services.txt', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    medical: true,
    prohibited: false,
    counts: { medical: 1, lifestyle: 1 },
    services: [{ text: '水光针', item: 'mesotherapy', how: 'written' }, { text: '美甲' }],
  })
})

it('says what it cannot read, and does not guess what was meant', async () => {
  expect(await run('catalogue', '--file', 'gone.txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('gone.txt') as string,
  })
  writeFileSync(join(dir, 'gbk.txt'), Buffer.from([0xcb, 0xae, 0xb9, 0xe2]))
  expect(await run('catalogue', '--file', 'gbk.txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('UTF-8') as string,
  })
  expect((await run('catalogue')).code).toBe(2)
  expect((await run('catalogue', '-', '水光')).code).toBe(2)
})

it('is checked with the plans', async () => {
  expect((await run('plan', 'lint')).out).toContain('_catalogue：可用')
  expect(JSON.parse((await run('catalogue', 'schema')).out)).toMatchObject({ title: 'QingMei item catalogue' })
})
