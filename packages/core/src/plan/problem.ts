/** Where in a plan: keys and list positions from the top. */
export type Path = readonly (string | number)[]

/** What a reader of a plan is told: where, what, what would be right, and the clause it touches. */
export interface PlanProblem {
  readonly severity: 'error' | 'warning'
  /** Stable: `plan.<part>.<reason>`. */
  readonly code: string
  readonly path: Path
  readonly what: string
  readonly remedy: string
  readonly clause: string | null
}

/** `tasks[0].owners[1]`, with keys that hold dots in quotes. */
export const pathText = (path: Path): string =>
  path
    .map((step, i) =>
      typeof step === 'number'
        ? `[${step}]`
        : /^[A-Za-z_][\w-]*$/.test(step)
          ? `${i === 0 ? '' : '.'}${step}`
          : `["${step}"]`,
    )
    .join('')

/** How many single letters must change to make one word of another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The known word nearest to a misspelt one, if it is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase())
    if (far < least) {
      least = far
      best = candidate
    }
  }
  return best
}

/** “写 health”, or the whole list of what may stand there. */
export function suggest(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  const list = known.length === 0 ? '（无）' : known.join('、')
  return near === null ? `可用：${list}` : `应为“${near}”？可用：${list}`
}
