import { REGISTER_PROFILES } from '@qingmei/core/premises/registers/profiles'
import { inEnglish } from './house.ts'
import { isEnglish } from './language.ts'

/** The indicators of the monthly sheet in English; their parts are called after their ids. */
export const INDICATORS: Readonly<Record<string, string>> = {
  M1: 'Subjects to be screened',
  M2: 'Screened',
  M3: 'Screening coverage',
  M4: 'Places with problems',
  M5: 'Leads found',
  M6: 'Leads transferred',
  M7: 'Transfers received',
  M8: 'Reports received',
  M9: 'Found to be true',
  M10: 'Cases',
  M11: 'Fines and confiscations',
  M12: 'Goods confiscated (by unit, never added up)',
  M13: 'Suspected crimes referred',
  M14: 'Joint enforcement and technical support',
  M15: 'Rewards for reports',
  M16: 'Training and publicity',
  M17: 'Second looks',
  M18: 'Problems and next steps',
}

/** Units of the sheet. What goods are counted by is written by hand and stays as it was written. */
export const UNITS: Readonly<Record<string, string>> = {
  '%': '%',
  万元: '10,000 yuan',
  人: 'people',
  人次: 'attendances',
  件: 'items',
  元: 'yuan',
  场: 'sessions',
  处: 'places',
  家: 'subjects',
  小时: 'hours',
  工作日: 'working days',
  户次: 'visits',
  按计量单位: 'by unit',
  文字: 'in words',
  条: 'items',
  次: 'times',
}

/** What a plan calls something, in the language of this device: its ids are the field's English terms. */
export const sayPlanned = (id: string, label: string): string => (isEnglish ? inEnglish(id) : label)

/** A line of the sheet, `M10.filed`: the indicator and its part. One that another plan added keeps its own label. */
export function sayIndicator(id: string, label: string): string {
  const [indicator = '', part] = id.split('.')
  const known = INDICATORS[indicator]
  if (!isEnglish || known === undefined) return label
  return part === undefined ? known : `${known} · ${inEnglish(part)}`
}

export const sayUnit = (unit: string): string => (isEnglish ? (UNITS[unit] ?? unit) : unit)

/** What a group of figures is called: a code by its English name, anything else as it was written. */
export const sayGroup = (group: string, name: string): string =>
  isEnglish && /^[a-z\d][a-z\d-]*$/.test(group) ? inEnglish(group) : name

/** What a department's register is called, by what its file was taken for. */
export function sayRegister(label: string): string {
  const known = REGISTER_PROFILES.find((it) => it.label === label)
  return isEnglish && known ? `${inEnglish(known.source)} register` : label
}
