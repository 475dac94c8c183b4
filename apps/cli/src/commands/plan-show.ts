import { formatProblem, loadPlan } from '@qingmei/plan-files'
import type { Plan } from '@qingmei/core/plan/plan'
import type { TimeLimit } from '@qingmei/core/deadlines/time-limit'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

/** A time limit as an office says it. */
export function limitText(limit: TimeLimit): string {
  if ('hours' in limit) return `${limit.hours} 小时`
  if ('workingDays' in limit) return `${limit.workingDays} 个工作日`
  if ('calendarDays' in limit) return `${limit.calendarDays} 日`
  if ('date' in limit) return `${limit.date} 前`
  return `每月 ${limit.monthlyDay} 日前${limit.inclusive === false ? '（不含当日）' : ''}`
}

function describe(plan: Plan): string {
  const members = plan.organisations.map((it) => `  ${it.id}  ${it.name}`)
  const phases = plan.phases.map((it) => `  ${it.from} 至 ${it.to}  ${it.label}（${it.clause}）`)
  const limits = Object.entries(plan.limits).map(
    ([key, it]) => `  ${key}  ${limitText(it.limit)}  ${it.label}（${it.clause}）`,
  )
  const tasks = plan.tasks.map((it) => `  ${it.id}  ${it.title}：${[...it.owners].join('、')}（${it.clause}）`)
  return [
    `${plan.title}  ${plan.document.number}`,
    `编号 ${plan.id}  地区 ${plan.region}  ${plan.from} 至 ${plan.to}  印发 ${plan.signedOn}`,
    `版本 ${plan.hash}`,
    '',
    '阶段',
    ...phases,
    '',
    '单位',
    ...members,
    '',
    '时限',
    ...limits,
    '',
    '任务',
    ...tasks,
  ].join('\n')
}

export const command: Command = {
  name: 'plan show',
  summary: '显示方案内容',
  usage: [
    '用法：qingmei plan show <编号> [--json]',
    '',
    '显示阶段、单位、时限和任务；--json 输出合并后的整个方案和版本。',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, ['编号'])
    const { plan, problems } = loadPlan(plansFolder(io), positionals[0] ?? '')
    if (plan === null) {
      io.err(problems.map(formatProblem).join('\n'))
      return 1
    }
    print(io, plan, describe(plan))
    return 0
  },
}
