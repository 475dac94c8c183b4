import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { parseUscc } from '@qingmei/core/kernel/identifiers'
import { townOf } from '@qingmei/core/premises/registers/town'
import {
  cellText,
  drawSample,
  type Comparison,
  type Explanation,
  type RecordField,
  type RegisterInput,
  type ReviewCandidate,
  type ReviewItem,
} from '@qingmei/linkage'
import type { ArtefactHead, ArtefactMember, ArtefactRow, Compared, Manifest } from './artefact.ts'
import type { CandidateRow, Explanation as Kept, ShownRecord } from '@qingmei/contract/comparison'

/** Six places are more than anybody reads, and the same on every machine. */
const rounded = (value: number): number => Math.round(value * 1_000_000) / 1_000_000

/** So many links are drawn from each band of probability: an afternoon's work. */
const A_BAND = 40

/** Below this a candidate stands in the list only because the list goes on. */
const WORTH = 0.0005

/** Writes what a comparison found, places of beauty and medical trades only; answers what it counts. */
export async function writeArtefact(
  path: string,
  it: {
    readonly manifest: Manifest
    readonly rules: string
    readonly registers: readonly RegisterInput[]
    readonly result: Comparison
  },
): Promise<Compared['counts']> {
  const { manifest, registers, result } = it
  const { links, premises } = result
  // Level and memory of the packer are said, so that another version of the runtime has no say in them.
  const gzip = createGzip({ level: 6, memLevel: 8 })
  const out = createWriteStream(path)
  gzip.pipe(out)
  const write = async (row: ArtefactRow) => {
    if (!gzip.write(`${JSON.stringify(row)}\n`)) await once(gzip, 'drain')
  }
  const shown = recordsOf(registers, result)
  const townAt = townFinder(manifest.towns)
  const head: ArtefactHead = {
    format: 1,
    region: manifest.region,
    today: manifest.today,
    seed: manifest.seed,
    rules: it.rules,
    tables: result.report.tables,
    inputs: manifest.inputs,
  }
  await write({ t: 'run', ...head })
  // Whoever shows another firm's code is not that firm.
  const borrowed = new Set(result.report.borrowedCodes.map((each) => each.link))
  const lineNo = new Uint32Array(premises.count)
  // Whoever stands first in its place was linked to nobody: it is no answer that could be right or wrong.
  const isFirst = new Uint8Array(links.count)
  const byClass = [0, 0, 0, 0]
  let [places, uncertain] = [0, 0]
  for (let i = 0; i < premises.count; i++) {
    if (premises.inTrade[i] !== 1) continue
    const line = premises.at(i)
    const no = ++places
    lineNo[i] = no
    byClass[premises.class[i] ?? 0] = (byClass[premises.class[i] ?? 0] ?? 0) + 1
    if (!line.certain) uncertain++
    isFirst[line.members[0] ?? 0] = 1
    const members = line.members.map((link): ArtefactMember => {
      const record = shown(link)
      return { probability: rounded(links.probability[link] ?? 0), record, why: told(links.explain(link)) }
    })
    const first = members.find(({ record }) => record.kind === 'market') ?? members[0]
    const address =
      first?.record.address ?? members.find(({ record }) => record.address !== null)?.record.address ?? null
    await write({
      t: 'line',
      no,
      id: line.id,
      class: line.class,
      certain: line.certain,
      doubt: line.doubt,
      medical: line.doesMedical,
      name: first?.record.name ?? '',
      address,
      uscc: codeOf(members.filter((_, i) => !borrowed.has(line.members[i] ?? -1))),
      town: members.map(({ record }) => townAt(record.address ?? '')).find((town) => town !== null) ?? null,
      sources: line.sources,
      members,
    })
  }
  const lineOf = (link: number): number => lineNo[links.premises[link] ?? 0] ?? 0
  /** Why a candidate that was not chosen might be it all the same; of those that nobody would take, nothing. */
  const asked = ({ link, record }: ReviewItem, { link: to, record: other, probability }: ReviewCandidate) =>
    probability < WORTH
      ? null
      : told({
          record,
          other,
          probability,
          ...links.explainPair(link, to),
          override: null,
          runnerUp: null,
          marginBits: null,
          tables: {},
        })
  let review = 0
  for (const item of result.review) {
    const own = lineOf(item.link)
    // A question between grocers is nobody's here.
    if (own === 0 && item.candidates.every((each) => lineOf(each.link) === 0)) continue
    await write({
      t: 'question',
      no: ++review,
      line: own === 0 ? null : own,
      reason: item.reason,
      priority: rounded(item.priority),
      group: item.group,
      none: rounded(item.none),
      chosen: item.chosen,
      record: shown(item.link),
      candidates: item.candidates.map(
        (each, i): CandidateRow => ({
          record: shown(each.link),
          probability: rounded(each.probability),
          bits: rounded(each.bits),
          why: i === item.chosen ? told(links.explain(item.link)) : asked(item, each),
        }),
      ),
      neighbours: item.neighbours.map(shown),
    })
  }
  const isLinked = (link: number) => lineOf(link) > 0 && isFirst[link] === 0
  let no = 0
  const sample = drawSample(links, isLinked, { perBand: A_BAND, seed: manifest.seed })
  for (const [band, { from, to, population, drawn }] of sample.bands.entries())
    for (const link of drawn) {
      const why = links.explain(link)
      await write({
        t: 'sample',
        no: ++no,
        band,
        from,
        to: Math.min(1, to),
        population,
        a: shown(link),
        b: why.other === null ? null : shown(linkNamed(result, link, why.other)),
        probability: rounded(links.probability[link] ?? 0),
        why: told(why),
      })
    }
  gzip.end()
  await finished(out)
  const [licensed = 0, unlicensed = 0, neither = 0, licenceOnly = 0] = byClass
  const outOfScope = premises.count - places
  return { records: links.count, places, licensed, unlicensed, neither, licenceOnly, uncertain, review, outOfScope }
}

/**
 * An explanation as it is kept: what says nothing is left out, and so are the versions of the tables, which the head of
 * the artefact has once for all.
 */
function told({ tables: _tables, evidence, ...it }: Explanation): Kept {
  return {
    ...it,
    probability: rounded(it.probability),
    priorBits: rounded(it.priorBits),
    marginBits: it.marginBits === null ? null : rounded(it.marginBits),
    evidence: evidence
      .filter((each) => each.level !== 'missing')
      .map((each) => ({ ...each, bits: rounded(each.bits) })),
  }
}

/** The link of a record named by an explanation, among those of the same premises. */
function linkNamed(result: Comparison, link: number, name: { readonly kind: string; readonly key: string }): number {
  const { members } = result.premises.at(result.links.premises[link] ?? 0)
  const found = members.find((each) => {
    const named = result.links.name(each)
    return each !== link && named.kind === name.kind && named.key === name.key
  })
  return found ?? link
}

/** Records as they stand in their files, by link. */
function recordsOf(registers: readonly RegisterInput[], { links }: Comparison): (link: number) => ShownRecord {
  return (link) => {
    const { file, kind, key } = links.name(link)
    const table = registers[links.register[link] ?? 0]?.table
    const row = links.row[link] ?? 0
    const cell = (field: RecordField): string | null => (table && cellText(table, field, row).trim()) || null
    return {
      kind,
      file,
      key,
      name: cell('name') ?? '',
      address: cell('address'),
      code: cell('code'),
      principal: cell('principal'),
      phone: cell('phone'),
      scope: cell('scope')?.slice(0, 300) ?? null,
      state: cell('state'),
      issuedOn: cell('issuedOn'),
      expiresOn: cell('expiresOn'),
    }
  }
}

/** The code of a place: that of its registration, else a sound one of any record. */
function codeOf(members: readonly ArtefactMember[]): string | null {
  const sound = (record: ShownRecord): string | null => {
    const parsed = parseUscc(record.code ?? '')
    return parsed.ok ? parsed.value : null
  }
  const market = members.find(({ record }) => record.kind === 'market')
  if (market) return sound(market.record)
  return members.map(({ record }) => sound(record)).find((code) => code !== null) ?? null
}

function townFinder(towns: Manifest['towns']): (address: string) => string | null {
  const names = towns.flatMap((town) => town.names)
  return (address) => {
    const found = names.length === 0 ? null : townOf(address, names)
    return found === null ? null : (towns.find((town) => town.names.includes(found))?.id ?? null)
  }
}
