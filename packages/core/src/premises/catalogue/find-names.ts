import { type Catalogue, type CatalogueItem, NATURES, namesOf } from './catalogue.ts'
import { type Reader, readerOf, type Unit, unitsOf } from './read-text.ts'

/** How a name was met: as it is written, typed in pinyin, by its sound, or with a sign over one character. */
export type Met = 'written' | 'pinyin' | 'sound' | 'blotted'

/** A name of an item met in a text. */
export interface Hit {
  readonly item: CatalogueItem
  readonly alias: string
  readonly kind: 'name' | 'trade' | 'slang'
  readonly met: Met
  readonly start: number
  readonly end: number
  readonly score: number
}

/** A name of an item, read. */
export interface Name {
  readonly item: CatalogueItem
  readonly alias: string
  readonly kind: Hit['kind']
  readonly units: readonly Unit[]
}

/** The catalogue made ready: its reader, and its names by the sound that they begin with. */
export interface Index {
  readonly reader: Reader
  readonly byId: ReadonlyMap<string, CatalogueItem>
  readonly names: readonly Name[]
  readonly bySound: ReadonlyMap<string, readonly Name[]>
  readonly negations: readonly string[]
  readonly hints: Catalogue['hints']
}

const made = new WeakMap<Catalogue, Index>()

/** The index of a catalogue: built at the first question, then kept beside it. */
export function indexOf(catalogue: Catalogue): Index {
  const kept = made.get(catalogue)
  if (kept) return kept
  const reader = readerOf(catalogue, catalogue.items.flatMap(namesOf))
  const names = catalogue.items.flatMap((item) =>
    namesOf(item).map((alias, i): Name => {
      const kind = i === 0 ? 'name' : i <= item.trade.length ? 'trade' : 'slang'
      return { item, alias, kind, units: unitsOf(reader, alias) }
    }),
  )
  const bySound = new Map<string, Name[]>()
  for (const name of names) {
    const first = name.units[0]?.sound ?? ''
    bySound.set(first, [...(bySound.get(first) ?? []), name])
  }
  const index = {
    reader,
    byId: new Map(catalogue.items.map((item) => [item.id, item])),
    names,
    bySound,
    negations: catalogue.negations,
    hints: catalogue.hints,
  }
  made.set(catalogue, index)
  return index
}

/** What stands in a text: names that are offered, and names that are denied. */
export interface Found {
  readonly hits: readonly Hit[]
  readonly denied: readonly Hit[]
  /** Every name that was met, those over one another and those denied as well. */
  readonly all: readonly Hit[]
}

/** Names that stand in the units, none over another: the longest and the plainest first. */
export function hitsIn(index: Index, units: readonly Unit[]): Found {
  const found: Hit[] = []
  const denied: Hit[] = []
  for (let start = 0; start < units.length; start++)
    for (const name of index.bySound.get(units[start]?.sound ?? '') ?? []) {
      const hit = meet(name, units, start)
      if (hit) (isDenied(index, units, start) ? denied : found).push(hit)
    }
  found.sort((a, b) => b.score - a.score || rank(a) - rank(b) || a.start - b.start)
  const chosen: Hit[] = []
  for (const hit of found) if (!chosen.some((it) => hit.start < it.end && it.start < hit.end)) chosen.push(hit)
  return { hits: chosen.sort((a, b) => a.start - b.start), denied, all: [...found, ...denied] }
}

/** Of two names equally long the graver one: it costs a question, the other would cost the case. */
const rank = (hit: Hit): number => NATURES.indexOf(hit.item.nature)

/** Whether a name stands at a place, and how plainly. */
function meet({ item, alias, kind, units: wanted }: Name, units: readonly Unit[], start: number): Hit | null {
  const end = start + wanted.length
  if (end > units.length) return null
  let [sounds, typed, blots] = [0, 0, 0]
  for (const [i, want] of wanted.entries()) {
    const unit = units[start + i]
    if (unit === undefined) return null
    if (unit.text === want.text) continue
    if (unit.kind === 'blot' && want.kind === 'han' && units[start + i + 1]?.kind !== 'number') blots += 1
    else if (want.kind !== 'han' || unit.sound !== want.sound) return null
    else if (unit.kind === 'syllable') typed += 1
    else sounds += 1
  }
  const length = wanted.length
  const plain = length - sounds - typed - blots
  // Short names are heard everywhere: by sound alone only three characters and more, and one of them as written.
  if (sounds > 0 && (length < 3 || plain + typed < 1)) return null
  if (blots > 0 && (blots > 1 || length < 3 || sounds + typed > 0)) return null
  if (typed > 0 && plain === 0 && length < 3) return null
  if (!holdsTogether(wanted, units.slice(start, end), length)) return null
  const met: Met = blots > 0 ? 'blotted' : sounds > 0 ? 'sound' : typed > 0 ? 'pinyin' : 'written'
  return { item, alias, kind, met, start, end, score: length * 10 - sounds * 6 - blots * 8 - typed }
}

/** Across a gap or a divider a name holds together only when it is long, or when every sign stands alone (水/光/针). */
function holdsTogether(wanted: readonly Unit[], met: readonly Unit[], length: number): boolean {
  const cuts = met.map((unit, i) => i > 0 && (unit.gap || unit.part !== met[i - 1]?.part))
  const own = wanted.map((unit, i) => i > 0 && (unit.gap || unit.part !== wanted[i - 1]?.part))
  const foreign = cuts.filter((cut, i) => cut && own[i] !== true).length
  if (foreign === 0 || foreign === length - 1) return true
  return length >= 3 && met.every((unit) => unit.part === met[0]?.part)
}

/** Whether a word right before it takes it back: 不打水光针, 非激光脱毛. */
function isDenied({ negations }: Index, units: readonly Unit[], start: number): boolean {
  const part = units[start]?.part
  const before = units
    .slice(Math.max(0, start - 4), start)
    .filter((unit) => unit.part === part)
    .map((unit) => unit.text)
    .join('')
  return negations.some((word) => before.endsWith(word))
}
