import { LOOK_ALIKES } from '../tables/words/looks.ts'
import { SOUNDS } from '../tables/words/sounds.ts'
import type { RecordCells as Cells } from '../comparison.ts'

type Next = (below: number) => number

const alike = new Map<string, string>()
for (const line of SOUNDS) {
  const characters = line.split(' ')[1] ?? ''
  for (const it of characters) alike.set(it, characters)
}
for (const characters of LOOK_ALIKES) for (const it of characters) alike.set(it, characters)

/** One slip as hands and scanners make them: a like character, one left out, two exchanged. */
function slip(text: string, next: Next): string {
  const units = [...text]
  if (units.length < 2) return text
  const at = next(units.length)
  const here = units[at] ?? ''
  const others = alike.get(here) ?? here
  const how = next(3)
  if (how === 0) units[at] = others.charAt(next(others.length)) || here
  else if (how === 1) units.splice(at, 1)
  else units.splice(at, 2, units[at + 1] ?? '', here)
  return units.join('')
}

const slipNumber = (text: string, next: Next): string => {
  const places = [...text.matchAll(/\d/g)].map((it) => it.index)
  const at = places[next(Math.max(1, places.length))]
  return at === undefined ? text : text.slice(0, at) + String(next(10)) + text.slice(at + 1)
}

/** The cells of a record with two of its fields spoilt; the same generator spoils alike in every run. */
export function spoilt(cells: Cells, next: Next): Cells {
  const ways: ((it: Cells) => Cells)[] = [
    (it) => ({ ...it, name: slip(it.name ?? '', next) }),
    (it) => ({ ...it, address: slipNumber(it.address ?? '', next) }),
    (it) => ({ ...it, address: (it.address ?? '').replace(/\d+(室|号?楼|层|单元)?$/u, '') }),
    (it) => ({ ...it, phone: '' }),
    (it) => ({ ...it, principal: slip(it.principal ?? '', next) }),
  ]
  const first = next(ways.length)
  const second = (first + 1 + next(ways.length - 1)) % ways.length
  return [ways[first], ways[second]].reduce((it, way) => (way ? way(it) : it), cells)
}
