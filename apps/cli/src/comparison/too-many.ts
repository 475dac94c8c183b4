/** So few rows may be left out of any file that keeps more than it loses. */
const FEW = 5

/**
 * Whether so many rows of a file cannot be read that the others are no longer the register: more than one in ten, or
 * more than are kept. Whose row is missing would be listed as if it had no licence.
 */
export const isTooMany = (bad: number, kept: number): boolean => bad > kept || (bad > FEW && bad * 10 > bad + kept)
