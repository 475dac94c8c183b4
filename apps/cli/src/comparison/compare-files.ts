import { basename, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  cellText,
  compareRegisters,
  type Comparison,
  type ComparisonInput,
  PREMISES_CLASSES,
  type Progress,
  type RegisterInput,
  type Team,
} from '@qingmei/linkage'
import type { RegisterSource } from '@qingmei/core/premises/registers/profiles'
import type { TableFault } from '@qingmei/office'
import { registerOf } from '@qingmei/server/premises/plan-register-file'
import type { LargeFile } from '@qingmei/server/premises/comparison/large-file'
import { readRegister } from '@qingmei/server/premises/comparison/read-register'
import type { ExitCode, Io } from '../command.ts'
import { CatalogueFault } from './catalogue-fault.ts'
import { FLAGS } from './flags.ts'
import { BAD_ROWS, CLASS_WORDS, sourceWord, writeBadRows, writeResults } from './result-files.ts'
import { fillFolder } from './result-folder.ts'
import { isTooMany } from './too-many.ts'

/** A file and the register that it is handed over as. */
export interface RegisterFile {
  readonly kind: RegisterSource
  readonly path: string
}

export interface Asked {
  readonly files: readonly RegisterFile[]
  /** The large ones of them, which are being read; taken out by whoever reads their rows, so that nobody else holds them. */
  readonly opened: (LargeFile | null)[]
  readonly region: string | null
  readonly today: string | null
  /** Rows that cannot be read are left out and told, instead of keeping their file back. */
  readonly lenient: boolean
  /** Where the results go; what stood there is replaced when all are written. */
  readonly folder: string
}

/** From files to files: reads the registers, compares them and writes what was found, or says why not. */
export async function compareFiles(io: Io, asked: Asked, team: Team): Promise<ExitCode> {
  const started = performance.now()
  const read = await readAll(io, asked, team)
  if (read === null) return 1
  const { registers, bad } = read
  warnOfRegion(io, asked.region, registers)
  const seconds = (performance.now() - started) / 1000
  const input: ComparisonInput = {
    registers,
    // The catalogue is read while another thread has work of its own.
    medicalWork: import('./services.ts').then((it) => it.medicalWork(io)),
    ...(asked.region ? { region: asked.region } : {}),
    ...(asked.today ? { today: asked.today } : {}),
  }
  const compare = async (rough: string) => {
    const result = await compareRegisters(input, {
      team,
      linksTo: join(rough, 'links.csv'),
      clock: () => performance.now() / 1000,
      onProgress: progress(io),
    })
    warnOfRows(io, result)
    const report = reportOf(result, bad, asked.region, seconds)
    writeResults(rough, result, report)
    await Promise.all([writeBadRows(rough, bad), result.linksWritten])
    return { result, report }
  }
  try {
    const { result, report } = await fillFolder(asked.folder, compare)
    return tell(io, result, report, asked.folder)
  } catch (cause) {
    if (!(cause instanceof CatalogueFault)) throw cause
    io.err('项目目录（_catalogue）有错误，无法判断服务是否属于医疗美容。先运行 qingmei plan lint 查看。')
    return 1
  }
}

/** Faults of one file that are told one by one. */
const MOST_FAULTS = 20

interface ReadAll {
  readonly registers: readonly RegisterInput[]
  /** The rows that were left out because they cannot be read. */
  readonly bad: readonly TableFault[]
}

/** Reads the files side by side and tells of them in their order; null when one cannot be read. */
async function readAll(io: Io, { files, opened, lenient }: Asked, team: Team): Promise<ReadAll | null> {
  const registers: RegisterInput[] = []
  const bad: TableFault[] = []
  const forgivable: string[] = []
  let refused = 0
  const reads = await Promise.all(
    files.map(async ({ kind, path }, i) => {
      const source = { path: resolve(io.cwd, path), name: basename(path) }
      const [large = null] = opened.splice(i, 1, null)
      // The first, which is the largest nearly always, is handed to another thread before this one begins with the next.
      if (i > 0) await nextTurn()
      return { kind, path, read: await readRegister(source, kind, { rowsOf: team.rowsOf, opened: large, lenient }) }
    }),
  )
  for (const { kind, path, read } of reads) {
    if (!read.ok) {
      // A file whose header is this register's is no other's, whatever else is wrong with it.
      const isStrange = read.faults.some((it) => /^office\.(header|columns)\.missing$/.test(it.code))
      const seems = isStrange ? await registerOf({ path: resolve(io.cwd, path), name: basename(path) }, []) : null
      // Of another register's file every column is wrong, and mending them would be the wrong remedy.
      if (seems !== null && seems.source !== kind)
        io.err(
          `${basename(path)} 看起来是${seems.label}，应写在 --${FLAGS.find(([, source]) => source === seems.source)?.[0] ?? ''} 后面`,
        )
      else tellFaults(io, basename(path), read.faults)
      if (read.onlyRows) forgivable.push(basename(path))
      refused++
      continue
    }
    if (read.register.table.rows === 0) {
      io.err(`${basename(path)}：表头下面没有一行记录 → 核对是否交错了文件`)
      refused++
      continue
    }
    const [kept, lost] = [read.register.table.rows, read.bad.length]
    if (isTooMany(lost, kept)) {
      io.err(
        `${basename(path)}：${kept + lost} 行里有 ${lost} 行读不了，太多，不能略去：这里缺的证照，会使场所错列为无照无证 → 请来源单位重新导出`,
      )
      refused++
      continue
    }
    if (!io.json)
      io.err(`${basename(path)}：${sourceWord(kind)} ${kept} 行，另有 ${read.leftOut.length} 行是标题、合计或签名`)
    if (lost > 0)
      io.err(
        `提醒：${basename(path)} 略去 ${lost} 行读不了的（${read.bad.slice(0, FIRST_PLACES).map(placeOf).join('、')}${lost > FIRST_PLACES ? ' 等' : ''}），列在 ${BAD_ROWS}，供退回来源单位`,
      )
    registers.push(read.register)
    for (const it of read.bad) bad.push(it)
  }
  if (refused === 0) return { registers, bad }
  io.err(`${refused} 个文件不能读取，没有比对，也没有写入结果。`)
  if (forgivable.length > 0)
    io.err(
      `${forgivable.join('、')} 有些行读不了，其余的行读得了：加上 --lenient 可以略去这些行，比对其余的行（一个文件超过一成的，仍不比对）。`,
    )
  return null
}

function tellFaults(io: Io, file: string, faults: readonly TableFault[]): void {
  for (const it of faults.slice(0, MOST_FAULTS)) {
    // Some reasons name their row themselves.
    const place = placeOf(it.reason.includes(`第 ${it.row} 行`) ? { ...it, row: null } : it)
    io.err(`${file}${place ? ` ${place}` : ''}：${it.reason}${it.value ? `（${it.value}）` : ''} → ${it.remedy}`)
  }
  if (faults.length > MOST_FAULTS) io.err(`${file}：另有 ${faults.length - MOST_FAULTS} 处同样需要更正`)
}

const FIRST_PLACES = 5

const placeOf = ({ sheet, row, column }: TableFault): string =>
  [sheet, row === null ? '' : `第 ${row} 行`, column === null ? '' : `${column} 列`].filter(Boolean).join(' ')

/** A county's market file names its own registrar in its codes; another county's is a mistake worth telling. */
function warnOfRegion(io: Io, region: string | null, registers: readonly RegisterInput[]): void {
  if (region === null) return
  for (const { file, kind, table } of registers) {
    if (kind !== 'market' || table.places.code === undefined) continue
    let [coded, ours] = [0, 0]
    for (let row = 0; row < table.rows; row += Math.max(1, Math.floor(table.rows / 2_000))) {
      const code = cellText(table, 'code', row).trim()
      if (code.length !== 18) continue
      coded++
      if (code.slice(2, 8) === region) ours++
    }
    if (coded > 20 && ours < coded / 2)
      io.err(`提醒：${file} 的代码只有 ${Math.round((ours / coded) * 100)}% 属于 ${region}，请核对是否本地区的文件`)
  }
}

/** Rows that lack what a record needs are compared as far as they go; their senders should hear of it. */
function warnOfRows(io: Io, { report }: Comparison): void {
  for (const { file, lacking, lackingRows } of report.registers) {
    const said = [
      lacking.name > 0 ? `${lacking.name} 行没有名称` : '',
      lacking.key > 0 ? `${lacking.key} 行没有编号` : '',
      lacking.soundCode > 0 ? `${lacking.soundCode} 行的统一社会信用代码校验不符` : '',
    ].filter(Boolean)
    if (said.length > 0)
      io.err(`提醒：${file} 有 ${said.join('，')}，仍参与比对（如第 ${lackingRows.join('、')} 条记录），请来源单位更正`)
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

const reportOf = (result: Comparison, bad: readonly TableFault[], region: string | null, reading: number) => ({
  region,
  provisional: result.report.missing.length > 0,
  files: result.registers,
  /** Rows left out because they cannot be read, of each file that has some. */
  badRows: [...new Set(bad.map((it) => it.file))].map((file) => ({
    file,
    rows: bad.filter((it) => it.file === file).length,
  })),
  ...result.report,
  seconds: { files: reading, ...result.report.seconds },
  model: result.model,
})

const classesOf = ({ byClass, uncertainByClass }: Comparison['report']['counts']['inTrade']): string =>
  PREMISES_CLASSES.map((it) => `${CLASS_WORDS[it]} ${byClass[it]}（其中待核 ${uncertainByClass[it]}）`).join('，')

function tell(io: Io, result: Comparison, report: ReturnType<typeof reportOf>, folder: string): ExitCode {
  const { counts, missing } = result.report
  if (io.json) {
    const { model: _model, ...rest } = report
    io.out(JSON.stringify({ out: folder, ...rest }, null, 2))
    return 0
  }
  const lost = report.badRows.reduce((sum, it) => sum + it.rows, 0)
  io.out(
    [
      ...(lost > 0
        ? [`注意：有 ${lost} 行读不了，没有参与比对（见 ${BAD_ROWS}）；证照在这些行里的场所，会错列为无照无证`]
        : []),
      `美容、美发、医疗场所 ${counts.inTrade.premises} 个：${classesOf(counts.inTrade)}`,
      `全部场所（含其他行业）${counts.premises} 个：${classesOf(counts)}`,
      `有医疗美容行为迹象 ${counts.doesMedical} 个；需人工判断 ${counts.review} 条`,
      `结果在 ${folder}`,
    ].join('\n'),
  )
  if (missing.length > 0) io.err(`缺少${missing.map(sourceWord).join('、')}，结果是暂定的。`)
  return 0
}
