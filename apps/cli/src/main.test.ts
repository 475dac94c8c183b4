import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { COMMANDS, main } from './main.ts'

/** Runs a command line in this process and keeps what it wrote. */
async function run(line: string, env: Record<string, string> = {}) {
  let out = ''
  let err = ''
  const code = await main(
    line.split(' ').filter((word) => word !== ''),
    {
      out: (text) => (out += `${text}\n`),
      err: (text) => (err += `${text}\n`),
      env,
    },
  )
  return { code, out: out.trimEnd(), err }
}

describe('qingmei', () => {
  it('computes when a lead must have been transferred', async () =>
    expect(await run('deadline beiguan-2026 lead.transfer --from 2026-09-30T18:00+08:00')).toEqual({
      code: 0,
      out: '2026-10-02T18:00+08:00',
      err: '',
    }))

  it('says a day limit as its last day at 24:00', async () => {
    const { code, out } = await run('deadline beiguan-2026 reward.share-result --from 2026-09-30T18:00+08:00 --json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      state: 'due',
      due: '2026-10-09T16:00:00.000Z',
      local: '2026-10-09T24:00+08:00',
      lastDay: '2026-10-09',
      clause: '奖励方案四',
    })
  })

  it('adds working days', async () => {
    expect((await run('calendar add 2026-09-18 10')).out).toBe('2026-10-09')
    expect(JSON.parse((await run('calendar add 2026-09-18 10 --json')).out)).toEqual({
      from: '2026-09-18',
      workingDays: 10,
      date: '2026-10-09',
    })
  })

  it('refuses a year whose calendar is not known', async () => {
    const refused = await run('calendar add 2026-12-30 5 --json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'calendar.year-unknown', facts: { year: 2027 } } })
    expect(refused.err).toContain('2027')
    const waiting = await run('deadline beiguan-2026 reward.collect --from 2026-12-10T10:00+08:00')
    expect(waiting).toMatchObject({ code: 1, out: '' })
    expect(waiting.err).toContain('2027')
  })

  it('lints and shows a plan', async () => {
    const lint = await run('plan lint beiguan-2026 --json')
    expect(lint.code).toBe(0)
    expect(JSON.parse(lint.out)).toMatchObject([{ id: 'beiguan-2026', ok: true }])
    expect((await run('plan lint plans/beiguan-2026')).code).toBe(0)
    expect((await run('plan show beiguan-2026')).out).toContain('lead.transfer  48 小时')
    expect((await run('plan show nowhere')).code).toBe(1)
    expect(JSON.parse((await run('plan schema')).out)).toMatchObject({ title: 'QingMei plan pack' })
  })

  it.each([
    ['', '方案包'],
    ['plan', 'plan lint'],
    ['plan lnt', '没有命令“plan lnt”'],
    ['dedline', '是否要用 qingmei deadline'],
    ['--loud', '不认识的选项 --loud'],
    ['calendar add 2026-09-18', '缺少 <工作日数>'],
    ['calendar add 2026-09-18 10 11', '多余的参数“11”'],
    ['calendar add 18.9.2026 10', '不是日期'],
    ['calendar add 2026-09-18 ten', '不是工作日数'],
    ['deadline beiguan-2026 lead.transfer', '缺少 --from'],
    ['deadline beiguan-2026 lead.transfer --from 2026-09-30T18:00', '应带时区'],
    ['deadline beiguan-2026 lead.transfer --form x', '不认识的选项 --form'],
  ])('does not understand %j and says why', async (line, words) => {
    const { code, out, err } = await run(line)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(words)
  })

  it('answers a slip with what is wrong and where the usage stands, and no more', async () => {
    for (const [line, where] of [
      ['compare --markt x', 'qingmei compare --help'],
      ['plan show', 'qingmei plan show --help'],
      ['plan lnt', 'qingmei plan --help'],
      ['dedline', 'qingmei --help'],
    ] as const)
      expect((await run(line)).err.trimEnd().split('\n')).toEqual([expect.any(String), `用法见 ${where}`])
  })

  it('says of a file that is not there or cannot be read which one, what is wrong and what to do', async () => {
    const here = fileURLToPath(import.meta.url)
    for (const [line, path, why] of [
      ['catalogue --file /nope/a.txt', '/nope/a.txt', '找不到它，或它所在的文件夹不存在 → 核对'],
      ['catalogue --file=/nope/a.txt', '/nope/a.txt', '找不到它'],
      ['catalogue --file /', '/', '这是一个文件夹，不是文件 → 写明'],
      ['import premises /nope/a.csv', '/nope/a.csv', '找不到它'],
      [`backup ${here}`, here, '路径当中有一段是文件'],
    ] as const) {
      const { code, out, err } = await run(line)
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(new RegExp(`^${path}：${why}[^\n]*\n$`))
    }
  })

  it('names the rules of the plan when one is not found', async () => {
    const { code, err } = await run('deadline beiguan-2026 lead.transfr --from 2026-09-30T18:00+08:00')
    expect(code).toBe(1)
    expect(err).toContain('应为“lead.transfer”')
  })

  it('explains every command under its own name', async () => {
    for (const [name, entry] of Object.entries(COMMANDS)) {
      const { command } = await entry.load()
      expect([command.name, command.summary]).toEqual([name, entry.summary])
      const help = await run(`${name} --help`)
      expect(help.code).toBe(0)
      expect(help.out).toContain(`qingmei ${name}`)
    }
  })

  it('runs as a program of its own', () => {
    const program = fileURLToPath(new URL('../bin/qingmei.mjs', import.meta.url))
    expect(execFileSync(process.execPath, [program, 'calendar', 'add', '2026-09-18', '10'], { encoding: 'utf8' })).toBe(
      '2026-10-09\n',
    )
  })
})
