const DAY_MS = 86_400_000
/** 9999-12-31 in the 1900 count. */
const LAST_SERIAL = 2_958_465

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

/**
 * A day count as text: `2021-12-10`, with a time `2021-12-10 08:30:00`, a time alone `08:30:00`; null when it is no
 * day. The 1900 count knows a 29 February 1900 that never was; days before it shift by one.
 */
export function serialText(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0) || serial > LAST_SERIAL) return null
  const seconds = Math.round((serial % 1) * 86_400)
  const days = Math.floor(serial) + (seconds === 86_400 ? 1 : 0)
  const rest = seconds === 86_400 ? 0 : seconds
  const time = `${pad(Math.floor(rest / 3_600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`
  if (days === 0 && !from1904) return time
  if (days === 60 && !from1904) return null
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const date = new Date(start + days * DAY_MS)
  const text = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`
  return rest === 0 ? text : `${text} ${time}`
}
