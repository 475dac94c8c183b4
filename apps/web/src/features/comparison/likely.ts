/** A candidate below this is shown on demand only: the list is filled up with whatever shares a word. */
const LIKELY = 0.0005

/** How many of the candidates, best first, are worth a look; the best always is. */
export const likely = ({ candidates }: { readonly candidates: readonly { readonly probability: number }[] }): number =>
  Math.max(Math.min(1, candidates.length), candidates.filter((it) => it.probability >= LIKELY).length)

/** By which words a question is tagged: candidates are close only where there is more than one that is worth a look. */
export const taggedAs = (question: Parameters<typeof likely>[0] & { readonly reason: string }): string =>
  question.reason === 'ambiguous' && likely(question) < 2
    ? 'comparison.doubt.unsure-link'
    : `comparison.reason.${question.reason}`
