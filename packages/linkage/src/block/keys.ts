import { joined, mixed } from '../normalise/cells.ts'
import { CORE_UNITS, type Pool } from '../pool/pool.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'
import { SOUND } from '../tables/characters.ts'

/** Kinds of blocking key. What two records share under one of them makes them candidates for each other. */
export const KEYS = [
  'code',
  'organisation',
  'phone',
  'room',
  'house',
  'name',
  'person',
  'road-room',
  'building-room',
  'name-gram',
] as const
export type KeyKind = (typeof KEYS)[number]
const [CODE, ORGANISATION, PHONE, ROOM, HOUSE, NAME, PERSON, ROAD_ROOM, BUILDING_ROOM, GRAM] = KEYS.map(
  (_, i) => i,
) as [number, number, number, number, number, number, number, number, number, number]

/** Longest list that is followed, by kind; grams share one budget, the rarest first. */
export const CAPS: readonly number[] = [64, 64, 64, 128, 400, 400, 200, 64, 64, 400]

/** Most keys of one record. */
export const MOST_KEYS = 24

/** The keys of a record, kind by kind, into `kinds` and `keys`; returns how many. */
export function keysOf(pool: Pool, at: number, kinds: Uint8Array, keys: Uint32Array): number {
  let n = 0
  const put = (kind: number, key: number) => {
    if (key === 0 || n === MOST_KEYS) return
    kinds[n] = kind
    keys[n++] = mixed(key ^ Math.imul(kind + 1, 0x9e3779b1))
  }
  put(CODE, pool.codeKey[at]!)
  put(ORGANISATION, pool.organisationKey[at]!)
  const phone = pool.phone[at]!
  if (phone > 0)
    put(PHONE, mixed(((phone % 4_294_967_296) >>> 0) ^ Math.imul(Math.floor(phone / 4_294_967_296) + 1, 0x85ebca6b)))
  put(ROOM, roomKey(pool, at))
  put(HOUSE, houseKey(pool, at))
  // Names are told apart inside the trades under comparison: a fruit shop of the same name is not a candidate.
  const of = pool.inClass[at]! + 1
  put(NAME, joined(pool.soundKey[at]!, of))
  if (of === 2) {
    put(PERSON, pool.personKey[at]!)
    // A number that was misread leaves the road, the building and the room.
    const room = pool.room[at]! < 100 ? 0 : mixed(pool.room[at]! + 1)
    put(ROAD_ROOM, joined(pool.roadKey[at]!, room))
    put(BUILDING_ROOM, joined(pool.poiKey[at]!, room))
  }
  if (of === 2) {
    const length = pool.coreLength[at]!
    const from = at * CORE_UNITS
    for (let i = 0; i + 1 < length; i++) {
      put(GRAM, gram(pool.core[from + i]!, pool.core[from + i + 1]!))
      if (length >= 3 && i + 2 < length) put(GRAM, gram(pool.core[from + i]!, pool.core[from + i + 2]!))
    }
  }
  return n
}

const gram = (a: number, b: number): number => mixed(Math.imul(SOUND[a]! || a, 65_599) + (SOUND[b]! || b))
