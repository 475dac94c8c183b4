import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { Role } from '../access/roles.ts'
import type { Uuid } from '../kernel/ids.ts'
import { type Refusal, type Result, refusal } from '../kernel/result.ts'
import type { PlanFacts } from './plan-facts.ts'
import type { Change } from './change.ts'
import type { RefField } from './field.ts'
import type { AnyLedger, AnyRecord, RecordOf } from './ledger.ts'

/** Who may: holders of these roles at the organisation in this field of the record (or above it). */
export interface Who {
  /**
   * An organisation field of the record (`org`, `to`), of a locked record (`lead.holder`), or `seat`: any
   * organisation of the region, for actions that make records and for roles that act for the whole region.
   */
  readonly at: string
  readonly roles: readonly Role[]
}

/** Holders of `roles` at the organisation in field `at`. */
export const by = (at: string, roles: readonly Role[]): Who => ({ at, roles })

/** An organisation as decisions see it. */
export interface Org {
  readonly id: Uuid
  readonly name: string
  /** What people call it: 区卫健委. */
  readonly shortName: string | null
  /** The word that begins its numbers: 红 in 红线〔2026〕0031号. */
  readonly short: string
  /** health, market, town, grid, police … as in the plan. */
  readonly kind: string
  readonly parent: Uuid | null
}

/** The organisations of the region, for decisions that route. */
export interface OrgDirectory {
  get(id: Uuid): Org | undefined
  ofKind(kind: string): readonly Org[]
}

export interface DueAnswer {
  readonly due: string | null
  readonly clause: string | null
}

/** What the server knows of a stored file. `sha256` is hex. */
export interface FileFacts {
  readonly id: Uuid
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
}

/** What every decision is given beside the records. Nothing else reaches it. */
export interface Surroundings {
  readonly actor: Actor
  /** The organisation the actor acts for. */
  readonly org: Uuid
  /** The campaign's plan; a record outside campaigns is decided without one. */
  readonly plan: PlanFacts | null
  readonly orgs: OrgDirectory
  readonly now: string
  /** When something is due under a rule of the plan; a null due awaits its calendar. */
  due(rule: string, from: string): DueAnswer
  /** A stored file, as the server hashed it on arrival. */
  file(id: Uuid): FileFacts | undefined
  /** The roles a person already holds, for rules about who may hold what. */
  rolesOf(person: Uuid): readonly Role[]
  /** Whether a person holds a post at an organisation now. */
  worksAt(person: Uuid, org: Uuid): boolean
  /** What a code of a dictionary is called; null when the dictionary has no such code, undefined without the dictionary. */
  label(dictionary: string, code: string): string | null | undefined
  /** SHA-256 of a text, hex. */
  hash(text: string): string
  newId(): Uuid
}

type Target<S> =
  S extends z.ZodNullable<infer U>
    ? Target<U> | null
    : S extends z.ZodOptional<infer U>
      ? Target<U> | null
      : S extends z.ZodArray<infer U>
        ? readonly NonNullable<Target<U>>[]
        : S extends RefField<infer L>
          ? unknown extends L
            ? AnyRecord
            : RecordOf<L>
          : never

type Locked<F, I, K extends string> = {
  readonly [P in K]: P extends keyof I
    ? Target<I[P]>
    : P extends keyof F
      ? Target<F[P]>
      : P extends `${string}.${string}`
        ? readonly AnyRecord[]
        : never
}

interface Spec<S extends string, I extends z.ZodRawShape, K extends string> {
  /** What the button says. */
  readonly label: string
  /** What it does and under which clause, for `qingmei explain` and the tooltip. */
  readonly about: string
  /** Who may. Absent: nobody directly; other actions `perform` it. */
  readonly who?: readonly Who[]
  /** The state it ends in; absent: the state stays. */
  readonly to?: S
  readonly input: I
  /**
   * Ref fields, of the input or the record, whose records the decision reads and may change; locked first.
   * `evidence.evidence` names the field of a child: all the records its rows point to.
   */
  readonly locks?: readonly K[]
  /** The phone may queue it without signal. */
  readonly offline?: true
  /** Asked before it is done; for what can't be taken back. */
  readonly confirm?: string
  /** Lists offer it for many records at once, with one input; each is decided, written and refused by itself. */
  readonly many?: true
}

export interface ActionSpec<L, F extends z.ZodRawShape, S extends string, I extends z.ZodRawShape, K extends string>
  extends Spec<S, I, K> {
  decide(
    given: Surroundings & {
      readonly self: RecordOf<L>
      readonly input: z.infer<z.ZodObject<I>>
      readonly locked: Locked<F, I, K>
    },
  ): Result<readonly Change[]>
}

export interface CreateSpec<L, F extends z.ZodRawShape, S extends string, I extends z.ZodRawShape, K extends string>
  extends Spec<S, I, K> {
  readonly to: S
  decide(
    given: Surroundings & { readonly input: z.infer<z.ZodObject<I>>; readonly locked: Locked<F, I, K> },
  ): Result<{ readonly row: NewRow<F>; readonly changes: readonly Change[] }>
  readonly _l?: L
}

/** The fields of a new record, and its owning organisation when that is not the actor's own. */
export type NewRow<F extends z.ZodRawShape> = z.infer<z.ZodObject<F>> & { readonly org?: Uuid }

/** An action of a ledger: made by `.action` or `.create`, carried out by the executor, offered by screens. */
export interface Action<L = unknown, I extends z.ZodObject = z.ZodObject> {
  readonly ledger: AnyLedger
  readonly name: string
  readonly label: string
  readonly about: string
  readonly creates: boolean
  readonly who: readonly Who[] | null
  /** The states in which it may be done: read from the life cycle. */
  readonly from: readonly string[]
  readonly to: string | null
  readonly input: I
  readonly locks: readonly string[]
  readonly offline: boolean
  readonly confirm: string | null
  readonly many: boolean
  decide(given: never): Result<unknown>
  readonly _ledger?: L
}

export function makeAction(
  ledger: AnyLedger,
  name: string,
  spec: Spec<string, z.ZodRawShape, string> & { decide(given: never): Result<unknown> },
  creates: boolean,
): Action {
  const from = Object.entries(ledger.life).flatMap(([status, it]) => (it.actions.includes(name) ? [status] : []))
  return {
    ledger,
    name,
    label: spec.label,
    about: spec.about,
    creates,
    who: spec.who ?? null,
    from,
    to: spec.to ?? null,
    input: z.strictObject(spec.input) as unknown as z.ZodObject,
    locks: spec.locks ?? [],
    offline: spec.offline ?? false,
    confirm: spec.confirm ?? null,
    many: spec.many ?? false,
    decide: spec.decide.bind(spec),
  }
}

/** The decision of an action: what changes. */
export const decided = (...changes: readonly Change[]): Result<readonly Change[]> => ({ ok: true, value: changes })

/** The decision of a creating action: the new record, and what changes beside it. */
export const created = <R>(
  row: R,
  ...changes: readonly Change[]
): Result<{ readonly row: R; readonly changes: readonly Change[] }> => ({ ok: true, value: { row, changes } })

/** Refuses, with the clause it rests on. */
export const refuse = (
  code: string,
  clause: string | null = null,
  facts: Readonly<Record<string, unknown>> = {},
): { readonly ok: false; readonly error: Refusal } => ({ ok: false, error: refusal(code, clause, facts) })
