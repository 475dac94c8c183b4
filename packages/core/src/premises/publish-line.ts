import type { PlainDate } from '../kernel/dates.ts'
import { endedRegistrations, type Ending } from './ended-registration.ts'
import { cleanOptional, cleanPhone, parseLooseDate } from './registers/clean.ts'
import { placeKind } from './registers/place-kind.ts'
import { licenceStanding, openingState } from './registers/standing.ts'

/** A record of a register as a run shows it. */
export interface PublishedRecord {
  readonly kind: string
  readonly key: string
  readonly name: string
  readonly address: string | null
  readonly code: string | null
  readonly principal: string | null
  readonly phone: string | null
  readonly scope: string | null
  readonly state: string | null
  readonly issuedOn: string | null
  readonly expiresOn: string | null
}

/** A licence that the ledger has of a record. */
export interface HeldLicence {
  readonly id: string
  readonly premises: string | null
  /** The place on which an earlier comparison hung it; null when a person did, or nobody. */
  readonly tiedTo: string | null
  /** Cancelled by a notice or by hand: an older file does not bring it back. */
  readonly hasEnded: boolean
}

export interface HeldEntry {
  readonly id: string
  readonly status: string
  readonly class: string
  readonly doesMedical: boolean | null
  readonly provisional: boolean
  readonly leftReason: string | null
}

/** A line that is to be published, with what the ledgers have of it. */
export interface LineToPublish {
  readonly class: string
  readonly certain: boolean
  readonly medical: boolean
  readonly name: string
  readonly address: string | null
  readonly uscc: string | null
  readonly town: string | null
  readonly members: readonly { readonly record: PublishedRecord; readonly licence: HeldLicence | null }[]
  readonly premises: string | null
  readonly entry: HeldEntry | null
}

export interface Publication {
  /** The number of the run, as entries name it. */
  readonly run: string
  readonly provisional: boolean
  readonly today: PlainDate
  /** Words of `register-kind`, `premises-class`. */
  label(dictionary: string, code: string): string
  /** The name of the register's file, by kind: where a licence was taken from. */
  asOf(kind: string): PlainDate | null
}

/** One action of a publication. `made` stands for the place that the same line makes. */
export interface PublishStep {
  readonly ledger: 'premises' | 'licence' | 'list-entry'
  readonly action: string
  readonly id?: string
  readonly input: Readonly<Record<string, unknown>>
  /** Set on a step whose input needs the place of the line. */
  readonly hangsOnPlace?: true
  /** The record whose licence is hung: so that a later run knows that a comparison did it, and may move it. */
  readonly ties?: { readonly kind: string; readonly key: string }
}

/** Which licence a record of a register is. */
export const LICENCE_OF: Readonly<Record<string, string>> = {
  market: 'business',
  'medical-licence': 'practice',
  'beauty-permit': 'hygiene',
  'clinic-filing': 'clinic-filing',
  'beauty-filing': 'beauty-filing',
  tax: 'tax',
  platform: 'merchant',
}

/** By this word publishing knows an entry that an earlier publication took off the lists, and may bring back. */
export const LEFT_BY_RUN = '比对'

/**
 * What publishing does with one line: makes the place where none is known, hangs its licences on it, lists it or moves
 * it. What is not certain is neither listed nor moved: it stays with the questions. What people did is left alone: a
 * licence hung by hand stays where it is, an entry taken off by hand stays off.
 */
export function stepsOfLine(line: LineToPublish, by: Publication): readonly PublishStep[] {
  if (!line.certain) return []
  const steps: PublishStep[] = []
  if (line.premises === null) steps.push(placeOf(line, by))
  for (const { record, licence } of line.members) {
    const ties = { kind: record.kind, key: record.key }
    const kind = LICENCE_OF[record.kind]
    if (kind === undefined) continue
    if (!licence) {
      const input = licenceOf(record, kind, by)
      if (input) steps.push({ ledger: 'licence', action: 'register', input, hangsOnPlace: true, ties })
    } else if (licence.hasEnded) continue
    else if (licence.premises === null || (licence.premises === licence.tiedTo && licence.premises !== line.premises))
      steps.push({
        ledger: 'licence',
        action: 'amend',
        id: licence.id,
        input: { matched: true },
        hangsOnPlace: true,
        ties,
      })
  }
  const entry = entryStep(line, by)
  return entry ? [...steps, entry] : steps
}

function entryStep(line: LineToPublish, by: Publication): PublishStep | null {
  const { entry } = line
  const said = {
    class: line.class,
    doesMedical: line.medical,
    provisional: by.provisional,
    basis: basisOf(line, by),
    run: by.run,
  }
  if (!entry)
    return {
      ledger: 'list-entry',
      action: 'enter',
      input: {
        subject: line.name.slice(0, 200),
        address: line.address?.slice(0, 300) ?? null,
        uscc: line.uscc,
        town: line.town,
        ...said,
      },
      hangsOnPlace: true,
    }
  if (entry.status === 'left')
    return entry.leftReason?.startsWith(LEFT_BY_RUN)
      ? { ledger: 'list-entry', action: 'relist', id: entry.id, input: said }
      : null
  const isSame =
    entry.class === line.class && entry.doesMedical === line.medical && entry.provisional === by.provisional
  return isSame ? null : { ledger: 'list-entry', action: 'changeClass', id: entry.id, input: said }
}

/** On what the entry rests, in words; where a paper is missing, that it is a lead to be looked at and no finding. */
export function basisOf(
  line: Pick<LineToPublish, 'class' | 'members'>,
  by: Pick<Publication, 'run' | 'label'>,
): string {
  const kinds = [...new Set(line.members.map(({ record }) => record.kind))]
  const seen = kinds.map((kind) => by.label('register-kind', kind)).join('、')
  const words = `${LEFT_BY_RUN} ${by.run}：见于${seen}；归入${by.label('premises-class', line.class)}`
  const [ended] = endedRegistrations(
    line.class,
    line.members.map(({ record }) => record),
  )
  if (ended) return `${words}。对上的登记“${ended.record.name}”（${ended.record.key}）${ENDED[ended.how]}，待现场核实`
  return line.class === 'licensed-registered' ? words : `${words}。登记中未见不等于没有，待现场核实`
}

const ENDED: Readonly<Record<Ending, string>> = { revoked: '已吊销', cancelled: '已注销', ended: '已失效' }

function placeOf(line: LineToPublish, by: Publication): PublishStep {
  const records = line.members.map(({ record }) => record)
  const first = <T>(of: (record: PublishedRecord) => T | null): T | null =>
    records.map(of).find((value) => value !== null) ?? null
  const trade = records.find((it) => it.kind === 'platform' && it.name !== line.name)
  const scope = first((it) => cleanOptional(it.scope ?? '', 4000))
  const market = records.find((it) => it.kind === 'market')
  return {
    ledger: 'premises',
    action: 'register',
    input: {
      name: line.name.slice(0, 200) || '名称不明',
      tradeName: trade?.name.slice(0, 200) ?? null,
      uscc: line.uscc,
      kind: placeKind(line.name, scope),
      town: line.town,
      address: line.address?.slice(0, 300) ?? null,
      principal: first((it) => cleanOptional(it.principal ?? '', 60)),
      phone: first((it) => cleanPhone(it.phone ?? '')),
      scope,
      openingState: market ? openingState(market.state) : 'unknown',
      registeredOn: dateOf(market?.issuedOn ?? null),
      sources: [...new Set(records.map((it) => by.label('register-kind', it.kind)))],
    },
  }
}

/** A licence as the run read it; null where the register has no number for it. */
function licenceOf(record: PublishedRecord, kind: string, by: Publication): Record<string, unknown> | null {
  const number = record.key.trim().slice(0, 60)
  const holder = record.name.trim().slice(0, 200)
  if (number === '' || holder === '') return null
  const expiresOn = dateOf(record.expiresOn)
  return {
    kind,
    licenceNo: number,
    holder,
    uscc: null,
    address: record.address?.slice(0, 300) ?? null,
    scope: record.scope,
    issuedOn: dateOf(record.issuedOn),
    expiresOn,
    standing: licenceStanding(record.state, expiresOn, by.today) ?? 'unknown',
    issuer: null,
    source: by.label('register-kind', record.kind),
    asOf: by.asOf(record.kind),
    matched: true,
  }
}

const dateOf = (text: string | null): PlainDate | null => {
  const read = parseLooseDate(text ?? '')
  return read.ok ? read.value : null
}
