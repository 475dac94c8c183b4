import type pg from 'pg'
import type { DecisionRow } from '@qingmei/contract/comparison'

const DECISION = `id, run, a_kind as "aKind", a_key as "aKey", b_kind as "bKind", b_key as "bKey", verdict, reason, status,
  decided_by as "decidedBy", decided_at as "decidedAt"`

/** What was decided about any of these records and was not taken back, newest first. */
export async function decisionsOn(
  tx: pg.ClientBase,
  region: string,
  records: readonly { readonly kind: string; readonly key: string }[],
): Promise<DecisionRow[]> {
  if (records.length === 0) return []
  const keys = records.map((it) => it.key)
  const { rows } = await tx.query<DecisionRow>(
    `select ${DECISION} from qm.pair_decision where region = $1 and status <> 'withdrawn'
       and (a_key = any($2::text[]) or b_key = any($2::text[])) order by decided_at desc, id desc limit 500`,
    [region, keys],
  )
  const named = new Set(records.map((it) => `${it.kind}:${it.key}`))
  return rows.filter((it) => named.has(`${it.aKind}:${it.aKey}`) || named.has(`${it.bKind}:${it.bKey}`))
}

/** A decision as the engine follows it: the last one that stands on each pair. */
export interface StandingDecision {
  readonly a: { readonly kind: string; readonly key: string }
  readonly b: { readonly kind: string; readonly key: string }
  readonly verdict: 'same' | 'different'
  /** What the run said before it was decided; null when it was not among its candidates. */
  readonly probability: number | null
}

/** Everything that stands in a region, in the order in which it was decided; frozen into a run when it begins. */
export async function standingDecisions(tx: pg.ClientBase, region: string): Promise<StandingDecision[]> {
  const { rows } = await tx.query<{
    a_kind: string
    a_key: string
    b_kind: string
    b_key: string
    verdict: 'same' | 'different'
    probability: number | null
  }>(
    `select distinct on (pair) a_kind, a_key, b_kind, b_key, verdict, probability from qm.pair_decision
     where region = $1 and status = 'standing' and verdict <> 'unsure' order by pair, decided_at desc, id desc`,
    [region],
  )
  return rows.map((it) => ({
    a: { kind: it.a_kind, key: it.a_key },
    b: { kind: it.b_kind, key: it.b_key },
    verdict: it.verdict,
    probability: it.probability === null ? null : it.probability / 10_000,
  }))
}
