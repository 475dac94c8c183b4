import type { Command, ExitCode, Io } from './command.ts'
import { UsageError } from './command.ts'
import { fileFault } from './file-fault.ts'
import { nearest } from '@qingmei/core/plan/problem'

interface Entry {
  readonly summary: string
  load(): Promise<{ command: Command }>
}

/** Every command, loaded only when it is called. To add one: a file in `commands/` and a line here. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  start: { summary: '启动服务', load: () => import('./commands/start.ts') },
  demo: { summary: '载入演示数据，列出演示账号', load: () => import('./commands/demo.ts') },
  'campaign open': { summary: '按方案包开启专项', load: () => import('./commands/campaign-open.ts') },
  'user add': { summary: '建账号并任职', load: () => import('./commands/user-add.ts') },
  import: { summary: '导入文件到台账', load: () => import('./commands/import.ts') },
  compare: { summary: '比对各部门登记，列出三类清单', load: () => import('./commands/compare.ts') },
  export: { summary: '导出台账', load: () => import('./commands/export.ts') },
  'plan lint': { summary: '检查方案包', load: () => import('./commands/plan-lint.ts') },
  'plan show': { summary: '显示方案内容', load: () => import('./commands/plan-show.ts') },
  'plan schema': { summary: '输出方案包的 JSON Schema', load: () => import('./commands/plan-schema.ts') },
  catalogue: { summary: '判别服务项目是医疗美容还是生活美容', load: () => import('./commands/catalogue.ts') },
  'catalogue schema': { summary: '输出项目目录的 JSON Schema', load: () => import('./commands/catalogue-schema.ts') },
  'calendar add': { summary: '从某日起加若干工作日', load: () => import('./commands/calendar-add.ts') },
  deadline: { summary: '按方案规则计算到期时间', load: () => import('./commands/deadline.ts') },
  explain: { summary: '说明一个台账或一项操作', load: () => import('./commands/explain.ts') },
  migrate: { summary: '把数据库迁移到本程序的版本', load: () => import('./commands/migrate.ts') },
  'migrate propose': { summary: '按台账定义提出数据库迁移', load: () => import('./commands/migrate-propose.ts') },
  'audit verify': { summary: '核验审计链与全部记录', load: () => import('./commands/audit-verify.ts') },
  backup: { summary: '备份到一个新文件夹', load: () => import('./commands/backup.ts') },
  restore: { summary: '从备份恢复到空的安装', load: () => import('./commands/restore.ts') },
  clock: { summary: '查看或拨动演示时钟', load: () => import('./commands/clock.ts') },
}

export const overview = (commands: Readonly<Record<string, Entry>> = COMMANDS): string => {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  qingmei ${name.padEnd(width)}  ${summary}`)
  return [
    'qingmei — 打击非法医疗美容专项整治协同平台',
    '',
    ...lines,
    '',
    '  --json  结果以 JSON 输出      --help  查看用法',
    '退出码：0 成功，1 被拒绝或发现错误，2 命令有误',
  ].join('\n')
}

/** Runs one command line. Flags `--json` and `--help` are understood anywhere before `--`. */
export async function main(args: readonly string[], given?: Partial<Io>): Promise<ExitCode> {
  const { words, flags } = splitFlags(args)
  const io: Io = {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    cwd: process.cwd(),
    env: process.env,
    ...given,
    json: flags.has('--json'),
  }
  const found = findCommand(words)
  if (found === null) return withoutCommand(words, flags, io)
  const { command } = await found.entry.load()
  if (flags.has('--help')) {
    io.out(command.usage)
    return 0
  }
  try {
    return await command.run(words.slice(found.length), io)
  } catch (cause) {
    const fault = fileFault(cause, words, io)
    if (fault !== null) {
      io.err(fault)
      return 1
    }
    if (!(cause instanceof UsageError)) throw cause
    io.err(`${cause.message}\n用法见 qingmei ${command.name} --help`)
    return 2
  }
}

function splitFlags(args: readonly string[]): { words: string[]; flags: Set<string> } {
  const words: string[] = []
  const flags = new Set<string>()
  const stop = args.indexOf('--')
  args.forEach((arg, i) => {
    const flag = arg === '-h' ? '--help' : arg
    if ((flag === '--json' || flag === '--help') && (stop < 0 || i < stop)) flags.add(flag)
    else words.push(arg)
  })
  return { words, flags }
}

/** The longest name that the words begin with. */
function findCommand(words: readonly string[]): { entry: Entry; length: number } | null {
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (entry !== undefined) return { entry, length }
  }
  return null
}

function withoutCommand(words: readonly string[], flags: ReadonlySet<string>, io: Io): ExitCode {
  const [first] = words
  if (first === undefined) {
    if (flags.has('--help')) io.out(overview())
    else io.err(overview())
    return flags.has('--help') ? 0 : 2
  }
  const family = Object.fromEntries(Object.entries(COMMANDS).filter(([name]) => name.startsWith(`${first} `)))
  if (Object.keys(family).length > 0) {
    if (flags.has('--help')) io.out(overview(family))
    else
      io.err(
        words.length === 1
          ? overview(family)
          : `没有命令“${words.slice(0, 2).join(' ')}”\n用法见 qingmei ${first} --help`,
      )
    return flags.has('--help') ? 0 : 2
  }
  const near = nearest(words.slice(0, 2).join(' '), Object.keys(COMMANDS)) ?? nearest(first, Object.keys(COMMANDS))
  const shown = first.startsWith('-') ? `不认识的选项 ${first}` : `没有命令“${first}”`
  io.err(`${shown}${near === null ? '' : `，是否要用 qingmei ${near}？`}\n用法见 qingmei --help`)
  return 2
}
