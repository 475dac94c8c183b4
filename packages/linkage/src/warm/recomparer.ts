import type { Moved, MovedLink, MovedPremises, RecordCells, RecordName, RowPlace, WarmRun } from '../comparison.ts'
import { PREMISES_CLASSES, PREMISES_DOUBTS } from '../comparison.ts'
import type { Regions } from '../normalise/regions.ts'
import { type Columns, idOf, judgeOf } from '../outcome/premises.ts'
import { RecordReader } from '../pool/read-records.ts'
import type { Counts } from '../run/counts.ts'
import { type Decided, decide, keyed } from '../run/decisions.ts'
import { OVERRIDES } from '../run/link-record.ts'
import { nameOfRecord, rawText, stageOf } from '../run/state.ts'
import { RowBuffer } from '../table.ts'
import { type OwnRun, ROOM } from './copy-run.ts'
import { Groups, type Judged } from './groups.ts'
import { Relinker } from './relinker.ts'
import { RowsByKey } from './rows-by-key.ts'
import { answerOf, isSameAnswer, Wave } from './wave.ts'
import { WORDS } from '../pool/pool.ts'

/** Takes up changed rows in a run of its own; see {@link WarmRun}. */
export class Recomparer implements WarmRun {
  private readonly added: number[]
  private readonly gone = new Set<number>()
  /** 1: the record has other cells than its file. */
  private readonly left: Uint8Array
  private readonly rows: readonly RowsByKey[]
  private readonly relinker: Relinker
  private readonly groups: Groups
  private readonly reader: RecordReader
  private readonly row = new RowBuffer()
  private readonly judge: ReturnType<typeof judgeOf>
  private readonly judgeClass: ReturnType<typeof judgeOf>
  private readonly columns: Columns = {
    class: new Uint8Array(1),
    certain: new Uint8Array(1),
    doubt: new Uint8Array(1),
    doesMedical: new Uint8Array(1),
    inTrade: new Uint8Array(1),
    knownBy: new Uint32Array(1),
  }

  constructor(
    private readonly run: OwnRun,
    private decided: Decided,
    private readonly counts: Counts,
    regions: Regions,
    judged: Judged,
  ) {
    this.added = run.stages.map(() => 0)
    this.left = new Uint8Array(run.pool.size)
    this.rows = run.stages.map((_, k) => new RowsByKey(run, k, this.left))
    this.relinker = new Relinker(
      run,
      this.left,
      (record) => !this.gone.has(record),
      (record) => this.rows[stageOf(run, record).at]!.having(rawText(run, record, 'key')),
    )
    this.groups = new Groups(run, decided, judged)
    this.reader = new RecordReader(run.pool, regions)
    this.judge = judgeOf(run, counts.sure)
    this.judgeClass = judgeOf(run, counts.sure, false)
  }

  change(place: RowPlace, cells: RecordCells): Moved {
    return this.take(this.recordAt(place), cells)
  }

  add(register: number, cells: RecordCells): Moved {
    const stage = this.run.stages.find(({ input }) => input === register)
    if (stage === undefined) throw new RangeError(`there is no register ${register}`)
    if (stage.at > 0 && this.run.models[stage.at]!.length === 0)
      throw new RangeError('nothing was learnt of a register without rows: compare anew')
    if (this.added[stage.at] === ROOM) throw new RangeError(`${ROOM} rows were added: compare anew`)
    const record = this.run.pool.starts[stage.at]! + stage.register.table.rows + this.added[stage.at]!++
    this.gone.add(record)
    return this.take(record, cells)
  }

  remove(place: RowPlace): Moved {
    return this.take(this.recordAt(place), null)
  }

  name(place: RowPlace): RecordName {
    return nameOfRecord(this.run, this.recordAt(place))
  }

  private recordAt({ register, row }: RowPlace): number {
    const stage = this.run.stages.find(({ input }) => input === register)
    const record = stage === undefined ? -1 : this.run.pool.starts[stage.at]! + row
    const rows = stage === undefined ? 0 : stage.register.table.rows + this.added[stage.at]!
    if (row < 0 || row >= rows || this.gone.has(record)) throw new RangeError(`there is no row ${row} in ${register}`)
    return record
  }

  private take(record: number, cells: RecordCells | null): Moved {
    const { run, relinker } = this
    const wave = new Wave(run)
    const stage = stageOf(run, record).at
    wave.toLink[stage]!.set(record, 'everything')
    relinker.takeOut(wave, record)
    wave.keep(record)
    const wasThere = !this.gone.has(record)
    const wasCalled = wasThere ? idOf(run, record) : null
    const names = [this.strikeOut(wave, record, stage, wasThere), cells && this.write(wave, record, stage, cells)]
    const decided = this.decided
    for (const name of names) if (name !== null) this.findAgain(wave, name)
    relinker.settle(wave, this.decided, record)
    return this.tell(wave, record, wasCalled, decided)
  }

  /** Takes a record's cells away; gives the name by which decisions knew it. */
  private strikeOut(wave: Wave, record: number, stage: number, wasThere: boolean): string | null {
    const { run } = this
    if (!wasThere) return null
    const key = rawText(run, record, 'key')
    this.alike(wave, record, stage, key)
    if (this.left[record] === 1) this.rows[stage]!.drop(record, key)
    this.left[record] = 1
    this.gone.add(record)
    if (stage > 0) this.relinker.seekers.drop(record)
    return keyed({ kind: run.stages[stage]!.register.kind, key })
  }

  /** Puts other cells in a record's place; gives the name by which decisions know it. */
  private write(wave: Wave, record: number, stage: number, cells: RecordCells): string {
    const { run } = this
    const { kind } = run.stages[stage]!.register
    const key = cells.key ?? ''
    run.rewritten.set(record, cells)
    this.left[record] = 1
    this.gone.delete(record)
    this.reader.read(this.row.fill(cells), kind, record, [0, 1])
    this.counts.writeCrowds(run.pool, stage, [record, record + 1])
    if (stage > 0) this.relinker.seekers.put(record)
    this.rows[stage]!.put(record, key)
    this.alike(wave, record, stage, key)
    return keyed({ kind, key })
  }

  /** Lines that were handed over twice: which of them is the first may be another now. */
  private alike(wave: Wave, record: number, stage: number, key: string): void {
    for (const it of this.rows[stage]!.having(key)) if (it !== record) wave.toLink[stage]!.set(it, 'everything')
  }

  /** Decisions are found by the key: those that name this one may speak of another record now, or of none. */
  private findAgain(wave: Wave, name: string): void {
    const { run, decided } = this
    const before = decided.named.get(name)
    if (before === undefined) return
    const after = this.recordNamed(name)
    if (before === after) return
    const named = new Map(decided.named).set(name, after)
    this.decided = decide(run.input.decisions ?? [], named)
    for (const { a, b } of [...decided.pairs, ...this.decided.pairs])
      if ([a, b].includes(before) || [a, b].includes(after))
        for (const it of [a, b]) wave.toLink[stageOf(run, it).at]!.set(it, 'everything')
  }

  private recordNamed(name: string): number {
    const [kind, key = ''] = name.split('\u0000')
    for (const { register, at } of this.run.stages) {
      if (register.kind !== kind) continue
      for (const record of this.rows[at]!.having(key))
        if (keyed({ kind, key: rawText(this.run, record, 'key') }) === name) return record
    }
    return -1
  }

  private tell(wave: Wave, record: number, wasCalled: string | null, decided: Decided): Moved {
    const { run, groups } = this
    const moved = new Set([record])
    const elsewhere = new Set([record])
    for (const [at, before] of wave.before) {
      const now = answerOf(run, at)
      if (!isSameAnswer(before, now)) moved.add(at)
      if (before.premises !== now.premises) elsewhere.add(at)
    }
    if (decided !== this.decided)
      for (const { a, b } of [...decided.pairs, ...this.decided.pairs]) elsewhere.add(a).add(b)
    const { before, after } = groups.regroup(elsewhere, this.decided)
    const judged = new Set(after)
    for (const at of moved) {
      const first = groups.firstOf(at)
      if (!judged.has(first) && this.isJudgedAnew(first)) judged.add(first)
    }
    const premises = [...judged].filter((it) => !this.gone.has(it)).map((it) => this.premises(it))
    const called = new Set(premises.map(({ id }) => id))
    // Its own name is the only one that may be another now; what was just added had none.
    const ids = before.map((it) => (it === record ? wasCalled : idOf(run, it)))
    return {
      place: this.placeOf(record),
      links: [...moved].filter((it) => !this.gone.has(it)).map((it) => this.link(it)),
      premises,
      gone: ids.filter((it): it is string => it !== null && !called.has(it)),
    }
  }

  private isJudgedAnew(first: number): boolean {
    const { columns, groups } = this
    const records = Uint32Array.from(groups.membersOf(first))
    this.judgeClass({ records, from: 0, to: records.length }, columns, 0)
    return groups.judge(first, columns)
  }

  private placeOf(record: number): RowPlace {
    const { input, at } = stageOf(this.run, record)
    return { register: input, row: record - this.run.pool.starts[at]! }
  }

  private link(record: number): MovedLink {
    const { run } = this
    const { links, pool } = run
    const stage = stageOf(run, record).at
    const partner = links.partner[record]! - 1
    const repeats = partner < 0 && pool.premises[record * WORDS] !== record
    const owner = links.codeOwner[record]! - 1
    return {
      ...this.placeOf(record),
      partner: repeats ? this.placeOf(pool.premises[record * WORDS]!) : partner < 0 ? null : this.placeOf(partner),
      probability: repeats || stage === 0 ? 1 : links.probability[record]!,
      none: links.none[record]!,
      override: repeats ? 'same-key' : (OVERRIDES[links.rule[record]!] ?? null),
      codeOwner: owner < 0 ? null : this.placeOf(owner),
    }
  }

  private premises(first: number): MovedPremises {
    const { run, columns } = this
    const records = Uint32Array.from(this.groups.membersOf(first))
    this.judge({ records, from: 0, to: records.length }, columns, 0)
    this.groups.judge(first, columns)
    return {
      id: idOf(run, first),
      class: PREMISES_CLASSES[columns.class[0]!]!,
      certain: columns.certain[0] === 1,
      doubt: PREMISES_DOUBTS[columns.doubt[0]!] ?? null,
      doesMedical: columns.doesMedical[0] === 1,
      sources: [...new Set([...records].map((it) => stageOf(run, it).register.kind))],
      members: [...records].map((it) => this.placeOf(it)),
    }
  }
}
