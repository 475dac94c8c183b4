import { FAR_AHEAD, MOST_CANDIDATES } from '../block/candidates.ts'
import { RecordKeys } from '../block/keys.ts'
import { type Choices, lineOf, premisesBefore } from '../run/choices.ts'
import type { Decided } from '../run/decisions.ts'
import { type RecordLinker, RULE } from '../run/link-record.ts'
import { codeReader, makeLinker, write } from '../run/link-rows.ts'
import { choiceOf, mayChoose, withinLinker } from '../run/link-within.ts'
import { forget, keep, LONGEST, recall, RESERVE, ROUNDING, type Shortlist, type Shortlists } from '../run/shortlist.ts'
import { standsForItself, tellApart, tellSame } from '../run/stages.ts'
import { sourcesOf, stageOf } from '../run/state.ts'
import type { OwnRun } from './copy-run.ts'
import { Scales } from './scales.ts'
import { Seekers } from './seekers.ts'
import { call, type Concern, type Event, type Wave } from './wave.ts'
import { WORDS } from '../pool/pool.ts'

/** Links again what a change concerns, register after register as a full run does. */
export class Relinker {
  readonly seekers: Seekers
  private readonly scales: Scales
  /** The record that the scales have. */
  private weighed = -1
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
    this.scales = new Scales(run)
    const linking = { curve, reserve: RESERVE }
    this.linkers = stages.map((_, k) => makeLinker(pool, sources, targets[k]!, models[k]!, linking))
    this.within = stages.map((_, k) => withinLinker(run, k))
  }

  /** Whether others may find the record in the index of its register. */
  isFound(record: number): boolean {
    const { run } = this
    const from = run.pool.starts[stageOf(run, record).at]!
    return this.isThere(record) && (run.links.partner[record]! > from || standsForItself(run, record))
  }

  /** Takes a record out of the index, before its cells change; those who look at it are told. */
  takeOut(wave: Wave, record: number): void {
    this.weighed = -1
    this.scales.keep(record)
    if (!this.isFound(record)) return
    this.disturb(wave, { record, was: true, is: false, isNew: true })
    this.keys.fill(record)
    this.run.late[stageOf(this.run, record).at]!.drop(record, this.keys)
  }

  /** Goes on from the register of the changed record. */
  settle(wave: Wave, decided: Decided, changed: number): void {
    for (let k = stageOf(this.run, changed).at; k < this.run.stages.length; k++) {
      this.linkAgain(wave, k, decided, changed)
      this.chooseAgain(wave, k)
      for (const [at, before] of wave.before)
        if (stageOf(this.run, at).at === k && this.run.pool.premises[at * WORDS] !== before.premises)
          this.tellLater(wave, k, at, decided)
    }
  }

  /** Lets those who look at the record be linked or choose again. */
  private disturb(wave: Wave, event: Event): void {
    const { at } = stageOf(this.run, event.record)
    this.seekers.find(event.record, at, (seeker, shared) => {
      const stage = stageOf(this.run, seeker).at
      call((stage === at ? wave.toChoose : wave.toLink)[stage]!, seeker, { ...event, ...shared })
    })
  }

  private linkAgain(wave: Wave, stage: number, decided: Decided, changed: number): void {
    const { run } = this
    const from = run.pool.starts[stage]!
    for (const [at, why] of wave.toLink[stage]!) {
      wave.keep(at)
      const [was, wasAt, wasOpen] = [
        at !== changed && this.isFound(at),
        premisesBefore(run, at, from),
        mayChoose(run, at, from),
      ]
      this.link(at, stage, decided, why)
      const is = this.isFound(at)
      if (was !== is) this.index(at, stage, is)
      const isOther = premisesBefore(run, at, from) !== wasAt || mayChoose(run, at, from) !== wasOpen
      if (at === changed ? is : was !== is || (is && isOther))
        this.disturb(wave, { record: at, was, is, isNew: at === changed })
      if (at !== changed && !isOther) continue
      wave.toChoose[stage]!.set(at, 'everything')
      // Who found the same line handed over again meant this one.
      for (const it of this.alike(at))
        if (it !== at) this.disturb(wave, { record: it, was: true, is: true, isNew: false })
    }
  }

  private index(at: number, stage: number, is: boolean): void {
    this.keys.fill(at)
    if (is) this.run.late[stage]!.put(at, this.keys)
    else this.run.late[stage]!.drop(at, this.keys)
  }

  /** Links one record with the registers before its own, as `linkStages` does. */
  private link(at: number, stage: number, decided: Decided, why: readonly Concern[] | 'everything'): void {
    const { run } = this
    const { pool, links } = run
    const from = pool.starts[stage]!
    const linker = this.linkers[stage]!
    const isLine = why !== 'everything' && links.rule[at] !== RULE.decidedSame
    const line = isLine ? lineOf(run, at, from) : this.isThere(at) ? (this.alike(at)[0] ?? at) : at
    const isLinked = line === at && this.isThere(at) && stage > 0
    const how = isLinked ? this.lookAgain(linker, links.found!, at, why) : 'search'
    if (how === 'same') return
    for (const column of ['partner', 'probability', 'none', 'rule', 'codeOwner', 'nearest'] as const)
      links[column][at] = 0
    pool.premises[at * WORDS] = line
    if (!this.isThere(at) || stage === 0) return
    if (isLinked) {
      if (how === 'search') linker.link(at)
      else linker.again(at)
      write(links, at, linker)
      tellApart(run, decided, linker, at, from)
    }
    tellSame(run, decided, at, from)
    if (links.partner[at]! > 0) pool.premises[at * WORDS] = pool.premises[(links.partner[at]! - 1) * WORDS]!
  }

  /**
   * What was found for a record, as it would be found now: `same` where that changes nothing, `again` where another
   * answer comes of it, `search` where it cannot be told without.
   */
  private lookAgain(
    { found }: RecordLinker,
    lists: Shortlists,
    seeker: number,
    why: readonly Concern[] | 'everything',
  ): 'same' | 'again' | 'search' {
    const at = seeker - this.run.links.first
    if (why === 'everything' || !recall(lists, at, found)) return 'search'
    let touched = LONGEST
    for (const it of why) {
      const place = this.happens(found, seeker, it)
      if (place === null) return 'search'
      touched = Math.min(touched, place)
    }
    if (!found.isEnough) return 'search'
    if (touched < MOST_CANDIDATES) return 'again'
    if (touched < LONGEST) {
      found.measure()
      keep(lists, at, found)
    }
    return 'same'
  }

  /** The first place of the list that an event touches, {@link LONGEST} for none; null where only a search can tell. */
  private happens(found: Shortlist, seeker: number, it: Concern): number | null {
    const place = found.indexOf(it.record)
    if (it.was && it.is && !it.isNew) return place
    if (it.isByCode) return null
    const register = stageOf(this.run, it.record).at
    if (this.weighed !== it.record && it.is) this.scales.take((this.weighed = it.record))
    if (it.was && it.is && this.scales.isAsBefore(seeker, it.record, register)) {
      if (place < LONGEST) found.bits[place] = Number.NaN
      return place
    }
    if (it.weight > FAR_AHEAD - ROUNDING || (it.isLong && found.most > FAR_AHEAD - ROUNDING)) return null
    if (place < LONGEST) {
      // What the others are measured by must not leave, unless nobody is too far behind.
      if (found.weights[place]! > found.most - ROUNDING && found.isCut) return null
      found.remove(place)
    }
    if (!it.is) return place
    const weight = this.scales.weigh(seeker, register)
    if (weight < 0) return place
    if (weight > found.most - ROUNDING ? found.wouldCut(weight) : Math.abs(weight - found.least) < ROUNDING) return null
    return weight < found.least ? place : Math.min(place, found.insert(it.record, weight))
  }

  /** Lets records of a register choose among themselves again, and joins what hangs together then. */
  private chooseAgain(wave: Wave, stage: number): void {
    const { run } = this
    const choices = run.choices[stage]
    const linker = this.within[stage]
    if (choices === undefined || !linker) return
    if (wave.toLink[stage]!.size === 0 && wave.toChoose[stage]!.size === 0) return
    const concerned = new Set<number>()
    // Who was linked again may have left what it had joined.
    for (const at of wave.toLink[stage]!.keys()) for (const it of choices.around(at)) concerned.add(it)
    for (const [at, why] of wave.toChoose[stage]!) {
      for (const it of choices.around(at)) concerned.add(it)
      this.choose(choices, linker, at, why)
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

  private choose(choices: Choices, linker: RecordLinker, at: number, why: readonly Concern[] | 'everything'): void {
    const { run } = this
    const { pool, links } = run
    const from = pool.starts[stageOf(run, at).at]!
    if (!this.isThere(at) || !mayChoose(run, at, from)) {
      forget(links.foundWithin!, at - links.first)
      choices.set(at, null)
      return
    }
    const how = this.lookAgain(linker, links.foundWithin!, at, why)
    if (how === 'same') return
    if (how === 'search') linker.link(at)
    // All choose before any join: who has joined somebody is seen as it was before.
    const { found } = linker
    const joined: number[] = []
    for (let c = 0; c < found.count; c++) {
      const it = found.records[c]!
      if (premisesBefore(run, it, from) !== pool.premises[it * WORDS]) joined.push(it)
    }
    if (how === 'again' || (linker.rule === RULE.score && joined.length > 0)) {
      const premises = joined.map((it) => pool.premises[it * WORDS]!)
      for (const it of joined) pool.premises[it * WORDS] = it
      linker.again(at)
      for (const [i, it] of joined.entries()) pool.premises[it * WORDS] = premises[i]!
    }
    keep(links.foundWithin!, at - links.first, found)
    choices.set(at, choiceOf(run, linker, at, from))
  }

  /** Records of later registers follow where a partner has gone, or keep away from where one has gone that it is not. */
  private tellLater(wave: Wave, stage: number, record: number, decided: Decided): void {
    if (this.isFound(record))
      this.seekers.find(record, stage, (seeker, shared) => {
        const later = stageOf(this.run, seeker).at
        if (later > stage) call(wave.toLink[later]!, seeker, { record, was: true, is: true, isNew: false, ...shared })
      })
    for (const { a, b } of decided.pairs)
      if (a === record && stageOf(this.run, b).at > stage) wave.toLink[stageOf(this.run, b).at]!.set(b, 'everything')
  }
}
