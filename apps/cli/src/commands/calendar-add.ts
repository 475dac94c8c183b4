import { addWorkingDays } from '@qingmei/core/calendar/calendar'
import { parsePlainDate } from '@qingmei/core/kernel/dates'
import { loadCalendar, SHIPPED_PLANS } from '@qingmei/plan-files'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

export const command: Command = {
  name: 'calendar add',
  summary: '从某日起加若干工作日',
  usage: [
    '用法：qingmei calendar add <日期> <工作日数> [--json]',
    '',
    '按国务院办公厅放假调休通知计算；起始日不计。没有日历的年份拒绝计算，不作推测。',
    '',
    '例：qingmei calendar add 2026-09-18 10   →   2026-10-09',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, ['日期', '工作日数'])
    const [from = '', words = ''] = positionals
    const start = parsePlainDate(from)
    if (!start.ok) throw new UsageError(`“${from}”不是日期，应写作 2026-09-18`)
    const count = Number(words)
    if (!/^\d{1,4}$/.test(words)) throw new UsageError(`“${words}”不是工作日数，应为 0 到 9999 的整数`)
    const own = loadCalendar(plansFolder(io))
    const result = addWorkingDays(start.value, count, own.years.size > 0 ? own : loadCalendar(SHIPPED_PLANS))
    if (!result.ok) {
      const { year } = result.error.facts
      if (io.json) io.out(JSON.stringify({ error: result.error }, null, 2))
      io.err(
        `没有 ${String(year)} 年的放假调休日历，无法计算（${result.error.code}）。通知公布后在 plans/_calendar/ 加入 ${String(year)}.yaml。`,
      )
      return 1
    }
    print(io, { from: start.value, workingDays: count, date: result.value }, result.value)
    return 0
  },
}
