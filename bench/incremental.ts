import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRegister } from '../apps/server/src/premises/comparison/read-register.ts'
import {
  cellText,
  compareRegisters,
  type Comparison,
  RECORD_FIELDS,
  type RecordCells,
  type RegisterInput,
  TableBuilder,
  type WarmRun,
} from '../packages/linkage/src/index.ts'
import { Chance } from './linkage/chance.ts'
import { FILES } from './linkage/county.ts'
import { runOurs } from './linkage/process.ts'
import { type Bench, percentile, type Verdict } from './place.ts'

const SIZES = [100_000, 1_000_000]
const KINDS = {
  market: FILES.market,
  tax: FILES.tax,
  'medical-licence': FILES.licence,
  'beauty-permit': FILES.permit,
  platform: FILES.platform,
} as const
/** What people correct. A row gets what another row of its register has there, as crowded as that may be. */
const CORRECTED = ['name', 'address', 'phone', 'principal'] as const

/**
 * One row after another is corrected in a warm run: how long each takes with everything that hangs on it, and whether
 * all records stand in the end as a full run with the same model and counts has them.
 */
export async function run({ isSmoke, rows, data, say }: Bench): Promise<Verdict[]> {
  const parent = data ?? mkdtempSync(join(tmpdir(), 'qingmei-incremental-'))
  const verdicts: Measured[] = []
  try {
    for (const size of isSmoke ? [2_000] : SIZES.filter((it) => it <= rows)) {
      const folder = join(parent, String(size))
      mkdirSync(folder, { recursive: true })
      if (!existsSync(join(folder, FILES.market)))
        await runOurs('make-county.ts', [folder, `--rows=${size}`, '--seed=1', '--noise=1'])
      verdicts.push(...(await measure(await registersIn(folder), isSmoke ? 50 : 2_000, say)))
    }
  } finally {
    if (data === null) rmSync(parent, { recursive: true, force: true })
  }
  return isSmoke ? verdicts.filter((it) => it.isExact) : verdicts
}

async function registersIn(folder: string): Promise<RegisterInput[]> {
  const registers: RegisterInput[] = []
  for (const [kind, name] of Object.entries(KINDS)) {
    const read = await readRegister({ path: join(folder, name), name }, kind as keyof typeof KINDS)
    if (!read.ok) throw new Error(`${name} cannot be read`)
    registers.push(read.register)
  }
  return registers
}

interface Measured extends Verdict {
  readonly isExact: boolean
}

async function measure(registers: readonly RegisterInput[], changes: number, say: Bench['say']): Promise<Measured[]> {
  const chance = new Chance(1)
  const started = performance.now()
  const first = await compareRegisters({ registers }, { threads: 2, withoutEvaluation: true, forChanges: true })
  const compared = performance.now()
  const warm = first.warm()
  const rows = registers.map((it) => it.table.rows)
  say(
    `${(rows[0] ?? 0).toLocaleString('en-US')} market rows: compared in ${((compared - started) / 1000).toFixed(1)} s, warm after another ${((performance.now() - compared) / 1000).toFixed(1)} s`,
  )
  const stands = new Standing(first, rows)
  const corrected = new Map<string, RecordCells>()
  const correct = (register: number): Change => {
    const table = registers[register]
    if (table === undefined) throw new RangeError(`no register ${register}`)
    const row = chance.below(rows[register] ?? 0)
    const field = chance.of(CORRECTED.filter((it) => table.table.places[it] !== undefined))
    const before = corrected.get(`${register} ${row}`) ?? cellsOf(table, row)
    const cells = { ...before, [field]: cellText(table.table, field, chance.below(rows[register] ?? 0)) }
    corrected.set(`${register} ${row}`, cells)
    return { register, row, cells }
  }
  // Each register by itself, once unmeasured, for code that has just begun is slow.
  const all: Took[] = []
  for (const [register, { kind }] of registers.entries()) {
    for (const change of many(changes, () => correct(register))) stands.take(warm, change)
    const took = many(changes, () => correct(register)).map((change) => stands.take(warm, change))
    say(`  ${kind}: ${inWords(took)}`)
    all.push(...took)
  }
  const { model, counts } = first
  const after = registers.map((it, register) => ({
    ...it,
    table: written(it, (row) => corrected.get(`${register} ${row}`)),
  }))
  const full = await compareRegisters({ registers: after }, { threads: 2, withoutEvaluation: true, model, counts })
  const wrong = stands.otherThan(full)
  const worst = percentile(
    all.map((it) => it.computing),
    0.99,
  )
  return [
    { aim: `p99 of a change < 1 ms (${worst.toFixed(2)} ms)`, met: worst < 1, isExact: false },
    { aim: `every record as in the full run, to the last bit (${wrong} are not)`, met: wrong === 0, isExact: true },
  ]
}

interface Change {
  readonly register: number
  readonly row: number
  readonly cells: RecordCells
}

/** Milliseconds by the clock, and of computing by all threads of the process; records whose answer moved. */
interface Took {
  readonly clock: number
  readonly computing: number
  readonly moved: number
}

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** How every record stands after the changes so far. */
class Standing {
  private readonly probability: Float32Array
  private readonly premises: string[]
  private readonly starts: number[] = []

  constructor({ links, premises }: Comparison, rows: readonly number[]) {
    let count = 0
    for (const it of rows) {
      this.starts.push(count)
      count += it
    }
    this.probability = links.probability.slice()
    const ids = Array.from({ length: premises.count }, (_, p) => idOf(premises.at(p)))
    this.premises = Array.from(links.premises, (p) => ids[p] ?? '')
  }

  take(warm: WarmRun, { register, row, cells }: Change): Took {
    const clock = performance.now()
    const before = process.cpuUsage()
    const { links, premises } = warm.change({ register, row }, cells)
    const { user, system } = process.cpuUsage(before)
    const took = { clock: performance.now() - clock, computing: (user + system) / 1000, moved: links.length }
    for (const it of links)
      if (it.register > 0)
        this.probability[(this.starts[it.register] ?? 0) + it.row] = it.override === 'same-key' ? 0 : it.probability
    for (const line of premises)
      for (const it of line.members) this.premises[(this.starts[it.register] ?? 0) + it.row] = idOf(line)
    return took
  }

  otherThan({ links, premises }: Comparison): number {
    const ids = Array.from({ length: premises.count }, (_, p) => idOf(premises.at(p)))
    let others = 0
    for (let i = 0; i < links.count; i++)
      if (links.probability[i] !== this.probability[i] || ids[links.premises[i] ?? 0] !== this.premises[i]) others++
    return others
  }
}

const idOf = (it: { id: string; class: string; certain: boolean; members: readonly unknown[] }): string =>
  `${it.id} ${it.class} ${it.certain} ${it.members.length}`

function inWords(took: readonly Took[]): string {
  const by = (value: (it: Took) => number, share: number) => percentile(took.map(value), share)
  const times = (value: (it: Took) => number) =>
    `p50 ${by(value, 0.5).toFixed(2)}, p90 ${by(value, 0.9).toFixed(2)}, p99 ${by(value, 0.99).toFixed(2)}, max ${by(value, 1).toFixed(1)} ms`
  return `computing ${times((it) => it.computing)}; on the clock ${times((it) => it.clock)}; moved p50 ${by((it) => it.moved, 0.5)}, p99 ${by((it) => it.moved, 0.99)} records`
}

const cellsOf = ({ table }: RegisterInput, row: number): RecordCells =>
  Object.fromEntries(
    RECORD_FIELDS.filter((it) => table.places[it] !== undefined).map((it) => [it, cellText(table, it, row)]),
  )

function written(register: RegisterInput, rewritten: (row: number) => RecordCells | undefined) {
  const builder = new TableBuilder(RECORD_FIELDS.filter((it) => register.table.places[it] !== undefined))
  for (let row = 0; row < register.table.rows; row++) builder.add(rewritten(row) ?? cellsOf(register, row))
  return builder.build()
}
