import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './process.ts'

/** One size measured: seconds on two threads and on one, beside the reference limit. */
export interface Growth {
  readonly rows: number
  /** The limit L on the clock, and in seconds of computing. */
  readonly limit: number
  readonly limitCpu: number
  readonly two: number
  readonly one: number
  /** Seconds of computing on one thread. */
  readonly cpu: number
  readonly peakMb: number
  readonly f1: number
}

/** The last full measurement, committed: what a run without peers compares itself with. */
export interface Recorded {
  readonly date: string
  /** When the peers were last measured; ours may be newer. */
  readonly peersDate: string
  readonly machine: string
  readonly rows: number
  readonly limit: number
  readonly ours: {
    readonly two: number
    readonly one: number
    readonly cpu: number
    readonly peakMb: number
    readonly f1: number
  }
  readonly peers: Readonly<
    Record<
      string,
      {
        readonly seconds: number
        readonly cpu: number
        readonly peakMb: number
        readonly predict: number | null
        readonly f1: number
      }
    >
  >
  readonly fusePerQuery: number | null
  readonly growth: readonly Growth[]
}

const FILE = join(ROOT, 'bench/linkage/recorded.json')
export const readRecorded = (): Recorded | null =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Recorded) : null

export function record(found: Recorded): void {
  writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`)
  writeFileSync(join(ROOT, 'bench/linkage/growth.svg'), plot(found))
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 440, 64, 64, 24, 96]

/**
 * Seconds of computing over rows, both logarithmic: a straight line at 45° is growth in proportion. Readable in grey.
 * Not the clock: the machine is shared, and the clock would draw its neighbours.
 */
export function plot({ growth, date, machine, peers, rows }: Recorded): string {
  const decades = { rows: [4, 6], seconds: [-2, 3] } as const
  const across = (n: number) => LEFT + ((Math.log10(n) - decades.rows[0]) / 2) * (WIDTH - LEFT - RIGHT)
  const up = (s: number) =>
    HEIGHT - BOTTOM - ((Math.log10(Math.max(s, 0.01)) - decades.seconds[0]) / 5) * (HEIGHT - BOTTOM - TOP)
  const line = (pick: (it: Growth) => number, dash: string, label: string, drop: number) => {
    const points = growth.map((it) => `${across(it.rows).toFixed(1)},${up(pick(it)).toFixed(1)}`)
    const last = growth.at(-1)
    const end = last
      ? `<text x="${(across(last.rows) + 8).toFixed(1)}" y="${(up(pick(last)) + drop).toFixed(1)}">${label}</text>`
      : ''
    return `<polyline points="${points.join(' ')}" fill="none" stroke="#0f766e" stroke-width="2" stroke-dasharray="${dash}"/>${end}`
  }
  const grid = [10_000, 100_000, 1_000_000].map(
    (n) =>
      `<line x1="${across(n)}" y1="${TOP}" x2="${across(n)}" y2="${HEIGHT - BOTTOM}" stroke="#ddd"/><text x="${across(n)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${n.toLocaleString('en-US')}</text>`,
  )
  const levels = [0.01, 0.1, 1, 10, 100, 1000].map(
    (s) =>
      `<line x1="${LEFT}" y1="${up(s)}" x2="${WIDTH - RIGHT}" y2="${up(s)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${up(s) + 4}" text-anchor="end">${s} s</text>`,
  )
  const others = Object.entries(peers).map(
    ([name, { cpu }]) =>
      `<circle cx="${across(rows).toFixed(1)}" cy="${up(cpu).toFixed(1)}" r="4" fill="none" stroke="#333"/><text x="${(across(rows) - 8).toFixed(1)}" y="${(up(cpu) - 4).toFixed(1)}" text-anchor="end" stroke="#fff" stroke-width="4" paint-order="stroke">${name}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#222" role="img" aria-label="Seconds of computing to compare registers, by rows of the market register">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...levels].join('\n')}
${line((it) => it.limitCpu, '2 4', 'L', 4)}
${line((it) => it.cpu, '', 'qingmei', 4)}
${others.join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 26}" text-anchor="middle">seconds of computing, all threads together, by rows of the market register (others: 16 for each 100)</text>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle" fill="#666">${date}, ${machine.replace(/&/g, '&amp;')}</text>
</svg>
`
}
