import type { QuestionRow } from '@qingmei/contract/comparison'

/** How the whole of the probability is shared out, as it is shown: in per cent, together exactly 100. */
export interface Shares {
  readonly candidates: readonly string[]
  /** That it has no partner in the registers. */
  readonly none: string
  /** That its partner is none of those shown: below the list, or found by no key. */
  readonly rest: string
}

const WHOLE = 1000

/**
 * The shares of the first `shown` candidates, of “none of these”, and the rest. Each is rounded to a tenth of a per cent
 * and the rest takes what is left; where rounding up gave more than there is, the largest gives it back.
 */
export function sharesOf({ candidates, none }: Pick<QuestionRow, 'candidates' | 'none'>, shown: number): Shares {
  const exact = [...candidates.slice(0, shown).map((it) => it.probability), none]
  const tenths = exact.map((it) => Math.round(it * WHOLE))
  const over = tenths.reduce((sum, it) => sum + it, 0) - WHOLE
  const largest = tenths.indexOf(Math.max(...tenths))
  if (over > 0) tenths[largest] = (tenths[largest] ?? 0) - over
  const said = tenths.map((it, i) => inPercent(it, exact[i] ?? 0))
  const left = Math.max(0, 1 - exact.reduce((sum, it) => sum + it, 0))
  return {
    candidates: said.slice(0, -1),
    none: said.at(-1) ?? '',
    rest: inPercent(Math.max(0, -over), left > NOTHING ? left : 0),
  }
}

/** What sums of rounded numbers lose is no probability. */
const NOTHING = 0.00002

/** What is not nothing is not told as 0.0%, nor what is not quite everything as 100.0%. */
function inPercent(tenths: number, exact: number): string {
  if (tenths === 0 && exact > 0) return '< 0.1%'
  if (tenths === WHOLE && exact < 1) return '> 99.9%'
  return `${(tenths / 10).toFixed(1)}%`
}
