/** A share that was estimated from a sample: never told without its interval and what it rests on. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly n: number
}

/** `98.2%`. A share that is not quite whole is not told as 100%, nor one that is not quite nothing as 0%. */
export function shownShare(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  // The upper end of an interval is 1 but for what a sum of fractions loses.
  const kept = share < 1 - 1e-9 && rounded === 100 ? 99.9 : share > 0 && rounded === 0 ? 0.1 : rounded
  return `${kept.toFixed(1)}%`
}

/** A probability as it stands beside a link: three places, since 0.95 and 0.999 are decided differently. */
export function shownChance(chance: number): string {
  if (chance >= 0.9995 && chance < 1) return '> 0.999'
  if (chance > 0 && chance < 0.0005) return '< 0.001'
  return chance.toFixed(3)
}
