import type { Catalogue, CatalogueItem, Confidence, Nature } from './catalogue.ts'
import { type Hit, hitsIn, type Index, indexOf } from './find-names.ts'
import { type Unit, unitsOf } from './read-text.ts'
import { guessAt } from './guess.ts'

/** How sure a verdict is: of the name as it was met and of the line of the catalogue together. */
export type Sureness = 'high' | 'medium' | 'low'

/** What an advertised service is. */
export interface Classified {
  readonly text: string
  readonly nature: Nature | 'unknown'
  /** The item that decided; null when no name of the catalogue stands in the text. */
  readonly item: CatalogueItem | null
  /** The name that was met, as the catalogue writes it; of a guess, the word that led to it. */
  readonly alias: string | null
  readonly how: Hit['met'] | 'turned' | 'guessed' | 'nothing'
  /** In one Chinese sentence, for people. */
  readonly why: string
  readonly confidence: Sureness
  /** Every item that was met, the deciding one first. */
  readonly items: readonly CatalogueItem[]
}

const WEIGHT: Readonly<Record<Nature, number>> = { medical: 3, depends: 2, lifestyle: 1 }

interface Told {
  readonly item: CatalogueItem
  readonly hit: Hit
  /** Why it counts as another item than the one that was named. */
  readonly turned: string | null
}

/**
 * What a service that somebody advertises is: 水光针 medical, 小气泡清洁 lifestyle, 果酸换肤 depends on how it is done.
 * One medical item makes a text medical, whatever stands beside it. Misspellings by sound, pinyin, full width,
 * pictures and blots are read through; what is denied (不打针) is not offered.
 */
export function classifyService(catalogue: Catalogue, text: string): Classified {
  const index = indexOf(catalogue)
  const units = unitsOf(index.reader, text)
  const { hits, denied, all } = hitsIn(index, units)
  const told = hits.map((hit) => turnedOf(catalogue, index, { hit, units, hits }))
  const [first] = told.toSorted(
    (a, b) =>
      WEIGHT[b.item.nature] - WEIGHT[a.item.nature] ||
      Number(b.item.prohibited !== undefined) - Number(a.item.prohibited !== undefined) ||
      b.hit.score - a.hit.score,
  )
  const guess = guessAt(index, units, all)
  if (!first || (guess?.nature === 'medical' && first.item.nature !== 'medical' && first.turned === null))
    return guess ? guessed(text, guess, told) : nothing(text, denied[0])
  const item = byVolume(index, first.item, units)
  return {
    text,
    nature: item.nature,
    item,
    alias: first.hit.alias,
    how: first.turned === null ? first.hit.met : 'turned',
    why: first.turned ?? whyOf(first.hit),
    confidence: surenessOf(item.confidence, first),
    items: [...new Set([item, ...told.map((it) => it.item)])],
  }
}

/** The item that a hit counts as, once the words beside it were read. */
function turnedOf(
  catalogue: Catalogue,
  index: Index,
  at: { hit: Hit; units: readonly Unit[]; hits: readonly Hit[] },
): Told {
  const { hit, units } = at
  const part = units[hit.start]?.part
  const own = new Set(units.flatMap((unit, i) => (unit.part === part || near(at, i) ? [i] : [])))
  const text = (without: (i: number) => boolean) =>
    units.map((unit, i) => (own.has(i) && !without(i) ? unit.text : ' ')).join('')
  const whole = text(() => false)
  // What turns a name stands beside it: 保湿针 is no 保湿.
  const beside = text((i) => i >= hit.start && i < hit.end)
  for (const turn of catalogue.turns) {
    if (turn.of.length > 0 ? !turn.of.includes(hit.item.id) : turn.item === hit.item.id) continue
    if (!turn.when.some((word) => beside.includes(word)) || turn.unless.some((word) => whole.includes(word))) continue
    const item = index.byId.get(turn.item)
    if (item) return { item, hit, turned: turn.why }
  }
  return { item: hit.item, hit, turned: null }
}

/** Brackets open a part of their own, but speak of what stands before them: 水光（无针）. */
function near({ hit, units, hits }: { hit: Hit; units: readonly Unit[]; hits: readonly Hit[] }, i: number): boolean {
  const own = units[hit.start]?.part ?? 0
  return units[i]?.part === own + 1 && !hits.some((it) => units[it.start]?.part === own + 1)
}

/** 脂肪抽吸 is graded by its volume; the volume stands in the text or does not. */
function byVolume(index: Index, item: CatalogueItem, units: readonly Unit[]): CatalogueItem {
  if (!item.volumes) return item
  for (const [i, unit] of units.entries()) {
    const measure = `${units[i + 1]?.text ?? ''}${units[i + 2]?.text ?? ''}`
    if (unit.kind !== 'number' || !/^(ml|cc|毫升)/.test(measure)) continue
    const volume = item.volumes.find((it) => it.below === undefined || Number(unit.text) < it.below)
    return index.byId.get(volume?.item ?? '') ?? item
  }
  return item
}

const SURENESS: Readonly<Record<Confidence, number>> = { sure: 3, reported: 3, likely: 3, fair: 2, unsure: 2, gap: 1 }
const WORDS: readonly Sureness[] = ['low', 'low', 'medium', 'high']

function surenessOf(confidence: Confidence, { hit, turned }: Told): Sureness {
  const met = hit.met === 'written' && turned === null ? 3 : hit.met === 'blotted' ? 1 : 2
  return WORDS[Math.min(SURENESS[confidence], met)] ?? 'low'
}

function whyOf({ item, alias, met }: Hit): string {
  const called = alias === item.name ? `“${alias}”` : `“${alias}”即${item.name}`
  if (met === 'written') return `写作${called}`
  if (met === 'sound') return `读音与${called}相同，疑为谐音`
  if (met === 'pinyin') return `拼音读作${called}`
  return `被符号遮去一字，疑为${called}`
}

const guessed = (
  text: string,
  guess: { nature: Nature; word: string; why: string },
  told: readonly Told[],
): Classified => ({
  text,
  nature: guess.nature,
  item: null,
  alias: guess.word,
  how: 'guessed',
  why: guess.why,
  confidence: 'low',
  items: told.map((it) => it.item),
})

const nothing = (text: string, denied: Hit | undefined): Classified => ({
  text,
  nature: 'unknown',
  item: null,
  alias: null,
  how: 'nothing',
  why: denied ? `写的是不做“${denied.alias}”，没有写做什么` : '目录中没有这个名称，需人工判断',
  confidence: 'low',
  items: [],
})

/** What the services of one merchant say together. */
export interface Offered {
  /** Whether any of them is medical; what depends on how it is done does not make it so. */
  readonly medical: boolean
  /** Whether one of them may not be done by anybody. */
  readonly prohibited: boolean
  readonly counts: Readonly<Record<Nature | 'unknown', number>>
  readonly services: readonly Classified[]
}

/** Whether a merchant that advertises these services does what only a medical institution may. */
export function doesMedical(catalogue: Catalogue, services: readonly string[]): Offered {
  const told = services.filter((text) => text.trim() !== '').map((text) => classifyService(catalogue, text))
  const counts = { medical: 0, depends: 0, lifestyle: 0, unknown: 0 }
  for (const it of told) counts[it.nature] += 1
  return {
    medical: counts.medical > 0,
    prohibited: told.some((it) => it.items.some((item) => item.prohibited !== undefined)),
    counts,
    services: told,
  }
}
