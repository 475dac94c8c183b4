import type { PlainDate } from '../../kernel/dates.ts'
import {
  type KnownLicence,
  type KnownPremises,
  type LicenceData,
  type MergePlan,
  type MergeStep,
  type PlaceRef,
  type PremisesData,
} from './merge-plan.ts'
import { hintsAtMedicalWork, isBeautyOrMedical, placeKind } from './place-kind.ts'
import type { RegisterProfile } from './profiles.ts'
import { type RegisterEntry, type RegisterFault, type RegisterRow, readRegisterRow } from './register-row.ts'
import { townOf } from './town.ts'

export interface MergeContext {
  readonly file: string
  /** The day on which the file stands, from its title or as the sender says; null when nobody knows. */
  readonly asOf: PlainDate | null
  readonly today: PlainDate
  /** The town of an address, or of the sheet that is named after it; without it the name as the address has it. */
  readonly townOf?: (address: string, sheet: string | null) => string | null
}

/** What is known of the places and licences that a file may speak of. */
export interface Known {
  readonly premises: readonly KnownPremises[]
  readonly licences: readonly KnownLicence[]
}

/**
 * A register being imported: rows are given one by one and only those of beauty and medical trades are kept. Then
 * the caller looks up what is known by `codes` and `numbers`, and `plan` says what is to be done.
 */
export class RegisterIntake {
  private readonly entries = new Map<string, RegisterEntry>()
  /** Rows of other trades, which come in only if their code is that of a known place. */
  private readonly outside = new Map<string, RegisterEntry>()
  private readonly faults: RegisterFault[] = []
  private rows = 0
  private outOfScope = 0
  private refused = 0
  private repeated = 0

  constructor(
    readonly profile: RegisterProfile,
    private readonly context: MergeContext,
  ) {}

  take(row: RegisterRow): void {
    this.rows++
    const { entry, faults } = readRegisterRow(this.profile, this.context.file, row, this.context.today)
    const inside = !this.profile.everyTrade || isBeautyOrMedical(row.values.name ?? '', row.values.scope ?? '')
    if (!inside && (row.values.name ?? '').trim() !== '') {
      // A wrong code in a grocer's row is worth a note, but keeps no campaign's import back.
      this.faults.push(
        ...faults.filter((it) => it.level === 'refused').map((it) => ({ ...it, level: 'noted' as const })),
      )
      if (entry && entry.uscc !== null && !this.profile.makesPlaces) {
        if (this.outside.has(entry.number)) this.repeated++
        this.outside.set(entry.number, entry)
      } else this.outOfScope++
      return
    }
    this.faults.push(...faults)
    if (!entry) {
      this.refused++
      return
    }
    if (this.entries.has(entry.number)) this.repeated++
    this.entries.set(entry.number, entry)
  }

  /** Sound credit codes that the file names. */
  codes(): string[] {
    return [...new Set([...this.entries.values(), ...this.outside.values()].flatMap((entry) => entry.uscc ?? []))]
  }

  /** Numbers under which its licences may be known. */
  numbers(): string[] {
    return [...this.entries.keys(), ...this.outside.keys()]
  }

  /**
   * What is to be done. `known` holds the places by `codes`, the licences of this kind by `numbers`, the licences of
   * any kind by `codes`, and, if `gone` is to be counted, all licences of this source.
   */
  plan(known: Known): MergePlan {
    const places = new Map(
      known.premises.flatMap((place) => (place.uscc === null ? [] : [[place.uscc, place] as const])),
    )
    const entries = [...this.entries.values()]
    let { outOfScope, repeated } = this
    for (const entry of this.outside.values())
      if (this.entries.has(entry.number)) repeated++
      else if (entry.uscc !== null && places.has(entry.uscc)) entries.push(entry)
      else outOfScope++
    const merged = mergeEntries(this.profile, this.context, entries, places, known)
    const { rows, refused } = this
    return {
      source: this.profile.source,
      asOf: this.context.asOf,
      steps: merged.steps,
      counts: { rows, outOfScope, refused, repeated, ...merged.counts },
      faults: this.faults,
    }
  }
}

/** Merges a register into what is known, by exact credit code only. Deterministic; twice the same file changes nothing. */
export function mergeByCode(
  profile: RegisterProfile,
  context: MergeContext,
  known: Known,
  rows: Iterable<RegisterRow>,
): MergePlan {
  const intake = new RegisterIntake(profile, context)
  for (const row of rows) intake.take(row)
  return intake.plan(known)
}

function mergeEntries(
  profile: RegisterProfile,
  context: MergeContext,
  entries: readonly RegisterEntry[],
  places: Map<string, KnownPremises>,
  known: Known,
) {
  const steps: MergeStep[] = []
  const counts = {
    older: 0,
    premises: { created: 0, updated: 0, unchanged: 0 },
    licences: { created: 0, updated: 0, unchanged: 0 },
    matched: 0,
    unmatched: 0,
    gone: 0,
  }
  const licences = new Map(
    known.licences.flatMap((it) => (it.kind === profile.licenceKind ? [[it.licenceNo, it] as const] : [])),
  )
  const waiting = new Map<string, KnownLicence[]>()
  for (const it of new Map(known.licences.map((licence) => [licence.id, licence])).values())
    if (it.uscc !== null && it.premises === null) waiting.set(it.uscc, [...(waiting.get(it.uscc) ?? []), it])
  const touched = new Map<string, { place: KnownPremises; row: number; changes: Partial<PremisesData> }>()
  const named = new Set<string>()

  for (const entry of entries) {
    const had = licences.get(entry.number)
    if (had) named.add(had.id)
    if (had && isOlder(context.asOf, had.asOf)) {
      counts.older++
      continue
    }
    let ref: PlaceRef | null = null
    const place = entry.uscc === null ? undefined : places.get(entry.uscc)
    if (place) {
      ref = { id: place.id }
      const state = touched.get(place.id) ?? { place, row: entry.row, changes: {} }
      const now = { ...place, ...state.changes }
      const wanted = profile.makesPlaces ? registered(profile, context, entry, now) : joined(profile, entry, now)
      touched.set(place.id, { ...state, changes: { ...state.changes, ...differences(now, wanted) } })
    } else if (profile.makesPlaces && entry.uscc !== null) {
      ref = { uscc: entry.uscc }
      const data = registered(profile, context, entry, null)
      steps.push({
        does: 'create-premises',
        row: entry.row,
        data,
        hintsAtMedicalWork: hintsAtMedicalWork(entry.name, entry.scope),
      })
      counts.premises.created++
    }
    if (profile.makesPlaces && ref !== null && entry.uscc !== null)
      for (const other of waiting.get(entry.uscc) ?? [])
        if (other.id !== had?.id) {
          steps.push({ does: 'update-licence', row: entry.row, id: other.id, changes: { matched: true }, place: ref })
          counts.licences.updated++
        }
    const licence = licenceOf(profile, context, entry, {
      had,
      matched: ref !== null || (had?.premises ?? null) !== null,
    })
    if (licence.matched) counts.matched++
    else counts.unmatched++
    if (!had) {
      steps.push({ does: 'create-licence', row: entry.row, place: ref, data: licence })
      counts.licences.created++
      continue
    }
    const changes = differences<LicenceData>(had, licence)
    const moves = ref !== null && !('id' in ref && ref.id === had.premises)
    if (Object.keys(changes).length === 0 && !moves) counts.licences.unchanged++
    else {
      steps.push({
        does: 'update-licence',
        row: entry.row,
        id: had.id,
        changes,
        ...(moves && ref ? { place: ref } : {}),
      })
      counts.licences.updated++
    }
  }
  for (const { place, row, changes } of touched.values())
    if (Object.keys(changes).length === 0) counts.premises.unchanged++
    else {
      steps.push({ does: 'update-premises', row, id: place.id, changes })
      counts.premises.updated++
    }
  for (const it of licences.values()) if (it.source === profile.label && !named.has(it.id)) counts.gone++
  return { steps, counts }
}

const isOlder = (asOf: PlainDate | null, known: PlainDate | null): boolean =>
  asOf !== null && known !== null && asOf < known

/** A place as the market register has it. What the register leaves blank, and what people decided, stays. */
function registered(
  profile: RegisterProfile,
  context: MergeContext,
  entry: RegisterEntry,
  had: PremisesData | null,
): PremisesData {
  const find = context.townOf ?? ((address: string) => townOf(address))
  const kind = placeKind(entry.name, entry.scope)
  const chosenByHand = had !== null && had.kind !== placeKind(had.name, had.scope)
  return {
    name: entry.name,
    tradeName: had?.tradeName ?? null,
    uscc: entry.uscc,
    kind: chosenByHand ? had.kind : kind,
    town: find(entry.address ?? '', entry.sheet) ?? had?.town ?? null,
    address: entry.address ?? had?.address ?? null,
    principal: entry.principal ?? had?.principal ?? null,
    phone: entry.phone ?? had?.phone ?? null,
    scope: entry.scope ?? had?.scope ?? null,
    openingState: entry.openingState === 'unknown' ? (had?.openingState ?? 'unknown') : entry.openingState,
    registeredOn: entry.issuedOn ?? had?.registeredOn ?? null,
    sources: withSource(had?.sources ?? [], profile.label),
  }
}

/** A place with what another register adds: only what was blank. */
function joined(profile: RegisterProfile, entry: RegisterEntry, had: PremisesData): PremisesData {
  return {
    ...had,
    tradeName: had.tradeName ?? (profile.source === 'platform' && entry.name !== had.name ? entry.name : null),
    address: had.address ?? entry.address,
    principal: had.principal ?? entry.principal,
    phone: had.phone ?? entry.phone,
    sources: withSource(had.sources, profile.label),
  }
}

const withSource = (sources: readonly string[], source: string): readonly string[] =>
  sources.includes(source) ? sources : [...sources, source]

const licenceOf = (
  profile: RegisterProfile,
  context: MergeContext,
  entry: RegisterEntry,
  tie: { readonly had: KnownLicence | undefined; readonly matched: boolean },
): LicenceData => ({
  kind: profile.licenceKind,
  licenceNo: entry.number,
  holder: entry.name,
  uscc: entry.uscc,
  address: entry.address,
  scope: entry.scope,
  issuedOn: entry.issuedOn,
  expiresOn: entry.expiresOn,
  standing: entry.standing,
  issuer: entry.issuer,
  source: profile.label,
  asOf: context.asOf ?? tie.had?.asOf ?? null,
  matched: tie.matched,
})

function differences<T extends object>(had: T, wanted: T): Partial<T> {
  const keys = Object.keys(wanted) as (keyof T)[]
  const changed = keys.filter((key) => !sameValue(had[key], wanted[key]))
  return Object.fromEntries(changed.map((key) => [key, wanted[key]])) as Partial<T>
}

const sameValue = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((it, i) => it === b[i])
    : (a ?? null) === (b ?? null)
