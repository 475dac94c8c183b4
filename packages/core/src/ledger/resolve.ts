import type { Region, Uuid } from '../kernel/ids.ts'
import { type Result, err, ok, refusal } from '../kernel/result.ts'
import type { Action, Surroundings } from './action.ts'
import type { Change, Notice } from './change.ts'
import { type OwedState, owedOf } from './deadline.ts'
import { fieldsOf } from './field.ts'
import type { House } from './house.ts'
import { applyTo, type Draft, Refused } from './draft.ts'
import type { AnyLedger, AnyRecord } from './ledger.ts'

/** A record that an outcome writes: as it was (null when new), as it is, and by which actions. */
export interface RecordWrite {
  readonly ledger: AnyLedger
  readonly before: AnyRecord | null
  readonly after: AnyRecord
  readonly actions: readonly { readonly action: Action; readonly input: unknown }[]
  readonly owed: readonly OwedState[]
}

/** Everything one action writes, in one transaction. */
export interface Outcome {
  readonly records: readonly RecordWrite[]
  readonly notices: readonly Notice[]
}

/** The records an action locked, by id. */
export type LockedRecords = ReadonlyMap<Uuid, { readonly ledger: AnyLedger; readonly record: AnyRecord }>

export interface Request {
  readonly action: Action
  /** The record it is done to; null when it makes one. */
  readonly self: Uuid | null
  readonly input: unknown
  readonly locked: LockedRecords
  /** Where a new record that nothing governs belongs. */
  readonly region: Region
  readonly campaign: Uuid | null
}

/** At most this many performs in one action: a cycle of actions is a bug, not a campaign. */
const DEEPEST = 6

/**
 * Decides an action with everything it performs, and returns what is to be written. Pure: the same request
 * in the same surroundings gives the same outcome.
 */
export function resolve(house: House, request: Request, around: Surroundings): Result<Outcome> {
  const run = new Run(house, request, around)
  try {
    run.perform(request.action, request.self, request.input, 0)
    const reactions = run.reactions()
    return ok({ records: run.writes(), notices: [...run.notices, ...reactions] })
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal)
    throw error
  }
}

class Run {
  readonly #house: House
  readonly #request: Request
  readonly #around: Surroundings
  readonly #drafts = new Map<Uuid, Draft>()
  readonly notices: Notice[] = []

  constructor(house: House, request: Request, around: Surroundings) {
    this.#house = house
    this.#request = request
    this.#around = around
  }

  perform(action: Action, id: Uuid | null, given: unknown, depth: number): Uuid {
    if (depth > DEEPEST) throw new Error(`${action.ledger.name}.${action.name} performs without end`)
    const parsed = action.input.safeParse(given)
    if (!parsed.success) {
      const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
      throw new Refused(refusal('action.input.invalid', null, { fields }))
    }
    this.#checkPeople(action, parsed.data)
    return action.creates ? this.#make(action, parsed.data, depth) : this.#change(action, id, parsed.data, depth)
  }

  #draft(id: Uuid): Draft {
    const open = this.#drafts.get(id)
    if (open) return open
    const locked = this.#request.locked.get(id)
    if (!locked) throw new Error(`record ${id} is changed but was not locked`)
    const draft: Draft = {
      ledger: locked.ledger,
      before: locked.record,
      after: locked.record,
      actions: [],
      met: new Map(),
      waived: new Set(),
    }
    this.#drafts.set(id, draft)
    return draft
  }

  /** A locked record as it stands now inside this action. */
  #current(id: unknown): AnyRecord | null {
    if (typeof id !== 'string') return null
    const draft = this.#drafts.get(id)
    return draft ? draft.after : (this.#request.locked.get(id)?.record ?? null)
  }

  #lockedOf(action: Action, self: AnyRecord | null, input: Record<string, unknown>): Record<string, unknown> {
    const out: Record<string, unknown> = {}
    for (const name of action.locks) {
      const value = lockTargets(name, self, input)
      if (Array.isArray(value)) out[name] = value.map((id) => this.#found(id, name))
      else out[name] = value === null || value === undefined ? null : this.#found(value, name)
    }
    return out
  }

  #found(id: unknown, field: string): AnyRecord {
    const record = this.#current(id)
    if (!record) throw new Refused(refusal('action.reference.unknown', null, { field }))
    return record
  }

  #make(action: Action, input: Record<string, unknown>, depth: number): Uuid {
    const { ledger } = action
    const locked = this.#lockedOf(action, null, input)
    const decision = action.decide({ ...this.#around, input, locked } as never) as Result<{
      row: Record<string, unknown>
      changes: readonly Change[]
    }>
    if (!decision.ok) throw new Refused(decision.error)
    const { org, ...fields } = decision.value.row
    const id = this.#around.newId()
    const governor = ledger.governedBy ? this.#current(fields[ledger.governedBy]) : null
    const { now, actor } = this.#around
    const children = Object.fromEntries(Object.keys(ledger.children).map((name) => [name, [] as object[]]))
    const after: AnyRecord = {
      ...fields,
      ...children,
      id,
      region: governor?.region ?? this.#request.region,
      number: null,
      campaign: governor ? governor.campaign : this.#request.campaign,
      org: (org as Uuid | undefined) ?? this.#around.org,
      status: action.to ?? ledger.statuses[0] ?? '',
      version: 1,
      createdAt: now,
      createdBy: actor.person,
      updatedAt: now,
      updatedBy: actor.person,
    }
    this.#drafts.set(id, {
      ledger,
      before: null,
      after,
      actions: [{ action, input }],
      met: new Map(),
      waived: new Set(),
    })
    this.#apply(decision.value.changes, id, depth)
    return id
  }

  #change(action: Action, id: Uuid | null, input: Record<string, unknown>, depth: number): Uuid {
    if (id === null) throw new Error(`${action.ledger.name}.${action.name} needs a record`)
    const draft = this.#draft(id)
    if (draft.ledger.name !== action.ledger.name) throw new Error(`${id} is no ${action.ledger.name}`)
    const self = draft.after
    if (!action.from.includes(self.status)) {
      const { status } = self
      throw new Refused(
        refusal('action.status.closed', null, {
          ledger: draft.ledger.label,
          action: action.label,
          status: draft.ledger.life[status]?.label ?? status,
        }),
      )
    }
    const locked = this.#lockedOf(action, self, input)
    const decision = action.decide({ ...this.#around, self, input, locked } as never) as Result<readonly Change[]>
    if (!decision.ok) throw new Refused(decision.error)
    draft.actions.push({ action, input })
    if (action.to !== null) draft.after = { ...draft.after, status: action.to }
    this.#apply(decision.value, id, depth)
    return id
  }

  #apply(changes: readonly Change[], self: Uuid, depth: number): void {
    for (const change of changes) {
      if (change.do === 'notify') this.notices.push(change.notice)
      else if (change.do === 'perform') {
        if (change.id !== null) this.#draft(change.id)
        this.perform(change.action, change.id, change.input, depth + 1)
      } else applyTo(this.#draft(change.id === 'self' ? self : change.id), change)
    }
  }

  /** Work is given to somebody where they work. */
  #checkPeople(action: Action, input: Record<string, unknown>): void {
    for (const field of fieldsOf(action.input)) {
      const [person, org] = [input[field.name], field.at === undefined ? null : input[field.at]]
      if (typeof person === 'string' && typeof org === 'string' && !this.#around.worksAt(person, org))
        throw new Refused(refusal('action.person.elsewhere', null, { field: field.label }))
    }
  }

  /** A code that its dictionary does not know never reaches a column. */
  #checkCodes(ledger: AnyLedger, before: AnyRecord | null, after: AnyRecord): void {
    for (const field of ledger.info) {
      if (!field.dictionary || before?.[field.name] === after[field.name]) continue
      const value = after[field.name]
      for (const each of Array.isArray(value) ? value : [value])
        if (typeof each === 'string' && this.#around.label(field.dictionary, each) === null)
          throw new Refused(refusal('action.code.unknown', null, { field: field.label, code: each }))
    }
  }

  /** What upper slices add: notices only, one level deep. */
  reactions(): Notice[] {
    return [...this.#drafts.values()].flatMap((draft) =>
      draft.actions.flatMap(({ action }) =>
        this.#house.reactionsOn(action).flatMap((reaction) =>
          reaction.react({ ...this.#around, record: draft.after }).flatMap((change) => {
            if (change.do === 'notify') return [change.notice]
            if ((change.do === 'met' || change.do === 'waive') && change.id === draft.after.id) {
              applyTo(draft, change)
              return []
            }
            throw new Error(`reaction ${reaction.name} may only set notices and deadlines of the record`)
          }),
        ),
      ),
    )
  }

  writes(): RecordWrite[] {
    const { now, actor } = this.#around
    return [...this.#drafts.values()]
      .filter((draft) => draft.actions.length > 0)
      .map((draft) => {
        const after: AnyRecord = draft.before
          ? { ...draft.after, version: draft.before.version + 1, updatedAt: now, updatedBy: actor.person }
          : draft.after
        this.#checkCodes(draft.ledger, draft.before, after)
        return {
          ledger: draft.ledger,
          before: draft.before,
          after,
          actions: draft.actions,
          owed: owedOf(
            { ledger: draft.ledger, before: draft.before, after, met: draft.met, waived: draft.waived },
            this.#around,
          ),
        }
      })
  }
}

/** The id or ids that a lock of an action names: of the input, else of the record, else of a child's rows. */
export function lockTargets(name: string, self: AnyRecord | null, input: Readonly<Record<string, unknown>>): unknown {
  if (Object.hasOwn(input, name)) return input[name]
  const [childName = '', field] = name.split('.')
  if (field === undefined) return self?.[name]
  const rows = (self?.[childName] ?? []) as readonly Record<string, unknown>[]
  return [...new Set(rows.map((row) => row[field]))].filter((id) => id !== null)
}
