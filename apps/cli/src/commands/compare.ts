import { basename, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { compareRegisters, type Comparison, type Progress, type RegisterInput } from '@qingmei/linkage'
import type { RegisterSource } from '@qingmei/core/premises/registers/profiles'
import { registerOf } from '@qingmei/server/premises/plan-register-file'
import { readRegister } from '@qingmei/server/premises/comparison/read-register'
import { type Command, type ExitCode, type Io, UsageError } from '../command.ts'
import { CLASS_WORDS, sourceWord, writeResults } from '../comparison/result-files.ts'
import { folderFault } from '../comparison/result-folder.ts'
import { medicalWork } from '../comparison/services.ts'

/** Flags and the registers that they hand over. */
const FLAGS: readonly (readonly [string, RegisterSource])[] = [
  ['market', 'market'],
  ['licence', 'medical-licence'],
  ['permit', 'beauty-permit'],
  ['tax', 'tax'],
  ['platform', 'platform'],
]

export const command: Command = {
  name: 'compare',
  summary: '比对各部门登记，列出三类清单',
  usage: [
    '用法：qingmei compare --region <区划代码> --market <文件> --licence <文件> --permit <文件> --tax <文件> --platform <文件> --out <文件夹> [--json]',
    '',
    '  --market    市场主体登记        --licence   医疗机构执业许可',
    '  --permit    公共场所卫生许可、美容美发备案',
    '  --tax       税务登记            --platform  平台商户',
    '  --out       结果文件夹（已有的结果会被替换，里面别的文件不动）',
    '  --region    县区的六位区划代码，用来核对文件是否属于本地区',
    '  --today     按这一天判断许可证，过期的不算有证；不写则只提示过期，不改变类别',
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
    if (asked.out === null) throw new UsageError('缺少 --out <文件夹>')
    const folder = resolve(io.cwd, asked.out)
    const fault = folderFault(folder)
    if (fault !== null) {
      io.err(`${asked.out} ${fault}；换一个名字后重试。`)
      return 1
    }
    const medical = medicalWork(io)
    if (medical === null) {
      io.err('项目目录（_catalogue）有错误，无法判断服务是否属于医疗美容。先运行 qingmei plan lint 查看。')
      return 1
    }
    const started = performance.now()
    const registers = await readAll(io, asked.files)
    if (registers === null) return 1
    warnOfRegion(io, asked.region, registers)
    const reading = (performance.now() - started) / 1000
    const result = await compareRegisters(
      {
        registers,
        medicalWork: medical,
        ...(asked.region ? { region: asked.region } : {}),
        ...(asked.today ? { today: asked.today } : {}),
      },
      { threads: asked.threads, clock: () => performance.now() / 1000, onProgress: progress(io) },
    )
    const report = reportOf(result, asked.region, reading)
    writeResults(folder, result, report)
    return tell(io, result, report, folder)
  },
}

interface Asked {
  readonly files: readonly { readonly kind: RegisterSource; readonly path: string }[]
  readonly out: string | null
  readonly region: string | null
  readonly today: string | null
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
    ...Object.fromEntries(FLAGS.map(([flag]) => [flag, many])),
  }
  let values: Record<string, string | string[] | undefined>
  try {
    values = parseArgs({ args: [...args], options, strict: true }).values as typeof values
  } catch (cause) {
    const word = /'(-[^' ]*)/.exec(cause instanceof Error ? cause.message : '')?.[1] ?? ''
    throw new UsageError(
      `选项 ${word} 不认识或缺少值；可用：${Object.keys(options)
        .map((it) => `--${it}`)
        .join('、')}`,
    )
  }
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null)
  const region = text('region')
  if (region !== null && !/^\d{6}$/.test(region)) throw new UsageError(`--region 应为六位区划代码，这里是“${region}”`)
  const today = text('today')
  if (today !== null && !/^\d{4}-\d\d-\d\d$/.test(today))
    throw new UsageError(`--today 应写作 2026-08-31，这里是“${today}”`)
  const threads = Number(text('threads') ?? 2)
  if (!Number.isInteger(threads) || threads < 1 || threads > 64) throw new UsageError('--threads 应为 1 到 64 的整数')
  const files = FLAGS.flatMap(([flag, kind]) => [values[flag] ?? []].flat().map((path) => ({ kind, path })))
  return { files, out: text('out'), region, today, threads }
}

async function readAll(io: Io, files: Asked['files']): Promise<RegisterInput[] | null> {
  const registers: RegisterInput[] = []
  let bad = 0
  for (const { kind, path } of files) {
    const read = await readRegister({ path: resolve(io.cwd, path), name: basename(path) }, kind)
    if (!read.ok) {
      for (const it of read.faults) {
        const place = [it.sheet, it.row === null ? '' : `第 ${it.row} 行`, it.column === null ? '' : `${it.column} 列`]
          .filter(Boolean)
          .join(' ')
        io.err(
          `${basename(path)}${place ? ` ${place}` : ''}：${it.reason}${it.value ? `（${it.value}）` : ''} → ${it.remedy}`,
        )
      }
      const seems = await registerOf({ path: resolve(io.cwd, path), name: basename(path) }, [])
      if (seems !== null && seems.source !== kind)
        io.err(
          `${basename(path)} 看起来是${seems.label}，应写在 --${FLAGS.find(([, source]) => source === seems.source)?.[0] ?? ''} 后面`,
        )
      bad++
      continue
    }
    if (read.register.table.rows === 0) {
      io.err(`${basename(path)}：表头下面没有一行记录 → 核对是否交错了文件`)
      bad++
      continue
    }
    if (!io.json)
      io.err(
        `${basename(path)}：${sourceWord(kind)} ${read.register.table.rows} 行，另有 ${read.leftOut.length} 行是标题、合计或签名`,
      )
    registers.push(read.register)
  }
  if (bad === 0) return registers
  io.err(`${bad} 个文件不能读取，没有比对，也没有写入结果。`)
  return null
}

/** A county's market file names its own registrar in its codes; another county's is a mistake worth telling. */
function warnOfRegion(io: Io, region: string | null, registers: readonly RegisterInput[]): void {
  if (region === null) return
  for (const { file, kind, table } of registers) {
    const column = table.columns.code
    if (kind !== 'market' || column === undefined) continue
    let [coded, ours] = [0, 0]
    for (let row = 0; row < table.rows; row += Math.max(1, Math.floor(table.rows / 2_000))) {
      const code = Buffer.from(column.bytes.subarray(column.starts[row], column.ends[row])).toString('latin1').trim()
      if (code.length !== 18) continue
      coded++
      if (code.slice(2, 8) === region) ours++
    }
    if (coded > 20 && ours < coded / 2)
      io.err(`提醒：${file} 的代码只有 ${Math.round((ours / coded) * 100)}% 属于 ${region}，请核对是否本地区的文件`)
  }
}

function progress(io: Io): (it: Progress) => void {
  const words: Readonly<Record<Progress['stage'], string>> = {
    read: '读取记录',
    index: '建立索引',
    model: '学习权重',
    compare: '比对',
    group: '归并场所',
    report: '评估与报告',
  }
  let last = -1
  return ({ stage, share }) => {
    const tenth = Math.floor(share * 10)
    if (io.json || tenth === last) return
    last = tenth
    io.err(`${String(Math.round(share * 100)).padStart(3)}%  ${words[stage]}`)
  }
}

const reportOf = (result: Comparison, region: string | null, reading: number) => ({
  region,
  provisional: result.report.missing.length > 0,
  files: result.registers,
  ...result.report,
  seconds: { files: reading, ...result.report.seconds },
  model: result.model,
})

function tell(io: Io, result: Comparison, report: ReturnType<typeof reportOf>, folder: string): ExitCode {
  const { counts, missing } = result.report
  if (io.json) {
    const { model: _model, ...rest } = report
    io.out(JSON.stringify({ out: folder, ...rest }, null, 2))
    return 0
  }
  const classes = Object.entries(CLASS_WORDS).map(
    ([key, word]) =>
      `${word} ${counts.byClass[key as keyof typeof counts.byClass]}（其中待核 ${counts.uncertainByClass[key as keyof typeof counts.byClass]}）`,
  )
  io.out(
    [
      `场所 ${counts.premises} 个：${classes.join('，')}`,
      `有医疗美容行为迹象 ${counts.doesMedical} 个；需人工判断 ${counts.review} 条`,
      `结果在 ${folder}`,
    ].join('\n'),
  )
  if (missing.length > 0) io.err(`缺少${missing.map(sourceWord).join('、')}，结果是暂定的。`)
  return 0
}
