/** A generator of numbers that the same seed repeats (mulberry32): samples must be the same in every run. */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let it = Math.imul(state ^ (state >>> 15), 1 | state)
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it
    return Math.floor((((it ^ (it >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}
