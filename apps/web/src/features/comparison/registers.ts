import { readinessOf } from '@qingmei/core/premises/comparison-readiness'
import { REGISTER_PROFILES } from '@qingmei/core/premises/registers/profiles'
import type { RegisterFile } from './run.ts'

/** What is in of one kind of register. */
export interface RegisterLine {
  readonly kind: string
  /** The comparison is provisional without it. */
  readonly needed: boolean
  /** Validated, being read, or not taken; the newest first. */
  readonly files: readonly RegisterFile[]
  readonly stale: ReadonlySet<string>
}

const SHOWN = new Set(['received', 'validated'])

/** The registers by kind: those that are needed in their order, then whatever else came in. */
export function registersOf(files: readonly RegisterFile[], today: string, staleDays?: number): RegisterLine[] {
  const needed = REGISTER_PROFILES.map((it) => it.source as string).toSorted((a, b) => order(a) - order(b))
  const others = [...new Set(files.map((it) => it.kind))].filter((kind) => !needed.includes(kind))
  const { stale } = readinessOf(
    files.filter((it) => it.status === 'validated'),
    today,
    staleDays,
  )
  return [...needed, ...others].map((kind) => {
    const own = files.filter((it) => it.kind === kind).toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
    // A file that was not taken is told as long as nothing came after it.
    const shown = own.filter((it, i) => SHOWN.has(it.status) || (it.status === 'rejected' && i === 0))
    return { kind, needed: needed.includes(kind), files: shown, stale }
  })
}

const ORDER = ['market', 'medical-licence', 'beauty-permit', 'tax', 'platform']
const order = (kind: string): number => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length)

/** Files by the order of their kinds, the newest of a kind first. */
export const inOrder = (files: readonly RegisterFile[]): RegisterFile[] =>
  files.toSorted((a, b) => order(a.kind) - order(b.kind) || b.asOf.localeCompare(a.asOf))

/** The files that a run is offered with: the newest validated one of each source. */
export function offeredFiles(files: readonly RegisterFile[]): RegisterFile[] {
  const valid = files
    .filter((it) => it.status === 'validated')
    .toSorted((a, b) => b.asOf.localeCompare(a.asOf) || b.receivedAt.localeCompare(a.receivedAt))
  return valid.filter((it, i) => valid.findIndex((other) => other.source === it.source) === i)
}
