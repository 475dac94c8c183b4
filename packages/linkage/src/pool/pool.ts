/** Units kept of a core name and of a road: what is longer is told apart by them as well. */
export const CORE_UNITS = 8
export const ROAD_UNITS = 6
const PERSON_UNITS = 4

/**
 * A record's fields that are compared, side by side: whoever looks at a candidate finds them in two lines of memory
 * instead of thirty.
 */
const RECORD = {
  phone: [Float64Array, 1],
  /** Hash of the core's readings: equal for homophones. */
  soundKey: [Uint32Array, 1],
  coreKey: [Uint32Array, 1],
  tradeKey: [Uint32Array, 1],
  /** Hash of the readings of what a branch is called after. */
  branchKey: [Uint32Array, 1],
  /** Hash of the road's readings. */
  roadKey: [Uint32Array, 1],
  number: [Uint32Array, 1],
  room: [Uint32Array, 1],
  poiKey: [Uint32Array, 1],
  town: [Uint32Array, 1],
  county: [Uint32Array, 1],
  personKey: [Uint32Array, 1],
  codeKey: [Uint32Array, 1],
  organisationKey: [Uint32Array, 1],
  /** The premises to which the record belongs so far: the number of the first record of them. */
  premises: [Uint32Array, 1],
  /** Days since 1970; 0 when there is none. */
  issuedOn: [Int32Array, 1],
  core: [Uint16Array, CORE_UNITS],
  road: [Uint16Array, ROAD_UNITS],
  person: [Uint16Array, PERSON_UNITS],
  sub: [Uint16Array, 1],
  building: [Uint16Array, 1],
  /** How many records of the same register share the value, at most 65,535. */
  coreCrowd: [Uint16Array, 1],
  soundCrowd: [Uint16Array, 1],
  houseCrowd: [Uint16Array, 1],
  roomCrowd: [Uint16Array, 1],
  personCrowd: [Uint16Array, 1],
  phoneCrowd: [Uint16Array, 1],
  coreLength: [Uint8Array, 1],
  trade: [Uint8Array, 1],
  /** 1: of the trades under comparison, by name or by scope. */
  inClass: [Uint8Array, 1],
  roadLength: [Uint8Array, 1],
  codeState: [Uint8Array, 1],
} as const

/** Columns of their own, for what is asked of few records. */
const APART = {
  /** Days since 1970; 0 when there is none. */
  expiresOn: Int32Array,
  /** The signs that stand in the code, a bit each: codes that are near share nearly all. */
  codeSigns: Uint32Array,
  /** Hash of the key; 0 without one. */
  keyHash: Uint32Array,
  /** 0 unknown, 1 in force, 2 cancelled or revoked. */
  standing: Uint8Array,
} as const

/** Bytes that a record takes: whole lines of memory. */
export const BYTES = 128
/**
 * A record's place in its arrays is its number times the elements that a record takes: `pool.trade[at * BYTES]`,
 * `pool.sub[at * HALVES]`, `pool.county[at * WORDS]`, `pool.phone[at * LONGS]`.
 */
export const HALVES: number = BYTES / 2
export const WORDS: number = BYTES / 4
export const LONGS: number = BYTES / 8

type Fields = typeof RECORD
type Apart = typeof APART
export type PoolColumns = { readonly [K in keyof Fields]: InstanceType<Fields[K][0]> } & {
  readonly [K in keyof Apart]: InstanceType<Apart[K]>
}
type Kind = (new (
  memory: SharedArrayBuffer,
  offset: number,
  length: number,
) => ArrayBufferView) & {
  readonly BYTES_PER_ELEMENT: number
}

/**
 * All records of all registers, register after register, as numbers in shared memory: every thread sees them, and a
 * pair is compared without making an object.
 */
export interface Pool extends PoolColumns {
  /** Records; the place behind the last is free for one that is looked at as if it were there. */
  readonly size: number
  /** First record of each register, and after the last one the size. */
  readonly starts: Uint32Array
  readonly memory: SharedArrayBuffer
}

/** Bytes that a record takes in the pool. */
export const POOL_BYTES_PER_RECORD: number =
  BYTES + Object.values(APART).reduce((sum, { BYTES_PER_ELEMENT }) => sum + BYTES_PER_ELEMENT, 0)

export function makePool(starts: readonly number[]): Pool {
  const size = starts.at(-1) ?? 0
  const memory = new SharedArrayBuffer((size + 1) * POOL_BYTES_PER_RECORD)
  return attachPool({ starts: Uint32Array.from(starts), memory })
}

/** The same pool in another thread. */
export function attachPool(handed: Pick<Pool, 'starts' | 'memory'>): Pool {
  const size = handed.starts.at(-1) ?? 0
  const places = size + 1
  const columns: Record<string, ArrayBufferView> = {}
  let offset = 0
  for (const [name, [Each, width]] of Object.entries(RECORD) as [string, readonly [Kind, number]][]) {
    const bytes = Each.BYTES_PER_ELEMENT
    columns[name] = new Each(handed.memory, offset, (places * BYTES - offset) / bytes)
    offset += bytes * width
  }
  if (offset > BYTES) throw new Error(`a record takes ${offset} bytes`)
  let start = places * BYTES
  for (const [name, Each] of Object.entries(APART) as [string, Kind][]) {
    columns[name] = new Each(handed.memory, start, places)
    start += places * Each.BYTES_PER_ELEMENT
  }
  return { ...(columns as unknown as PoolColumns), ...handed, size }
}

/** A copy in which each register has room for so many records more, which are blank. */
export function copyWithRoom(pool: Pool, room: number): Pool {
  const copy = makePool(Array.from(pool.starts, (start, k) => start + room * k))
  const [from, to] = [new Uint8Array(pool.memory), new Uint8Array(copy.memory)]
  for (let k = 0; k + 1 < pool.starts.length; k++) {
    const [start, end, there] = [pool.starts[k]!, pool.starts[k + 1]!, copy.starts[k]!]
    to.set(from.subarray(start * BYTES, end * BYTES), there * BYTES)
    for (const name of Object.keys(APART) as (keyof Apart)[]) copy[name].set(pool[name].subarray(start, end), there)
  }
  return copy
}

/** The register in which a record stands. */
export function registerOf(pool: Pool, record: number): number {
  let k = 0
  while (record >= pool.starts[k + 1]!) k++
  return k
}
