import type { PlanFacts } from '@qingmei/core/ledger/plan-facts'

/** Shapes of answers, as the screens read them. */
export type Row = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly number: string | null
  readonly campaign: string | null
  readonly org: string
  readonly updatedAt: string
}

export interface Seat {
  readonly org: string
  readonly orgName: string
  readonly role: string
  readonly roleLabel: string
  readonly region: string
  readonly content: boolean
}

export interface Me {
  readonly account: {
    readonly id: string
    readonly username: string
    readonly name: string
    readonly hasTotp: boolean
    readonly mustChangePassword: boolean
    readonly mustEnrolTotp: boolean
  }
  readonly seats: readonly Seat[]
  readonly campaigns: readonly {
    readonly id: string
    readonly name: string
    readonly plan: string
    readonly from: string
    readonly until: string
    readonly status: string
  }[]
  readonly clock: { readonly now: string; readonly stored: boolean }
  readonly counts: { readonly desk: number; readonly overdue: number; readonly notices: number }
}

export interface Page {
  readonly rows: readonly Row[]
  readonly next: string | null
  readonly names: Readonly<Record<string, string>>
}

export interface OfferedAction {
  readonly name: string
  readonly label: string
  readonly about: string
  readonly confirm: string | null
  readonly allowed: boolean
}

export interface Deadline {
  readonly key: string
  readonly label: string
  readonly clause: string | null
  readonly owner: string
  readonly start: string
  readonly due: string | null
  readonly state: 'open' | 'met' | 'waived'
  readonly metAt: string | null
  readonly stage: string
}

export interface Opened {
  readonly record: Row
  readonly names: Readonly<Record<string, string>>
  readonly actions: readonly OfferedAction[]
  readonly deadlines: readonly Deadline[]
}

export type Dictionaries = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Org {
  readonly id: string
  readonly name: string
  readonly short: string
  readonly kind: string
  readonly parent: string | null
}

export interface PlanShown {
  readonly title: string
  readonly from: string
  readonly to: string
  readonly phases: readonly {
    readonly id: string
    readonly label: string
    readonly from: string
    readonly to: string
    readonly clause: string
  }[]
  readonly transfer: { readonly clause: string; readonly evidence: readonly string[] }
  readonly statutes: PlanFacts['statutes']
  readonly comparison?: PlanFacts['comparison']
}
