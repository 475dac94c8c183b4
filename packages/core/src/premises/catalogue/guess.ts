import { NATURES, type Nature } from './catalogue.ts'
import type { Hit, Index } from './find-names.ts'
import type { Unit } from './read-text.ts'

/** What a word says by itself where the catalogue knows no name. */
export interface Guess {
  readonly nature: Nature
  readonly word: string
  readonly why: string
}

const WHY: Readonly<Record<Nature, string>> = {
  medical: '目录中没有这个名称，但写明了创伤性、侵入性或用药用械的做法',
  depends: '目录中没有这个名称，要看方法、器具和宣称',
  lifestyle: '目录中没有这个名称，写的是护理、清洁一类的做法',
}

/**
 * Guesses from the parts of a text in which no name was met: needle, knife and light stay what they are, whatever a
 * service is called this season. A means that the text says it does without (免手术) says nothing.
 */
export function guessAt(index: Index, units: readonly Unit[], met: readonly Hit[]): Guess | null {
  const taken = new Set(met.flatMap((hit) => Array.from({ length: hit.end - hit.start }, (_, i) => hit.start + i)))
  const left = units.map((unit, i) =>
    // How much is given ends a name as its end does: 水润针3支.
    taken.has(i) || unit.kind === 'number' ? '|' : `${unit.part === units[i - 1]?.part ? '' : '|'}${unit.text}`,
  )
  const text = `${left.join('')}|`
  for (const nature of NATURES)
    for (const hint of index.hints[nature]) {
      const word = hint.replace('$', '')
      const at = text.indexOf(hint.replace('$', '|'))
      if (at < 0 || index.negations.some((no) => text.slice(0, at).endsWith(no))) continue
      return { nature, word, why: WHY[nature] }
    }
  return null
}
