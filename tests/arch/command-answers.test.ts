import { main } from '../../apps/cli/src/main.ts'
import { describe, expect, it } from 'vitest'
import { ROOT, theTree } from './rules/tree.ts'

/** The keys that docs/stable-names.md promises of a command's JSON: the first `{ … }` of its line, or the next ones. */
function promised(command: string, which = 0): string[] {
  const [, cell = ''] =
    new RegExp(`^\\| ${command} \\| (.+) \\|$`, 'm').exec(theTree().get('docs/stable-names.md') ?? '') ?? []
  const shape = [...cell.matchAll(/\{ ([^}]+) \}/g)][which]?.[1] ?? ''
  return shape.split(', ').toSorted()
}

async function answer(line: readonly string[]): Promise<{ code: number; value: unknown }> {
  const out: string[] = []
  const quiet = () => undefined
  const code = await main([...line, '--json'], { out: (text) => out.push(text), err: quiet, cwd: ROOT, env: {} })
  return { code, value: JSON.parse(out.join('\n')) as unknown }
}

const keysOf = (value: unknown): string[] => Object.keys((Array.isArray(value) ? value[0] : value) as object).toSorted()

describe('what a command answers is what the stable names promise', () => {
  it.each([
    ['plan lint', ['plan', 'lint', 'beiguan-2026']],
    ['calendar add', ['calendar', 'add', '2026-09-18', '10']],
    ['deadline', ['deadline', 'beiguan-2026', 'lead.transfer', '--from', '2026-09-30T18:00+08:00']],
    ['explain', ['explain', 'transfer', 'send']],
  ] as const)('%s', async (command, line) => {
    const { code, value } = await answer(line)
    expect(code).toBe(0)
    expect(keysOf(value)).toEqual(promised(command))
  })

  it('down to a problem of a plan', async () => {
    const { value } = await answer(['plan', 'lint', 'beiguan-2026'])
    const [{ problems } = { problems: [] }] = value as { problems: object[] }[]
    expect(keysOf(problems)).toEqual(promised('plan lint', 1))
  })

  it('and when nobody can say yet', async () => {
    const { code, value } = await answer(['calendar', 'add', '2099-09-18', '10'])
    expect(code).toBe(1)
    expect(keysOf(value)).toEqual(promised('calendar add', 1))
    const late = await answer(['deadline', 'beiguan-2026', 'transfer.accept', '--from', '2099-12-30T18:00+08:00'])
    expect(late).toMatchObject({ code: 1, value: { state: 'awaiting-calendar', year: 2099 } })
  })

  it('with 2 for what is not understood', async () => {
    const quiet = () => undefined
    expect(await main(['plan', 'lnit'], { out: quiet, err: quiet, cwd: ROOT, env: {} })).toBe(2)
  })
})
