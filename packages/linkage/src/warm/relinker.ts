import { RecordKeys } from '../block/keys.ts'
import { premisesBefore } from '../run/choices.ts'
import type { Decided } from '../run/decisions.ts'
import type { RecordLinker } from '../run/link-record.ts'
import { codeReader, makeLinker, write } from '../run/link-rows.ts'
import { choiceOf, mayChoose, withinLinker } from '../run/link-within.ts'
import { standsForItself, tellApart, tellSame } from '../run/stages.ts'
import { sourcesOf, stageOf } from '../run/state.ts'
import type { OwnRun } from './copy-run.ts'
import { Seekers } from './seekers.ts'
import type { Wave } from './wave.ts'

/** Links again what a change concerns, register after register as a full run does. */
export class Relinker {
  readonly seekers: Seekers
  private readonly keys: RecordKeys
  private readonly linkers: readonly RecordLinker[]
  private readonly within: readonly (RecordLinker | null)[]

  /** `left` has a 1 for each record that has other cells than its file; `alike` gives those with a record's key, in order. */
  constructor(
    private readonly run: OwnRun,
    left: Uint8Array,
    private readonly isThere: (record: number) => boolean,
    private readonly alike: (record: number) => readonly number[],
  ) {
    const { pool, stages, targets, models, curve } = run
    const sources = sourcesOf(run)
    this.keys = new RecordKeys(pool)
    this.seekers = new Seekers(run, codeReader(pool, sources), left)
    this.linkers = stages.map((_, k) => makeLinker(pool, sources, targets[k]!, models[k]!, curve))
    this.within = stages.map((_, k) => withinLinker(run, k))
  }

  /** Whether others may find the record in the index of its register. */
  isFound(record: number): boolean {
    const { run } = this
    const from = run.pool.starts[stageOf(run, record).at]!
    return this.isThere(record) && (run.links.partner[record]! > from || standsForItself(run, record))
  }

  /** Lets those who look at the record, as it is now, be linked or choose again. */
  disturb(wave: Wave, record: number): void {
    const { at } = stageOf(this.run, record)
    this.seekers.find(record, at, (seeker) => {
      const stage = stageOf(this.run, seeker).at
      ;(stage === at ? wave.toChoose : wave.toLink)[stage]!.add(seeker)
    })
  }

  /** Goes on from the register of the changed record. */
  settle(wave: Wave, decided: Decided, changed: number): void {
    for (let k = stageOf(this.run, changed).at; k < this.run.stages.length; k++) {
      this.linkAgain(wave, k, decided, changed)
      this.chooseAgain(wave, k)
      for (const [at, before] of wave.before)
        if (stageOf(this.run, at).at === k && this.run.pool.premises[at] !== before.premises)
          this.tellOthers(wave, k, at, decided)
    }
  }

  private linkAgain(wave: Wave, stage: number, decided: Decided, changed: number): void {
    const { run } = this
    const from = run.pool.starts[stage]!
    for (const at of wave.toLink[stage]!) {
      wave.keep(at)
      const [wasFound, wasAt, wasOpen] = [this.isFound(at), premisesBefore(run, at, from), mayChoose(run, at, from)]
      this.link(at, stage, decided)
      const isFound = this.isFound(at)
      if (at === changed || isFound !== wasFound) this.index(at, stage, isFound)
      const isOther = premisesBefore(run, at, from) !== wasAt || mayChoose(run, at, from) !== wasOpen
      if (isFound && (at === changed || isOther)) this.disturb(wave, at)
      else if (isFound !== wasFound && at !== changed) this.disturb(wave, at)
      if (at === changed || isOther) wave.toChoose[stage]!.add(at)
      // Who found the same line handed over again meant this one.
      if (isOther) for (const it of this.alike(at)) if (it !== at) this.disturb(wave, it)
    }
  }

  private index(at: number, stage: number, isFound: boolean): void {
    const late = this.run.late[stage]!
    if (!isFound) {
      late.drop(at)
      return
    }
    this.keys.fill(at)
    late.put(at, this.keys)
  }

  /** Links one record with the registers before its own, as `linkStages` does. */
  private link(at: number, stage: number, decided: Decided): void {
    const { run } = this
    const { pool, links } = run
    for (const column of ['partner', 'probability', 'none', 'rule', 'codeOwner', 'nearest'] as const)
      links[column][at] = 0
    pool.premises[at] = at
    if (!this.isThere(at)) return
    pool.premises[at] = this.alike(at)[0] ?? at
    if (stage === 0) return
    if (pool.premises[at] === at) {
      this.linkers[stage]!.link(at)
      write(links, at, this.linkers[stage]!)
      tellApart(run, decided, this.linkers[stage]!, at, pool.starts[stage]!)
    }
    tellSame(run, decided, at, pool.starts[stage]!)
    if (links.partner[at]! > 0) pool.premises[at] = pool.premises[links.partner[at]! - 1]!
  }

  /** Lets records of a register choose among themselves again, and joins what hangs together then. */
  private chooseAgain(wave: Wave, stage: number): void {
    const { run } = this
    const choices = run.choices[stage]
    const linker = this.within[stage]
    if (choices === undefined || !linker) return
    const concerned = new Set<number>()
    // Who was linked again may have left what it had joined.
    for (const at of wave.toLink[stage]!) for (const it of choices.around(at)) concerned.add(it)
    for (const at of wave.toChoose[stage]!) {
      for (const it of choices.around(at)) concerned.add(it)
      choices.reach.delete(at)
      choices.set(at, this.isThere(at) ? this.choose(linker, at, stage) : null)
      for (const it of choices.around(at)) concerned.add(it)
    }
    const done = new Set<number>()
    for (const at of concerned) {
      if (done.has(at)) continue
      const members = choices.around(at)
      for (const it of members) {
        done.add(it)
        wave.keep(it)
      }
      choices.join(members)
    }
  }

  private choose(linker: RecordLinker, at: number, stage: number) {
    const { run } = this
    const { pool, choices } = run
    const from = pool.starts[stage]!
    if (!mayChoose(run, at, from)) return null
    linker.link(at)
    // All choose before any join: who has joined somebody is seen as it was before.
    const joined = [...linker.records.subarray(0, linker.count)].filter(
      (it) => premisesBefore(run, it, from) !== pool.premises[it],
    )
    if (joined.length > 0) {
      const premises = joined.map((it) => pool.premises[it]!)
      for (const it of joined) pool.premises[it] = it
      linker.link(at)
      for (const [i, it] of joined.entries()) pool.premises[it] = premises[i]!
    }
    choices[stage]!.reach.set(at, linker.reach)
    return choiceOf(run, linker, at, from)
  }

  /** Records of later registers follow where a partner has gone, or keep away from where one has gone that it is not. */
  private tellOthers(wave: Wave, stage: number, record: number, decided: Decided): void {
    if (this.isFound(record))
      this.seekers.find(record, stage, (seeker) => {
        const later = stageOf(this.run, seeker).at
        if (later > stage) wave.toLink[later]!.add(seeker)
      })
    for (const { a, b } of decided.pairs)
      if (a === record && stageOf(this.run, b).at > stage) wave.toLink[stageOf(this.run, b).at]!.add(b)
  }
}
