/** Wall time of the county: `2026-08-31 10:00`. */
export function shownInstant(instant: unknown): string {
  if (typeof instant !== 'string') return ''
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? instant : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}

/** `08-31 10:00`, for places where the year is plain. */
export const shortInstant = (instant: string): string => shownInstant(instant).slice(5)

/** A due instant: the end of a day is that day's 24:00, not the next one's 00:00. */
export function shownDue(due: string): string {
  const short = shortInstant(due)
  return short.endsWith(' 00:00')
    ? `${shortInstant(new Date(Date.parse(due) - 1).toISOString()).slice(0, 5)} 24:00`
    : short
}

/** A local time as an input of type datetime-local gives it, as an instant. */
export const instantOfLocal = (local: string): string =>
  local === '' ? '' : `${local.length === 16 ? `${local}:00` : local}+08:00`

export type DueWords = { readonly key: string; readonly n: number; readonly tone: 'late' | 'soon' | 'plain' }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How a due instant is told: 逾期 3 小时, 剩 5 小时, 剩 4 天; amber within a day, red when late. */
export function dueWords(due: string, now: string): DueWords {
  const left = Date.parse(due) - Date.parse(now)
  if (left < 0) {
    const late = -left
    if (late >= DAY) return { key: 'due.overdueDays', n: Math.floor(late / DAY), tone: 'late' }
    if (late >= HOUR) return { key: 'due.overdueHours', n: Math.floor(late / HOUR), tone: 'late' }
    return { key: 'due.overdueMinutes', n: Math.max(1, Math.floor(late / MINUTE)), tone: 'late' }
  }
  if (left < HOUR) return { key: 'due.minutes', n: Math.floor(left / MINUTE), tone: 'soon' }
  if (left <= DAY) return { key: 'due.hours', n: Math.floor(left / HOUR), tone: 'soon' }
  if (left < 2 * DAY) return { key: 'due.hours', n: Math.floor(left / HOUR), tone: 'plain' }
  return { key: 'due.days', n: Math.floor(left / DAY), tone: 'plain' }
}

export function shownBytes(bytes: unknown): string {
  const n = Number(bytes)
  if (n < 1024) return `${n} B`
  if (n < 1024 * 1024) return `${Math.round(n / 1024)} KB`
  return `${(n / 1024 / 1024).toFixed(1)} MB`
}
