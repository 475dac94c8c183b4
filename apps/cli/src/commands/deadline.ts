import { dueAt, earlyWarningDay, endsWithDay } from '@qingmei/core/deadlines/time-limit'
import { formatDayEnd, formatShanghai, lastDayOf, parseInstant } from '@qingmei/core/kernel/dates'
import { suggest } from '@qingmei/core/plan/problem'
import { formatProblem, loadCalendar, loadPlan, SHIPPED_PLANS } from '@qingmei/plan-files'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

export const command: Command = {
  name: 'deadline',
  summary: '按方案规则计算到期时间',
  usage: [
    '用法：qingmei deadline <方案> <规则> --from <时刻> [--json]',
    '',
    '  --from  起算时刻，带时区，如 2026-09-30T18:00+08:00',
    '',
    '按日计的期限到最后一日 24:00。跨入没有日历的年份时不作推测，退出码 1。',
    '',
    '例：qingmei deadline beiguan-2026 lead.transfer --from 2026-09-30T18:00+08:00   →   2026-10-02T18:00+08:00',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, { from: { type: 'string' } })
    expectPositionals(positionals, ['方案', '规则'])
    const [id = '', rule = ''] = positionals
    if (typeof values['from'] !== 'string') throw new UsageError('缺少 --from <时刻>')
    const start = parseInstant(values['from'])
    if (!start.ok) throw new UsageError(`“${values['from']}”不是时刻，应带时区，如 2026-09-30T18:00+08:00`)
    const dir = plansFolder(io)
    const { plan, problems } = loadPlan(dir, id)
    if (plan === null) {
      io.err(problems.map(formatProblem).join('\n'))
      return 1
    }
    const found = Object.hasOwn(plan.limits, rule) ? plan.limits[rule] : undefined
    if (found === undefined) {
      io.err(`方案 ${id} 没有时限规则“${rule}”。${suggest(rule, Object.keys(plan.limits))}`)
      return 1
    }
    const own = loadCalendar(dir)
    const calendar = own.years.size > 0 ? own : loadCalendar(SHIPPED_PLANS)
    const due = dueAt(found.limit, start.value, calendar)
    const facts = {
      plan: plan.id,
      rule,
      clause: found.clause,
      label: found.label,
      start: start.value,
      limit: found.limit,
    }
    if (due.state === 'awaiting-calendar') {
      if (io.json) io.out(JSON.stringify({ ...facts, ...due }, null, 2))
      io.err(
        `等待 ${due.year} 年的放假调休日历（calendar.year-unknown）：通知公布并加入 plans/_calendar/${due.year}.yaml 后才能计算。`,
      )
      return 1
    }
    const byDay = endsWithDay(found.limit)
    print(
      io,
      {
        ...facts,
        ...due,
        local: byDay ? formatDayEnd(due.due) : formatShanghai(due.due),
        lastDay: byDay ? lastDayOf(due.due) : null,
        earlyWarning: earlyWarningDay(found.limit, due.due, calendar),
      },
      byDay ? formatDayEnd(due.due) : formatShanghai(due.due),
    )
    return 0
  },
}
