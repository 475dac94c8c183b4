import { joined, mixed } from '../normalise/cells.ts'
import { BYTES, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { houseKey, roomKey } from '../pool/read-records.ts'
import { SOUND } from '../tables/characters.ts'

/**
 * Kinds of blocking key, each with the longest list that is followed. What two records share under one of them makes
 * them candidates for each other. Grams share one budget, the rarest first.
 */
const KINDS = [
  ['code', 64],
  ['organisation', 64],
  ['phone', 200],
  ['room', 128],
  ['house', 400],
  ['name', 300],
  ['person', 200],
  // A number that was misread leaves the road, the building and the room.
  ['road-room', 64],
  ['building-room', 64],
  // What many share is looked for together with the road.
  ['name-road', 100],
  ['person-road', 100],
  ['phone-road', 100],
  ['name-gram', 400],
] as const
export type KeyKind = (typeof KINDS)[number][0]
export const KEYS: readonly KeyKind[] = KINDS.map(([kind]) => kind)
export const CAPS: readonly number[] = KINDS.map(([, cap]) => cap)

const kindOf = (kind: KeyKind): number => KEYS.indexOf(kind)
const CODE = kindOf('code')
const ORGANISATION = kindOf('organisation')
const PHONE = kindOf('phone')
const ROOM = kindOf('room')
const HOUSE = kindOf('house')
const NAME = kindOf('name')
const PERSON = kindOf('person')
const ROAD_ROOM = kindOf('road-room')
const BUILDING_ROOM = kindOf('building-room')
const NAME_ROAD = kindOf('name-road')
const PERSON_ROAD = kindOf('person-road')
const PHONE_ROAD = kindOf('phone-road')
const GRAM = kindOf('name-gram')

/** Most keys of one record. */
export const MOST_KEYS = 26
const SMALLEST_TELLING_ROOM = 100

/** The keys of one record; filled again for the next. */
export class RecordKeys {
  readonly kinds: Uint8Array = new Uint8Array(MOST_KEYS)
  readonly keys: Uint32Array = new Uint32Array(MOST_KEYS)
  count = 0

  constructor(private readonly pool: Pool) {}

  fill(at: number): void {
    const { pool } = this
    this.count = 0
    // A sound code is found by its organisation, which is all but the office that gave it; a broken one by itself.
    const organisation = pool.organisationKey[at * WORDS]!
    if (organisation === 0) this.put(CODE, pool.codeKey[at * WORDS]!)
    else this.put(ORGANISATION, organisation)
    const phone = hashOfPhone(pool.phone[at * LONGS]!)
    const road = pool.roadKey[at * WORDS]!
    this.put(PHONE, phone)
    this.put(ROOM, roomKey(pool, at))
    // Names and houses are told apart inside the trades under comparison: a fruit shop next door is no candidate.
    const name = pool.soundKey[at * WORDS]!
    const inClass = pool.inClass[at * BYTES]! === 1
    this.put(NAME, joined(name, inClass ? 2 : 1))
    this.put(HOUSE, joined(houseKey(pool, at), inClass ? 2 : 1))
    if (!inClass) return
    this.put(PERSON, pool.personKey[at * WORDS]!)
    const room = pool.room[at * WORDS]! < SMALLEST_TELLING_ROOM ? 0 : mixed(pool.room[at * WORDS]! + 1)
    this.put(ROAD_ROOM, joined(road, room))
    this.put(BUILDING_ROOM, joined(pool.poiKey[at * WORDS]!, room))
    this.put(NAME_ROAD, joined(name, road))
    this.put(PHONE_ROAD, joined(phone, road))
    this.put(PERSON_ROAD, joined(pool.personKey[at * WORDS]!, road))
    this.putGrams(at)
  }

  /** The key under which a record with a sound code of this organisation stands. */
  static ofOrganisation(hash: number): number {
    return mixed(hash ^ Math.imul(ORGANISATION + 1, 0x9e3779b1))
  }

  private putGrams(at: number): void {
    const { core, coreLength } = this.pool
    const length = coreLength[at * BYTES]!
    const from = at * HALVES
    for (let i = from; i + 1 < from + length; i++) {
      this.put(GRAM, gram(core[i]!, core[i + 1]!))
      // Over one character, so that a slip in the middle of three leaves a gram.
      if (i + 2 < from + length) this.put(GRAM, gram(core[i]!, core[i + 2]!))
    }
  }

  private put(kind: number, key: number): void {
    if (key === 0 || this.count === MOST_KEYS) return
    this.kinds[this.count] = kind
    this.keys[this.count++] = mixed(key ^ Math.imul(kind + 1, 0x9e3779b1))
  }
}

const hashOfPhone = (phone: number): number =>
  phone === 0
    ? 0
    : mixed(((phone % 4_294_967_296) >>> 0) ^ Math.imul(Math.floor(phone / 4_294_967_296) + 1, 0x85ebca6b))

const gram = (a: number, b: number): number => mixed(Math.imul(SOUND[a]! || a, 65_599) + (SOUND[b]! || b))
