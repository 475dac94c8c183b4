import { shareOf } from '@qingmei/core/kernel/share'
import type { RegisterReport } from '../comparison.ts'
import { KEYS, type KeyKind } from '../block/keys.ts'
import type { Regions } from '../normalise/regions.ts'
import { RULE } from '../run/link-record.ts'
import { cellsOf, OneRecord } from '../run/one-record.ts'
import type { Linked, Stage } from '../run/state.ts'
import { chance } from '../score/chance.ts'
import { spoilt } from './spoil.ts'
import { WORDS } from '../pool/pool.ts'

export type Measured = Pick<RegisterReport, 'hiddenKey' | 'planted' | 'blockingRecall'>

const MOST = 800
const MOST_PLANTED = 250
const FEWEST = 30
const SURE = 0.999

const bitsOf = (kinds: readonly KeyKind[]): number => kinds.reduce((bits, kind) => bits | (1 << KEYS.indexOf(kind)), 0)
const NAMES = bitsOf(['name', 'name-gram', 'name-road'])
const CODES = bitsOf(['code', 'organisation'])
const ALL = (1 << KEYS.length) - 1

export const NOT_MEASURED: Measured = { hiddenKey: null, planted: null, blockingRecall: null }

/** Measures registers one after the other; the first of all is compared with nothing. */
export function evaluate(run: Linked, stages: readonly Stage[], regions: Regions, seed: number): Measured[] {
  const one = new OneRecord(run, regions)
  return stages.map((stage) => (stage.at === 0 ? NOT_MEASURED : evaluateRegister(run, stage, one, seed)))
}

/** Without a label: codes hidden and found again, fields spoilt on purpose, two ways of blocking. */
function evaluateRegister(run: Linked, stage: Stage, one: OneRecord, seed: number): Measured {
  const { pool, links } = run
  const [from, to] = [pool.starts[stage.at]!, pool.starts[stage.at + 1]!]
  const known: number[] = []
  const sure: number[] = []
  for (let at = from; at < to; at++) {
    if (links.partner[at] === 0) continue
    if (links.rule[at] === RULE.sameCode) known.push(at)
    if (links.rule[at] === RULE.sameCode || links.probability[at]! >= SURE) sure.push(at)
  }
  return {
    hiddenKey: hiddenKey(run, one, spread(known, MOST)),
    planted: planted(run, one, spread(sure, MOST_PLANTED), seed),
    blockingRecall: twoWays(run, one, spread(sure, MOST)),
  }
}

/** So many of them, evenly. */
function spread(records: readonly number[], most: number): number[] {
  const step = Math.max(1, records.length / most)
  return Array.from({ length: Math.min(most, records.length) }, (_, i) => records[Math.floor(i * step)]!)
}

function hiddenKey(run: Linked, one: OneRecord, known: readonly number[]): Measured['hiddenKey'] {
  if (known.length < FEWEST) return null
  const { pool } = run
  let [found, right] = [0, 0]
  for (const at of known) {
    const linker = one.linkerOf(at)
    linker.link(at, { hideCodes: true })
    if (linker.partner < 0) continue
    found++
    if (pool.premises[linker.partner * WORDS] === pool.premises[at * WORDS]) right++
  }
  return { recall: shareOf(right, known.length), precision: shareOf(right, found) }
}

function planted(run: Linked, one: OneRecord, sure: readonly number[], seed: number): Measured['planted'] {
  if (sure.length < FEWEST) return null
  const next = chance(seed)
  let [found, right] = [0, 0]
  for (const at of sure) {
    const premises = run.pool.premises[at * WORDS]!
    const linker = one.linkerOf(at)
    linker.link(one.place(at, spoilt(cellsOf(run, at), next)), { hideCodes: true })
    if (linker.partner < 0) continue
    found++
    if (run.pool.premises[linker.partner * WORDS] === premises) right++
  }
  return { recall: shareOf(right, sure.length), precision: shareOf(right, found) }
}

/**
 * Capture and recapture: names and places propose candidates independently of one another, so what each finds of the
 * other's tells what both miss.
 */
function twoWays(run: Linked, one: OneRecord, sure: readonly number[]): Measured['blockingRecall'] {
  const { pool } = run
  let [byName, byPlace, byBoth] = [0, 0, 0]
  const finds = (at: number, skipped: number): boolean => {
    const linker = one.linkerOf(at)
    linker.link(at, { skipped: skipped | CODES, hideCodes: true })
    for (let c = 0; c < linker.count; c++)
      if (pool.premises[linker.records[c]! * WORDS] === pool.premises[at * WORDS]) return true
    return false
  }
  for (const at of sure) {
    const [name, place] = [finds(at, ALL & ~NAMES), finds(at, NAMES)]
    if (name) byName++
    if (place) byPlace++
    if (name && place) byBoth++
  }
  if (byBoth < FEWEST) return null
  const missed = (1 - byBoth / byPlace) * (1 - byBoth / byName)
  return shareOf(Math.round(sure.length * (1 - missed)), sure.length)
}
