import { formatShanghai, instantOf, msOf, parseInstant } from '@qingmei/core/kernel/dates'
import { openClock } from '@qingmei/server/platform/clock'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { asServer } from '../database.ts'

const UNITS = { h: 3_600_000, d: 86_400_000 } as const

export const command: Command = {
  name: 'clock',
  summary: '查看或拨动演示时钟',
  usage: [
    '用法：qingmei clock [--advance <时长> | --to <时刻>] [--json]',
    '',
    '  --advance  向前拨，如 8h、1d',
    '  --to       拨到某一时刻，带时区，如 2026-09-01T09:00+08:00；不能往回拨',
    '',
    '只有演示安装的时钟可以拨动：它停在所设的时刻，不自己走。运行中的服务一秒内跟上。',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, { advance: { type: 'string' }, to: { type: 'string' } })
    expectPositionals(positionals, [])
    const { advance, to } = values
    if (advance !== undefined && to !== undefined) throw new UsageError('--advance 和 --to 只能用一个')
    const target = typeof advance === 'string' ? lengthOf(advance) : typeof to === 'string' ? instantAt(to) : null
    return asServer(io, async (_client, pool) => {
      const clock = await openClock(pool)
      const now = clock.now()
      if (target !== null) {
        if (!clock.isStored) {
          io.err('本安装使用真实时间，不能拨动（clock.not-stored）。')
          return 1
        }
        const next = typeof target === 'number' ? instantOf(msOf(now) + target) : target
        if (next < now) {
          io.err('时钟不能往回拨（clock.backwards）。')
          return 1
        }
        await clock.set(next)
      }
      const shown = target === null ? now : clock.now()
      print(io, { now: shown, stored: clock.isStored }, formatShanghai(shown))
      return 0
    })
  },
}

function lengthOf(words: string): number {
  const [, count, unit] = /^(\d{1,5})([hd])$/.exec(words) ?? []
  if (count === undefined || unit === undefined) throw new UsageError(`“${words}”不是时长，应写作 8h 或 1d`)
  return Number(count) * UNITS[unit as keyof typeof UNITS]
}

function instantAt(words: string): string {
  const parsed = parseInstant(words)
  if (!parsed.ok) throw new UsageError(`“${words}”不是时刻，应带时区，如 2026-09-01T09:00+08:00`)
  return parsed.value
}
