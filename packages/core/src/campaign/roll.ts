import type { Plan } from '../plan/plan.ts'

/** A post in force, as far as the roll asks: at an organisation and, through it, at the one above (a grid's town). */
export interface Served {
  readonly organisation: string
  readonly above?: string | null
  readonly duty: string | null
}

/** An organisation of the plan that has not named everybody whom the plan asks of it. */
export interface RollGap {
  /** The organisation's full name. */
  readonly organisation: string
  readonly missing: readonly {
    readonly post: string
    readonly label: string
    readonly clause: string
    readonly short: number
  }[]
}

/**
 * Which organisations have not filled the roll of 方案七（一）: the head who deploys, the deputy in charge, the
 * section and the person responsible, as the plan lists them with their clauses.
 */
export function rollGaps(plan: Pick<Plan, 'organisations'>, serving: readonly Served[]): RollGap[] {
  return plan.organisations.flatMap(({ name, posts, clause }) => {
    const missing = (posts ?? []).flatMap((post) => {
      const has = serving.filter(
        (it) => (it.organisation === name || it.above === name) && it.duty === post.post,
      ).length
      const short = (post.count ?? 1) - has
      return short > 0 ? [{ post: post.post, label: post.label, clause: post.clause ?? clause, short }] : []
    })
    return missing.length > 0 ? [{ organisation: name, missing }] : []
  })
}
