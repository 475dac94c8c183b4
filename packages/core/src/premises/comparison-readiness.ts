import { addDays, type PlainDate } from '../kernel/dates.ts'
import { REGISTER_PROFILES } from './registers/profiles.ts'

/** A file older than this makes a result provisional, where the plan says nothing else. */
export const STALE_DAYS = 120

/** What readiness reads of a file. */
export interface DatedFile {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly asOf: string
}

/**
 * Whether these files carry a result that is more than provisional: each of the five registers is there and none is
 * stale. `asOf` is the oldest of them, which the result cannot be newer than.
 */
export function readinessOf(
  files: readonly DatedFile[],
  today: PlainDate,
  staleDays: number = STALE_DAYS,
): { readonly asOf: PlainDate; readonly stale: ReadonlySet<string>; readonly why: readonly string[] } {
  const limit = addDays(today, -staleDays)
  const old = files.filter((it) => it.asOf < limit)
  const missing = REGISTER_PROFILES.filter((profile) => files.every((it) => it.kind !== profile.source))
  return {
    asOf: files.map((it) => it.asOf).toSorted()[0] ?? today,
    stale: new Set(old.map((it) => it.id)),
    why: [
      ...missing.map((profile) => `没有${profile.label}`),
      ...old.map((it) => `${it.name}的数据日期是 ${it.asOf}，早于 ${staleDays} 天`),
    ],
  }
}
