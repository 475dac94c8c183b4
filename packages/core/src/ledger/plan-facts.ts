/** What decisions read of a plan. The plan of `core/plan` satisfies it; tests may give less. */
export interface PlanFacts {
  readonly id: string
  readonly hash: string
  readonly routing: Readonly<Record<string, { readonly to: readonly string[]; readonly clause: string }>>
  readonly transfer: {
    readonly clause: string
    readonly evidence: readonly string[]
    readonly exemption: { readonly allowed: boolean; readonly clause: string }
  }
  readonly checklists: readonly {
    readonly id: string
    readonly label: string
    readonly items: readonly { readonly id: string; readonly text: string; readonly violation?: string | undefined }[]
  }[]
  /** Violations in law, by code. Amounts in yuan. */
  readonly statutes: Readonly<
    Record<
      string,
      {
        readonly label: string
        readonly law: string
        readonly violations: readonly string[]
        readonly departments: readonly string[]
        readonly measures: readonly string[]
        readonly fines: readonly {
          readonly party?: 'organisation' | 'person' | undefined
          readonly atLeast?: number | undefined
          readonly below?: number | undefined
          readonly min?: number | undefined
          readonly max?: number | undefined
          readonly times?: readonly [number, number] | undefined
          readonly of?: 'income' | 'goods' | 'cost' | undefined
          readonly floor?: number | undefined
        }[]
        readonly confidence: 'sure' | 'likely' | 'gap'
        readonly note?: string | undefined
      }
    >
  >
  readonly violations: Readonly<
    Record<
      string,
      {
        readonly label: string
        readonly category: string
        readonly categoryInInstitution?: string | undefined
        readonly criminal: boolean
      }
    >
  >
  /** How registers are compared; absent in plans that say nothing of it. */
  readonly comparison?: { readonly staleDays: number; readonly twoReaders: boolean } | undefined
  readonly limits: Readonly<Record<string, { readonly clause: string }>>
}
