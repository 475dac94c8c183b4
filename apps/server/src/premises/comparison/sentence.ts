/** Placeholder until the engine's own is there. */
export const sentenceOf = (_why: unknown): string => ''
