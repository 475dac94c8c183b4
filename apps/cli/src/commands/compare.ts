import { resolve } from 'node:path'
import { isPlainDate } from '@qingmei/core/kernel/dates'
import { openLarge } from '@qingmei/server/premises/comparison/large-file'
import { Team } from '@qingmei/linkage/run/team'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'
import type { RegisterFile } from '../comparison/compare-files.ts'
import { FLAGS } from '../comparison/flags.ts'
import { realPath } from '../comparison/real-path.ts'
import { folderFault, replacedInput } from '../comparison/result-folder.ts'

export const command: Command = {
  name: 'compare',
  summary: '比对各部门登记，列出三类清单',
  usage: [
    '用法：qingmei compare --region <区划代码> --market <文件> --licence <文件> --permit <文件> --tax <文件> --platform <文件> --out <文件夹> [--lenient] [--json]',
    '',
    '  --market    市场主体登记        --licence   医疗机构执业许可',
    '  --permit    公共场所卫生许可、美容美发备案',
    '  --tax       税务登记            --platform  平台商户',
    '  --out       结果文件夹（已有的结果会被替换，里面别的文件不动）',
    '  --region    县区的六位区划代码，用来核对文件是否属于本地区',
    '  --today     按这一天判断许可证，过期的不算有证；不写则只提示过期，不改变类别',
    '  --lenient   宽松：略去读不了的行，比对其余的行；略去的列在结果里的 bad-rows.csv，供退回来源单位；',
    '              一个文件里超过一成的行读不了（五行以内不计）时，仍不比对',
    '  --threads   线程数，默认 2',
    '',
    '每种登记可以给多个文件；至少要有两种登记。缺一种时结果是暂定的，报告里会写明缺什么。',
    '接受 CSV（UTF-8、GB18030）、Excel 和 JSON 行，部门原样交来的即可。不需要数据库。',
    '结果：links.csv（每条记录属于哪个场所及理由）、premises.csv（每个场所的类别）、',
    '      review.csv（需要人工判断的记录）、report.json（数量、用时、评估）。',
    '无照无证只是现场核查的线索，不是认定；certain 为 0 的待核。',
    '',
    '例：qingmei compare --region 410503 --market 市场主体.csv --platform 平台.jsonl --out 比对结果',
  ].join('\n'),
  async run(args, io) {
    const asked = readFlags(args)
    if (asked.files.length === 0 || new Set(asked.files.map((it) => it.kind)).size < 2)
      throw new UsageError('至少要有两种登记的文件，才能比对')
    if (asked.out === null || asked.out.trim() === '') throw new UsageError('缺少 --out <文件夹>')
    refuseTwice(asked.files, io.cwd)
    const folder = resolve(io.cwd, asked.out)
    const fault = folderFault(folder)
    if (fault !== null) {
      io.err(`${asked.out} ${fault}；换一个名字后重试。`)
      return 1
    }
    const paths = asked.files.map(({ path }) => resolve(io.cwd, path))
    const replaced = replacedInput(folder, paths)
    if (replaced !== null) {
      io.err(`${replaced} 是要比对的文件，写入结果会把它替换掉 → --out 换一个文件夹，或先把这个文件移到别处`)
      return 1
    }
    // Both begin before the rest of the program is loaded, which takes as long.
    const team = new Team(asked.threads)
    const opened = paths.map((path) => openLarge(path))
    try {
      const { compareFiles } = await import('../comparison/compare-files.ts')
      return await compareFiles(io, { ...asked, opened, folder }, team)
    } finally {
      await team.close()
    }
  },
}

/** A file that is handed over twice would be compared with itself. */
function refuseTwice(files: readonly RegisterFile[], cwd: string): void {
  const seen = new Set<string>()
  for (const { path } of files) {
    const at = resolve(cwd, path)
    const real = realPath(at) ?? at
    if (seen.has(real)) throw new UsageError(`文件 ${path} 给了两次；每个文件只写一次，写在它那种登记的选项后面`)
    seen.add(real)
  }
}

interface Asked {
  readonly files: readonly RegisterFile[]
  readonly out: string | null
  readonly region: string | null
  readonly today: string | null
  readonly lenient: boolean
  readonly threads: number
}

function readFlags(args: readonly string[]): Asked {
  const one = { type: 'string' } as const
  const many = { type: 'string', multiple: true } as const
  const options = {
    region: one,
    out: one,
    today: one,
    threads: one,
    lenient: { type: 'boolean' } as const,
    ...Object.fromEntries(FLAGS.map(([flag]) => [flag, many])),
  }
  // Flags that may stand several times have a list of values.
  const read: { values: Readonly<Record<string, string | boolean | string[] | undefined>>; positionals: string[] } =
    readArguments(args, options)
  expectPositionals(read.positionals, [])
  const { values } = read
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null)
  const region = text('region')
  if (region !== null && !/^\d{6}$/.test(region)) throw new UsageError(`--region 应为六位区划代码，这里是“${region}”`)
  const today = text('today')
  if (today !== null && !isPlainDate(today))
    throw new UsageError(`--today 应是实有的日期，写作 2026-08-31；这里是“${today}”`)
  const threads = Number(text('threads') ?? 2)
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) throw new UsageError('--threads 应为 1 到 64 的整数')
  const files = FLAGS.flatMap(([flag, kind]) =>
    [values[flag] ?? []].flat().map((path) => ({ kind, path: String(path) })),
  )
  return { files, out: text('out'), region, today, lenient: values.lenient === true, threads }
}
