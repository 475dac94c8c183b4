import type { Explanation, FieldEvidence, RecordField } from '../comparison.ts'
import { NameParser } from '../normalise/name.ts'
import { cellsOf, FIELD } from '../table.ts'
import { foldText, LONGEST_CELL, textOf } from '../normalise/cells.ts'
import type { Regions } from '../normalise/regions.ts'
import { PERSON_UNITS } from '../normalise/identity.ts'
import { BYTES, CORE_UNITS, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { OVERRIDES, type RecordLinker } from '../run/link-record.ts'
import { makeLinker } from '../run/link-rows.ts'
import { withinLinker } from '../run/link-within.ts'
import { type Linked, nameOfRecord, sourcesOf, stageOf, textOfRecord } from '../run/state.ts'
import { FIELDS } from '../score/levels.ts'
import { bitsOf } from '../score/weights.ts'
import { saysValues } from './sentence.ts'
import { TABLES } from '../tables/versions.ts'

const CELLS: Readonly<Record<string, RecordField>> = {
  code: 'code',
  name: 'name',
  trade: 'name',
  region: 'address',
  address: 'address',
  principal: 'principal',
  phone: 'phone',
  dates: 'issuedOn',
}

/** Explains records one by one, from the same comparators and weights that linked them. */
export class Explainer {
  private readonly linkers: (RecordLinker | undefined)[] = []
  private readonly withins: (RecordLinker | null | undefined)[] = []
  private readonly names: NameParser
  private readonly cell = new Uint16Array(LONGEST_CELL)

  constructor(
    private readonly run: Linked,
    regions: Regions,
  ) {
    this.names = new NameParser(regions)
  }

  linkerOf(record: number): RecordLinker {
    const { at } = stageOf(this.run, record)
    const { pool } = this.run
    const partner = this.run.links.partner[record]! - 1
    // A partner in the same register was found by the register's own index.
    if (partner >= pool.starts[at]! && this.run.own[at]) {
      const within = (this.withins[at] ??= withinLinker(this.run, at))
      if (within !== null) return within
    }
    return (this.linkers[at] ??= makeLinker(
      pool,
      sourcesOf(this.run),
      this.run.targets[at] ?? [],
      this.run.models[at] ?? [],
    ))
  }

  explain(record: number, briefly = false): Explanation {
    const { run } = this
    const { pool, links } = run
    const name = nameOfRecord(run, record)
    const partner = links.partner[record]! - 1
    const repeats = pool.premises[record * WORDS] !== record && partner < 0
    const other = partner >= 0 ? partner : repeats ? pool.premises[record * WORDS]! : -1
    const alone = { record: name, tables: TABLES, runnerUp: null, marginBits: null, priorBits: 0 }
    if (repeats)
      return { ...alone, other: nameOfRecord(run, other), probability: 1, evidence: [], override: 'same-key' }
    if (stageOf(run, record).at === 0) return { ...alone, other: null, probability: 1, evidence: [], override: null }
    const linker = this.linkerOf(record)
    // A brief answer on a linked record needs no search, only the one pair.
    const isKnown = briefly && other >= 0
    if (!isKnown) linker.link(record, { scoreAll: true })
    const rival = isKnown ? null : this.rival(linker, record, other)
    const shown = other >= 0 ? other : linker.count > 0 ? linker.records[0]! : -1
    const evidence = shown < 0 ? [] : this.evidence(linker, [record, shown], briefly)
    const [first, second] = [isKnown ? null : bitsFor(linker, other), rival === null ? null : linker.bits[rival]!]
    return {
      ...alone,
      other: other < 0 ? null : nameOfRecord(run, other),
      probability: links.probability[record]!,
      priorBits: shown < 0 ? 0 : linker.priorBitsOf(shown),
      evidence,
      override: OVERRIDES[links.rule[record]!] ?? null,
      runnerUp: rival === null ? null : this.runnerUp(linker, rival),
      marginBits: first === null || second === null ? null : first - second,
    }
  }

  /** A pair by itself, chosen or not. */
  explainPair(record: number, candidate: number): Pick<Explanation, 'priorBits' | 'evidence'> {
    const linker = this.linkerOf(record)
    const { priorBits } = linker.evidence(record, candidate).weights
    return { priorBits, evidence: this.evidence(linker, [record, candidate], false) }
  }

  /** The best candidate of other premises. */
  private rival(linker: RecordLinker, record: number, other: number): number | null {
    const { pool } = this.run
    const own = other < 0 ? -1 : pool.premises[other * WORDS]!
    for (let c = 0; c < linker.count; c++)
      if (pool.premises[linker.records[c]! * WORDS] !== own && linker.records[c] !== record) return c
    return null
  }

  private runnerUp(linker: RecordLinker, c: number): Explanation['runnerUp'] {
    const at = linker.records[c]!
    return {
      record: nameOfRecord(this.run, at),
      name: textOfRecord(this.run, at, 'name'),
      probability: linker.shares[c]!,
    }
  }

  /** Briefly, only what the sentence says is put in words: fields that are missing are left out, raw values are not read. */
  private evidence(linker: RecordLinker, [a, b]: readonly [number, number], briefly: boolean): FieldEvidence[] {
    const { levels, crowds, weights } = linker.evidence(a, b)
    const found: FieldEvidence[] = []
    for (const [f, { field, levels: names, counted }] of FIELDS.entries()) {
      const level = names[levels[f]!] ?? 'missing'
      if (briefly && level === 'missing') continue
      const cell = CELLS[field] ?? 'name'
      const [rawA, rawB] = briefly ? ['', ''] : [textOfRecord(this.run, a, cell), textOfRecord(this.run, b, cell)]
      if (level === 'missing' && rawA === '' && rawB === '') continue
      const isSaid = !briefly || saysValues(field, level)
      const [normalA, normalB] = isSaid ? [this.normal(field, a), this.normal(field, b)] : ['', '']
      const crowd = counted.includes(level) ? crowds[f]! : null
      found.push({
        field,
        rawA,
        rawB,
        normalA,
        normalB,
        level,
        bits: bitsOf(weights, f, levels[f]!, crowds[f]!),
        crowd,
      })
    }
    return found
  }

  /** A value as it was compared. */
  normal(field: string, at: number): string {
    const { pool } = this.run
    switch (field) {
      case 'name':
        return textOf(pool.core, at * HALVES, at * HALVES + CORE_UNITS)
      case 'trade': {
        const { register, at: stage } = stageOf(this.run, at)
        const cells = cellsOf(register.table)
        cells.find(at - pool.starts[stage]!)
        this.names.parse(this.cell, cells.fold(FIELD.name, this.cell))
        return textOf(this.names.units, this.names.tradeStart, this.names.tradeEnd)
      }
      case 'address':
        return houseText(pool, at)
      case 'principal':
        return textOf(pool.person, at * HALVES, at * HALVES + PERSON_UNITS)
      case 'phone':
        return pool.phone[at * LONGS] === 0 ? '' : String(pool.phone[at * LONGS])
      default: {
        const cell = foldText(textOfRecord(this.run, at, CELLS[field] ?? 'name'))
        return textOf(cell)
      }
    }
  }
}

const bitsFor = (linker: RecordLinker, record: number): number | null => {
  for (let c = 0; c < linker.count; c++) if (linker.records[c] === record) return linker.bits[c]!
  return null
}

/** Road, house and room as they were compared. */
export function houseText(pool: Pool, at: number): string {
  const road = textOf(pool.road, at * HALVES, at * HALVES + pool.roadLength[at * BYTES]!)
  const sub = pool.sub[at * HALVES] === 0 ? '' : `-${pool.sub[at * HALVES]}`
  const house = pool.number[at * WORDS] === 0 ? '' : `${pool.number[at * WORDS]}${sub}号`
  const room = pool.room[at * WORDS]! >= 0x8000_0000 || pool.room[at * WORDS] === 0 ? '' : `${pool.room[at * WORDS]}室`
  const building = pool.building[at * HALVES] === 0 ? '' : `${pool.building[at * HALVES]}栋`
  return `${road}${house}${building}${room}`
}
