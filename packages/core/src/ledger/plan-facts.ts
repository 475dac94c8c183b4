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
  readonly limits: Readonly<Record<string, { readonly clause: string }>>
}
