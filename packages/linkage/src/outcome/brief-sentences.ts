import type { Linked } from '../run/state.ts'
import { stageOf } from '../run/state.ts'
import { OVERRIDES } from '../run/link-record.ts'
import { FIELDS, WIDTH } from '../score/levels.ts'
import { bitsOf, type Weights } from '../score/weights.ts'
import type { Explainer } from './explain.ts'
import { aloneWords, levelWords, linkedWords, overrideWords, weightWords } from './sentence.ts'
import { WORDS } from '../pool/pool.ts'

/** The words of a level cut at the values that stand in them. */
const PIECES: readonly (readonly (readonly string[])[])[] = FIELDS.map(({ field, levels }) =>
  levels.map((level) => (level === 'missing' ? [] : levelWords(field, level).split(/\{([ab])\}/))),
)

/**
 * The sentences of brief explanations, put together from pieces: what `explainLink` says of an explanation, a dozen
 * times as fast, for every line of a result has one.
 */
export class BriefSentences {
  /** The bracket behind a level, by weights, level and crowd: few of them are ever different. */
  private readonly brackets = new WeakMap<Weights, Map<number, string>>()
  private readonly order = new Uint8Array(FIELDS.length)
  private readonly sizes = new Float64Array(FIELDS.length)

  constructor(
    private readonly run: Linked,
    private readonly explainer: Explainer,
  ) {}

  why(record: number): string {
    const { pool, links } = this.run
    const partner = links.partner[record]! - 1
    if (pool.premises[record * WORDS] !== record && partner < 0) return overrideWords('same-key', '') ?? ''
    if (stageOf(this.run, record).at === 0) return '登记主体'
    const shown = partner >= 0 ? partner : links.nearest[record]! - 1
    const evidence = shown < 0 ? '' : this.evidence(record, shown)
    const ruled = overrideWords(OVERRIDES[links.rule[record]!] ?? null, evidence)
    if (ruled !== null) return ruled
    const probability = links.probability[record]!
    return partner >= 0 ? linkedWords(probability) + evidence : aloneWords(probability, evidence)
  }

  private evidence(a: number, b: number): string {
    const { order, sizes } = this
    const { levels, crowds, weights } = this.explainer.linkerOf(a).compared(a, b)
    let used = 0
    for (let f = 0; f < FIELDS.length; f++) {
      if (levels[f] === 0) continue
      sizes[f] = Math.abs(bitsOf(weights, f, levels[f]!, crowds[f]!))
      let j = used++
      while (j > 0 && sizes[order[j - 1]!]! < sizes[f]!) {
        order[j] = order[j - 1]!
        j--
      }
      order[j] = f
    }
    let text = ''
    for (let i = 0; i < used; i++) {
      const f = order[i]!
      const { field } = FIELDS[f]!
      const pieces = PIECES[f]![levels[f]!]!
      if (i > 0) text += '；'
      text += pieces[0]
      for (let p = 1; p < pieces.length; p += 2)
        text += this.explainer.normal(field, pieces[p] === 'a' ? a : b) + pieces[p + 1]!
      text += this.bracket(weights, f, levels[f]!, crowds[f]!)
    }
    return text
  }

  private bracket(weights: Weights, f: number, level: number, crowd: number): string {
    const { field, levels, counted } = FIELDS[f]!
    const isCounted = counted.includes(levels[level]!)
    const key = (f * WIDTH + level) * 65_536 + (isCounted ? crowd : 0)
    let known = this.brackets.get(weights)
    if (known === undefined) this.brackets.set(weights, (known = new Map()))
    let text = known.get(key)
    if (text === undefined) {
      text = weightWords(field, isCounted ? crowd : null, bitsOf(weights, f, level, crowd))
      known.set(key, text)
    }
    return text
  }
}
