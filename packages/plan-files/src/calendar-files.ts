import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Calendar,
  calendarFaults,
  calendarFrom,
  type CalendarYear,
  calendarYearSchema,
} from '@qingmei/core/calendar/calendar'
import { readYaml } from './yaml-file.ts'

/** The yearly files of a plans folder, in order. Throws with file and place when one is unsound: dates of law are not guessed. */
export function readCalendarYears(dir: string): CalendarYear[] {
  const folder = join(dir, '_calendar')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readYear(join(folder, name), name))
}

function readYear(file: string, name: string): CalendarYear {
  const yaml = readYaml(file, file)
  const [syntax] = yaml.syntax
  if (syntax) throw new Error(`${file}:${syntax.line}:${syntax.column}  ${syntax.message}`)
  const parsed = calendarYearSchema.safeParse(yaml.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)))
    const { place } = yaml.find(path, path, false)
    throw new Error(`${file}:${place.line}:${place.column}  ${issue?.message ?? 'not a calendar year'}`)
  }
  const faults = calendarFaults(parsed.data)
  if (`${parsed.data.year}.yaml` !== name) faults.push(`the year ${parsed.data.year} stands in a file of another name`)
  if (faults.length > 0) throw new Error(`${file}:1:1  ${faults.join('; ')}`)
  return parsed.data
}

/** The official calendar of a plans folder. */
export const loadCalendar = (dir: string): Calendar => calendarFrom(readCalendarYears(dir))
