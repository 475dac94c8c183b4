/**
 * What a pure decision answers: a value, or a refusal that a person caused and can mend.
 * Bugs and lost databases are thrown; refusals are returned.
 */
export type Result<T, E = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** A refusal: a stable `slice.action.reason` code, the clause it rests on, and the facts its message names. */
export interface Refusal {
  readonly code: string
  readonly clause: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })

/** Builds a refusal; the message is found by its code in the catalogues. */
export const refusal = (
  code: string,
  clause: string | null = null,
  facts: Readonly<Record<string, unknown>> = {},
): Refusal => ({ code, clause, facts })
