import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { qingmei } from '@qingmei/core/house'
import { suggest } from '@qingmei/core/plan/problem'
import { formatProblem, listPlans, loadCatalogue, loadPlan } from '@qingmei/plan-files'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, type Io, print } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

const known = qingmei.ledgers.map((it) => it.name)

/** A word with a slash, or a folder that is there, is a folder; anything else is the id of a pack. */
function target(word: string, io: Io): { dir: string; id: string } {
  const folder = resolve(io.cwd, word)
  const isFolder = existsSync(folder) && statSync(folder).isDirectory()
  if (isFolder || /[\\/]/.test(word)) return { dir: dirname(folder), id: basename(folder) }
  return { dir: plansFolder(io), id: word }
}

function catalogueOf(dir: string) {
  const { catalogue, problems } = loadCatalogue(dir)
  return { id: '_catalogue', ok: catalogue !== null, hash: null, problems }
}

export const command: Command = {
  name: 'plan lint',
  summary: '检查方案包',
  usage: [
    '用法：qingmei plan lint [编号|文件夹] [--json]',
    '',
    '检查一个方案包（不写则检查全部和项目目录 _catalogue）。每个问题写明 文件:行:列、位置、条款和改法。',
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
    const gone = targets.find((it) => !existsSync(join(it.dir, it.id, 'plan.yaml')))
    if (gone !== undefined) {
      io.err(`没有方案包 ${word ?? gone.id}：找不到 ${join(gone.id, 'plan.yaml')}。`)
      return 1
    }
    const plans = targets.map((it) => ({ id: it.id, ...loadPlan(it.dir, it.id) }))
    for (const { id, plan } of plans)
      for (const name of plan?.ledgers ?? [])
        if (!known.includes(name)) io.err(`${id}：启用了不存在的台账“${name}”。${suggest(name, known)}`)
    const unknown = plans.some(({ plan }) => plan?.ledgers?.some((name) => !known.includes(name)))
    const results = [
      ...plans.map(({ id, plan, problems }) => ({ id, ok: plan !== null, hash: plan?.hash ?? null, problems })),
      // The item catalogue stands beside the plans and belongs to all of them.
      ...(word === undefined ? [catalogueOf(dir)] : []),
    ]
    const count = (severity: string) =>
      results.flatMap((it) => it.problems).filter((problem) => problem.severity === severity).length
    print(
      io,
      results,
      results
        .flatMap(({ id, ok, hash, problems }) => [
          ...problems.map(formatProblem),
          ok ? `${id}：可用${hash === null ? '' : `，版本 ${hash.slice(0, 12)}`}` : `${id}：不可用`,
        ])
        .join('\n'),
    )
    io.err(`${plans.length} 个方案包，${count('error')} 个错误，${count('warning')} 个提醒`)
    return unknown || results.some((it) => !it.ok) ? 1 : 0
  },
}
