import type { Share } from '../comparison.ts'

const Z = 1.959_963_984_540_054

/** A share with its Wilson interval (95 %); `effective` is the size of the sample where its draws weigh unequally. */
export function shareOf(hits: number, of: number, effective = of): Share {
  if (of === 0) return { of: 0, hits: 0, value: 0, low: 0, high: 1 }
  const value = hits / of
  const n = Math.max(1, effective)
  const centre = (value + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n)
  const half = (Z * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n)
  return { of, hits, value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}
