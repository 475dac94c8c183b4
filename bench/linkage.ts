import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureAddresses } from './linkage/address.ts'
import { readAnswers, runOften } from './linkage/compare.ts'
import { measureFebrl } from './linkage/febrl.ts'
import { fusePerQuery } from './linkage/fuse.ts'
import { PEERS, type PeerName, type PeerResult, prepare, python, runPeer } from './linkage/peers.ts'
import { runOurs } from './linkage/process.ts'
import { type Growth, type Recorded, readRecorded, record } from './linkage/recorded.ts'
import { inWords, readTruth, type Scores, score, type TruthOf } from './linkage/score.ts'
import { type Bench, machine, median, type Verdict } from './place.ts'

const SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000]
const SMOKE = 2_000
/** Ours and the reading are taken as the median of so many. */
const TIMES = 3

/**
 * The comparison of registers from files to files, beside its peers on the same records: a prefecture's registers are
 * made with their truth, `qingmei compare` runs as clerks run it, then Splink, SQL and today's practice. With `--record`
 * the ratios become those that later runs without peers quote. QINGMEI_ADDRESSES and QINGMEI_FEBRL name folders with
 * data of others that is not in the repository.
 */
export async function run({ isSmoke, rows, data, say }: Bench): Promise<Verdict[]> {
  const most = isSmoke ? SMOKE : Math.min(rows, 1_000_000)
  const folder = data ?? mkdtempSync(join(tmpdir(), 'qingmei-linkage-'))
  mkdirSync(folder, { recursive: true })
  try {
    const verdicts = [
      ...measureAddresses(process.env['QINGMEI_ADDRESSES'], say),
      ...(await measureFebrl(process.env['QINGMEI_FEBRL'], say)),
    ]
    const growth: Growth[] = []
    for (const size of isSmoke ? [] : SIZES.filter((it) => it < most))
      growth.push((await measure(folder, size, say)).growth)
    const last = await measure(folder, most, say)
    growth.push(last.growth)
    tellScores(last.scores, say)
    const { f1 } = last.scores
    if (isSmoke) return [...verdicts, { aim: 'the made registers are compared: F1 ≥ 0.9', met: f1 >= 0.9 }]
    tellGrowth(growth, say)
    return [...verdicts, ...aims(last), ...(await beside(last, growth, say))]
  } finally {
    if (data === null) rmSync(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly folder: string
  readonly growth: Growth
  readonly scores: Scores
  readonly truth: TruthOf
}

/** One size: made, read bare for the limit L, compared on two threads and on one. */
async function measure(parent: string, rows: number, say: (line: string) => void): Promise<Measured> {
  const folder = join(parent, String(rows))
  await runOurs('make-county.ts', [folder, `--rows=${rows}`, '--seed=1'])
  const limits: Limit[] = []
  for (let i = 0; i < TIMES; i++) limits.push(JSON.parse((await runOurs('reference.ts', [folder])).output) as Limit)
  const limit = median(limits.map((it) => it.seconds))
  const limitCpu = median(limits.map((it) => it.cpu))
  const two = await runOften(folder, 2, TIMES)
  const one = await runOften(folder, 1, TIMES)
  const truth = await readTruth(folder)
  const scores = score(truth, await readAnswers(two.out))
  say(
    `${rows.toLocaleString('en-US')} market rows, ${scores.records.toLocaleString('en-US')} others: L ${limit.toFixed(2)} s;` +
      ` compared in ${two.seconds.toFixed(1)} s on two threads (${(two.seconds / limit).toFixed(1)} × L), ${one.seconds.toFixed(1)} s on one,` +
      ` computing ${one.cpu.toFixed(1)} s (${(one.cpu / limitCpu).toFixed(1)} × L);` +
      ` peak ${two.peakMb.toFixed(0)} MB, on one thread ${one.peakMb.toFixed(0)} MB; ${inWords(scores)}`,
  )
  const growth = {
    rows,
    limit,
    limitCpu,
    two: two.seconds,
    one: one.seconds,
    cpu: one.cpu,
    peakMb: two.peakMb,
    f1: scores.f1,
  }
  return { folder, scores, truth, growth }
}

interface Limit {
  readonly seconds: number
  readonly cpu: number
}

function tellScores({ byFile, autoPrecision, review, neither }: Scores, say: (line: string) => void): void {
  for (const [file, it] of Object.entries(byFile))
    say(`  ${file}: P ${it.precision.toFixed(4)} R ${it.recall.toFixed(4)}`)
  say(
    `  links nobody is asked about: P ${autoPrecision.toFixed(4)}; to review ${(review * 100).toFixed(1)} % of the records`,
  )
  say(
    `  called 无照无证: ${neither.called} records, right ${neither.precision.toFixed(4)};` +
      ` said as certain: ${neither.certain}, right ${neither.certainPrecision.toFixed(4)}`,
  )
}

function tellGrowth(growth: readonly Growth[], say: (line: string) => void): void {
  say('| market rows | L s | two threads s | × L | one thread s | computing s | × L | peak MB | F1 |')
  say('|---|---|---|---|---|---|---|---|---|')
  for (const it of growth)
    say(
      `| ${it.rows.toLocaleString('en-US')} | ${it.limit.toFixed(2)} | ${it.two.toFixed(1)} | ${(it.two / it.limit).toFixed(1)}` +
        ` | ${it.one.toFixed(1)} | ${it.cpu.toFixed(1)} | ${(it.cpu / it.limitCpu).toFixed(1)} | ${it.peakMb.toFixed(0)} | ${it.f1.toFixed(4)} |`,
    )
}

/** Aims that need no peer. */
const aims = ({ scores, growth }: Measured): Verdict[] => [
  { aim: 'links nobody is asked about: precision ≥ 0.998', met: scores.autoPrecision >= 0.998 },
  { aim: 'review ≤ 6 %', met: scores.review <= 0.06 },
  { aim: '无照无证 said as certain: precision ≥ 0.95', met: scores.neither.certainPrecision >= 0.95 },
  { aim: 'time ≤ 4 × L on two threads', met: growth.two <= 4 * growth.limit },
  { aim: 'computing ≤ 8 × L on one', met: growth.cpu <= 8 * growth.limitCpu },
  { aim: 'memory ≤ 0.6 KB a row', met: (growth.peakMb * 1024) / (growth.rows + scores.records) <= 0.6 },
]

/** The peers, or what they were when last recorded. */
async function beside(last: Measured, growth: readonly Growth[], say: (line: string) => void): Promise<Verdict[]> {
  const program = process.argv.includes('--no-peers') ? null : python(say)
  if (program === null) {
    const before = readRecorded()
    if (before && process.argv.includes('--record')) record({ ...before, ...ofOurs(last, growth) })
    return quote(readRecorded(), say)
  }
  const { folder, truth, scores } = last
  const ours = last.growth
  await prepare(folder)
  const peers: Partial<Record<PeerName, PeerResult>> = {}
  for (const name of Object.keys(PEERS) as PeerName[]) {
    const found = await runPeer(program, name, folder, truth)
    peers[name] = found
    say(
      `${PEERS[name].title}: ${found.seconds.toFixed(1)} s (${(found.seconds / ours.two).toFixed(1)} × ours` +
        `${found.predict === null ? '' : `; only predicting ${found.predict.toFixed(1)} s, ${(found.predict / ours.two).toFixed(1)} ×`}),` +
        ` computing ${found.cpu.toFixed(1)} s (${(found.cpu / ours.cpu).toFixed(1)} ×), ${found.peakMb.toFixed(0)} MB, ${inWords(found.scores)}` +
        `${found.proposed === null ? '' : `; its keys propose ${(found.proposed * 100).toFixed(1)} % of the true pairs`}`,
    )
  }
  const fuse = await fusePerQuery(folder)
  const perRecord = ours.two / scores.records
  say(
    fuse === null
      ? 'Fuse.js: not measured, npm did not have it'
      : `Fuse.js: ${(fuse * 1000).toFixed(0)} ms a query over the names, ${Math.round(fuse / perRecord)} × ours a record`,
  )
  if (process.argv.includes('--record')) keep(last, growth, peers, fuse)
  const { splink, wide } = peers
  if (!splink || !wide) return []
  return [
    { aim: '≥ 6 × faster than Splink from end to end', met: splink.seconds >= 6 * ours.two },
    { aim: '≥ 3 × faster than its prediction alone', met: (splink.predict ?? 0) >= 3 * ours.two },
    { aim: '≥ 8 × faster than DuckDB SQL with most grams', met: wide.seconds >= 8 * ours.two },
    { aim: 'F1 ≥ Splink + 0.03', met: scores.f1 >= splink.scores.f1 + 0.03 },
    ...(fuse === null ? [] : [{ aim: '≥ 1,000 × Fuse.js a query', met: fuse >= 1_000 * perRecord }]),
  ]
}

function keep(
  last: Measured,
  growth: readonly Growth[],
  peers: Partial<Record<PeerName, PeerResult>>,
  fuse: number | null,
): void {
  record({
    ...ofOurs(last, growth),
    peersDate: today(),
    peers: Object.fromEntries(
      Object.entries(peers).map(([name, it]) => [
        PEERS[name as PeerName].title,
        { seconds: it.seconds, cpu: it.cpu, peakMb: it.peakMb, predict: it.predict, f1: it.scores.f1 },
      ]),
    ),
    fusePerQuery: fuse,
  })
}

const today = (): string => new Date().toISOString().slice(0, 10)

function ofOurs({ growth: last }: Measured, growth: readonly Growth[]) {
  const { rows, limit, two, one, cpu, peakMb, f1 } = last
  return { date: today(), machine: machine(), rows, limit, ours: { two, one, cpu, peakMb, f1 }, growth }
}

function quote(found: Recorded | null, say: (line: string) => void): Verdict[] {
  if (found === null) return []
  say(
    `peers as recorded on ${found.peersDate} with ${found.rows.toLocaleString('en-US')} market rows (${found.machine}):`,
  )
  for (const [title, it] of Object.entries(found.peers))
    say(
      `  ${title}: ${(it.seconds / found.ours.two).toFixed(1)} × our time, F1 ${it.f1.toFixed(4)} beside ${found.ours.f1.toFixed(4)}`,
    )
  return []
}
