import { existsSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { formatProblem, listPlans, loadPlan } from '@qingmei/plan-files'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, type Io, print } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

/** A word with a slash, or a folder that is there, is a folder; anything else is the id of a pack. */
function target(word: string, io: Io): { dir: string; id: string } {
  const folder = resolve(io.cwd, word)
  const isFolder = existsSync(folder) && statSync(folder).isDirectory()
  if (isFolder || /[\\/]/.test(word)) return { dir: dirname(folder), id: basename(folder) }
  return { dir: plansFolder(io), id: word }
}

export const command: Command = {
  name: 'plan lint',
  summary: '检查方案包',
  usage: [
    '用法：qingmei plan lint [编号|文件夹] [--json]',
    '',
    '检查一个方案包（不写则检查全部）。每个问题写明 文件:行:列、位置、条款和改法。',
    '有错误时退出码为 1；只有提醒时为 0。',
    '',
    '例：qingmei plan lint beiguan-2026',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, ['编号|文件夹'], 1)
    const [word] = positionals
    const dir = plansFolder(io)
    const targets = word === undefined ? listPlans(dir).map((id) => ({ dir, id })) : [target(word, io)]
    const results = targets.map((it) => ({ id: it.id, ...loadPlan(it.dir, it.id) }))
    const count = (severity: string) =>
      results.flatMap((it) => it.problems).filter((problem) => problem.severity === severity).length
    print(
      io,
      results.map(({ id, plan, problems }) => ({ id, ok: plan !== null, hash: plan?.hash ?? null, problems })),
      results
        .flatMap(({ id, plan, problems }) => [
          ...problems.map(formatProblem),
          plan === null ? `${id}：不可用` : `${id}：可用，版本 ${plan.hash.slice(0, 12)}`,
        ])
        .join('\n'),
    )
    io.err(`${results.length} 个方案包，${count('error')} 个错误，${count('warning')} 个提醒`)
    return results.some((it) => it.plan === null) ? 1 : 0
  },
}
