import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { divisions } from '../../packages/linkage/src/address/divisions.ts'
import { townsOf } from '../../packages/linkage/src/address/towns.ts'
import { writeNormalised } from './normalised.ts'
import { runWatched } from './process.ts'
import { type Answer, csvRows, type Scores, score, type TruthOf } from './score.ts'

/** What peers are measured: their own packages, in a place of their own outside the repository. */
const PACKAGES = ['splink==5.0.0', 'duckdb==2.0.1']
const HOME = join(tmpdir(), 'qingmei-peers-splink-5.0.0')

export const PEERS = {
  exact: { title: 'exact code, else exact name', file: 'peer_duckdb.py', words: ['exact'], answer: 'exact' },
  sql: { title: 'DuckDB SQL, rare grams', file: 'peer_duckdb.py', words: ['sql', '400'], answer: 'sql' },
  // As far as its keys reach: the nearest to what our own blocking proposes.
  wide: { title: 'DuckDB SQL, most grams', file: 'peer_duckdb.py', words: ['sql', '3000'], answer: 'sql' },
  splink: { title: 'Splink 5 on DuckDB', file: 'peer_splink.py', words: [], answer: 'splink' },
} as const
export type PeerName = keyof typeof PEERS

export interface PeerResult {
  readonly seconds: number
  readonly cpu: number
  readonly peakMb: number
  /** Share of the true pairs that its keys propose; null where it does not tell. */
  readonly proposed: number | null
  /** Only comparing with a trained model, where the peer has one. */
  readonly predict: number | null
  readonly scores: Scores
}

/** A Python with the peers in it; null where there is none, or its packages cannot be had. */
export function python(say: (line: string) => void): string | null {
  const program = join(HOME, 'bin/python')
  const has = () => existsSync(program) && spawnSync(program, ['-c', 'import splink, duckdb']).status === 0
  if (has()) return program
  const made = spawnSync('python3', ['-m', 'venv', HOME], { encoding: 'utf8' })
  if (made.status === 0) spawnSync(program, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { timeout: 300_000 })
  if (has()) return program
  say('peers: not measured, Python or its packages (splink, duckdb) could not be had; the recorded ratios stand')
  return null
}

/** Cleans the columns for them; not in their time. */
export async function prepare(folder: string): Promise<void> {
  const own = [...divisions.values()].filter((it) => it.code === '410000' || it.code.startsWith('4105'))
  const towns = own.flatMap((it) => (it.level === 3 ? townsOf(it.code) : []))
  const bare = towns.map((it) => it.name.replace(/(?:街道|镇|乡)$/, '')).filter((it) => it.length > 1)
  await writeNormalised(folder, [...own.map((it) => it.name), ...bare])
}

export async function runPeer(program: string, name: PeerName, folder: string, truth: TruthOf): Promise<PeerResult> {
  const { file, words, answer } = PEERS[name]
  const { output, cpu } = await runWatched(program, [`bench/linkage/${file}`, folder, '2', ...words])
  const said = JSON.parse(output.slice(output.lastIndexOf('{"seconds"'))) as {
    seconds: number
    peakMb: number
    proposed?: number | null
    stages?: Record<string, number>
  }
  const answers = new Map<string, Answer>()
  for await (const [record = '', entity = '', probability] of csvRows(join(folder, `answer-${answer}.csv`), [
    'record',
    'entity',
    'probability',
  ]))
    answers.set(record, {
      entities: [entity],
      probability: Number(probability),
      class: '',
      asked: false,
      certain: true,
    })
  const predict = said.stages ? (said.stages['predict'] ?? 0) + (said.stages['best'] ?? 0) : null
  return {
    seconds: said.seconds,
    cpu,
    peakMb: said.peakMb,
    proposed: said.proposed ?? null,
    predict,
    scores: score(truth, answers),
  }
}
