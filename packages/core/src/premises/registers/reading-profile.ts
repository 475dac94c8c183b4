import type { ColumnChoice } from './mapping.ts'
import { profileOfKind } from './mapping.ts'
import { profileOf, type RegisterProfile } from './profiles.ts'

/** How the rows of a kind of register are read by the columns that were confirmed: its profile, or a plain one. */
export function readingProfile(kind: string, columns: ColumnChoice): RegisterProfile {
  const known = profileOfKind(kind)
  // A register of its own kind: told row from row by whichever number it has.
  const profile = known ?? {
    ...profileOf('beauty-permit'),
    label: '其他登记',
    numberField: columns.number === undefined ? ('code' as const) : ('number' as const),
  }
  return {
    ...profile,
    // Only a place that is made needs a sound code; for comparing, a row with a wrong one still has name and address.
    makesPlaces: false,
    isCompared: true,
    columns: Object.entries(columns).map(([key, header]) => ({
      key: key as keyof ColumnChoice,
      labels: [header],
      required: key === profile.numberField || key === 'name',
    })),
  }
}
