import type { RecordName, ReviewCandidate, ReviewItem } from '../comparison.ts'
import { houseKey } from '../pool/read-records.ts'
import type { RecordLinker } from '../run/link-record.ts'
import { RULE } from '../run/link-record.ts'
import { nameOfRecord, type Run, textOfRecord } from '../run/state.ts'
import { entropyOf } from '../score/posterior.ts'
import type { Explainer } from './explain.ts'
import { houseText } from './explain.ts'
import { type Grouping, SURE_LINK } from './premises.ts'
import { BYTES, WORDS } from '../pool/pool.ts'

const MOST_SHOWN = 12
const MOST_NEIGHBOURS = 8

/**
 * What a person should look at, the most urgent first: priority is consequence (what does medical work, and what would
 * be called unregistered, comes first) times how open the question is.
 */
export function reviewItems(
  run: Run,
  grouping: Grouping,
  explainer: Explainer,
  linkOf: (record: number) => number,
): ReviewItem[] {
  const { pool, links } = run
  const items: ReviewItem[] = []
  const { sure } = grouping
  const open: [number, ReviewItem['reason']][] = []
  for (let at = pool.starts[1] ?? pool.size; at < pool.size; at++) {
    const reason = reasonOf(run, at, sure)
    if (reason !== null) open.push([at, reason])
  }
  const addresses = neighboursOf(run, new Set(open.map(([at]) => houseKey(pool, at))))
  for (const [at, reason] of open) {
    const linker = explainer.linkerOf(at)
    linker.link(at, { scoreAll: true })
    const candidates = candidatesOf(run, linker, linkOf)
    const partner = links.partner[at]! - 1
    const chosen = candidates.findIndex((it) => partner >= 0 && it.link === linkOf(partner))
    const openness = Math.max(0.05, entropyOf(linker.shares, linker.count, linker.none, linker.lost))
    const medical = grouping.table.doesMedical[grouping.of[at]!] === 1
    const consequence = (medical ? 3 : 1) * (partner < 0 ? 2 : 1) * (reason === 'borrowed-code' ? 2 : 1)
    const house = houseKey(pool, at)
    items.push({
      link: linkOf(at),
      record: nameOfRecord(run, at),
      name: textOfRecord(run, at, 'name'),
      address: textOfRecord(run, at, 'address'),
      candidates,
      chosen: chosen < 0 ? null : chosen,
      none: linker.none,
      priority: consequence * openness,
      group: house === 0 ? `record:${linkOf(at)}` : houseText(pool, at).replace(/[^号]*室$/u, ''),
      neighbours: (addresses.get(house) ?? [])
        .filter((it) => it !== at)
        .slice(0, MOST_NEIGHBOURS)
        .map(linkOf),
      reason,
    })
  }
  return items.toSorted((a, b) => b.priority - a.priority || a.link - b.link)
}

function reasonOf(run: Run, at: number, sure: number): ReviewItem['reason'] | null {
  const { links, pool } = run
  const rule = links.rule[at]!
  if (rule === RULE.decidedSame || rule === RULE.decidedDifferent) return null
  if (rule === RULE.sameCode || (pool.premises[at * WORDS] !== at && links.partner[at] === 0)) return null
  // A borrowed code is a lead whatever becomes of the link; it is asked about only where the link is open as well.
  const open = links.partner[at]! > 0 ? links.probability[at]! < SURE_LINK : links.none[at]! < sure
  if (!open) return null
  if (links.codeOwner[at]! > 0) return 'borrowed-code'
  return links.partner[at]! > 0 ? 'ambiguous' : 'weak-evidence'
}

function candidatesOf(run: Run, linker: RecordLinker, linkOf: (record: number) => number): ReviewCandidate[] {
  const found: ReviewCandidate[] = []
  for (let c = 0; c < Math.min(MOST_SHOWN, linker.count); c++) {
    const at = linker.records[c]!
    found.push(new CandidateOf(run, at, { link: linkOf(at), probability: linker.shares[c]!, bits: linker.bits[c]! }))
  }
  return found
}

/** Its texts are read when they are asked for: most look at the best candidates only. */
class CandidateOf implements ReviewCandidate {
  readonly link: number
  readonly probability: number
  readonly bits: number

  constructor(
    private readonly run: Run,
    private readonly at: number,
    { link, probability, bits }: Pick<ReviewCandidate, 'link' | 'probability' | 'bits'>,
  ) {
    this.link = link
    this.probability = probability
    this.bits = bits
  }

  get record(): RecordName {
    return nameOfRecord(this.run, this.at)
  }

  get name(): string {
    return textOfRecord(this.run, this.at, 'name')
  }

  get address(): string {
    return textOfRecord(this.run, this.at, 'address')
  }
}

/** Records of the trades under comparison in these houses, a few of each. */
function neighboursOf(run: Run, houses: ReadonlySet<number>): Map<number, number[]> {
  const { pool } = run
  const found = new Map<number, number[]>()
  for (let at = 0; at < pool.size; at++) {
    if (pool.inClass[at * BYTES] !== 1) continue
    const house = houseKey(pool, at)
    if (house === 0 || !houses.has(house)) continue
    const known = found.get(house)
    if (known === undefined) found.set(house, [at])
    else if (known.length <= MOST_NEIGHBOURS) known.push(at)
  }
  return found
}
