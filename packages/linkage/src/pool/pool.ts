/** Units kept of a core name and of a road: what is longer is told apart by them as well. */
export const CORE_UNITS = 8
export const ROAD_UNITS = 6
const PERSON_UNITS = 4

/** A column of the pool: its array, and how many elements a record takes. */
const LAYOUT = {
  core: [Uint16Array, CORE_UNITS],
  coreLength: [Uint8Array, 1],
  /** Hash of the core's readings: equal for homophones. */
  soundKey: [Uint32Array, 1],
  coreKey: [Uint32Array, 1],
  trade: [Uint8Array, 1],
  tradeKey: [Uint32Array, 1],
  /** Hash of the readings of what a branch is called after. */
  branchKey: [Uint32Array, 1],
  /** 1: of the trades under comparison, by name or by scope. */
  inClass: [Uint8Array, 1],
  road: [Uint16Array, ROAD_UNITS],
  roadLength: [Uint8Array, 1],
  /** Hash of the road's readings. */
  roadKey: [Uint32Array, 1],
  number: [Uint32Array, 1],
  sub: [Uint16Array, 1],
  building: [Uint16Array, 1],
  entrance: [Uint8Array, 1],
  floor: [Uint8Array, 1],
  room: [Uint32Array, 1],
  poiKey: [Uint32Array, 1],
  town: [Uint32Array, 1],
  county: [Uint32Array, 1],
  person: [Uint16Array, PERSON_UNITS],
  personKey: [Uint32Array, 1],
  phone: [Float64Array, 1],
  codeKey: [Uint32Array, 1],
  organisationKey: [Uint32Array, 1],
  codeState: [Uint8Array, 1],
  /** 0 unknown, 1 in force, 2 cancelled or revoked. */
  standing: [Uint8Array, 1],
  /** Days since 1970; 0 when there is none. */
  issuedOn: [Int32Array, 1],
  expiresOn: [Int32Array, 1],
  /** How many records of the same register share the value, at most 65,535. */
  coreCrowd: [Uint16Array, 1],
  soundCrowd: [Uint16Array, 1],
  houseCrowd: [Uint16Array, 1],
  roomCrowd: [Uint16Array, 1],
  personCrowd: [Uint16Array, 1],
  phoneCrowd: [Uint16Array, 1],
  /** The premises to which the record belongs so far: the number of the first record of them. */
  premises: [Uint32Array, 1],
} as const

type Layout = typeof LAYOUT
/** Every kind of column is made over shared memory. */
type Column = new (memory: SharedArrayBuffer, offset: number, length: number) => ArrayBufferView
export type PoolColumns = { [K in keyof Layout]: InstanceType<Layout[K][0]> }

/**
 * All records of all registers, register after register, as columns of numbers in shared memory: every thread sees
 * them, and a pair is compared without making an object.
 */
export interface Pool extends PoolColumns {
  readonly size: number
  /** First record of each register, and after the last one the size. */
  readonly starts: Uint32Array
  readonly memory: SharedArrayBuffer
}

export function makePool(starts: readonly number[]): Pool {
  const size = starts.at(-1) ?? 0
  return attachPool({ starts: Uint32Array.from(starts), memory: new SharedArrayBuffer(plan(size).bytes) })
}

/** The same pool in another thread. */
export function attachPool(handed: Pick<Pool, 'starts' | 'memory'>): Pool {
  const size = handed.starts.at(-1) ?? 0
  const { offsets } = plan(size)
  const columns = Object.fromEntries(
    Object.entries(LAYOUT).map(([name, [Kind, width]]) => [
      name,
      new (Kind as Column)(handed.memory, offsets[name] ?? 0, size * width),
    ]),
  ) as unknown as PoolColumns
  return { ...columns, ...handed, size }
}

/** A copy in which each register has room for so many records more, which are blank. */
export function copyWithRoom(pool: Pool, room: number): Pool {
  const copy = makePool(Array.from(pool.starts, (start, k) => start + room * k))
  for (const [name, [, width]] of Object.entries(LAYOUT)) {
    const [from, to] = [pool[name as keyof Layout], copy[name as keyof Layout]]
    for (let k = 0; k + 1 < pool.starts.length; k++)
      to.set(from.subarray(pool.starts[k]! * width, pool.starts[k + 1]! * width), copy.starts[k]! * width)
  }
  return copy
}

function plan(size: number): { bytes: number; offsets: Record<string, number> } {
  let bytes = 0
  const offsets: Record<string, number> = {}
  for (const [name, [Kind, width]] of Object.entries(LAYOUT)) {
    bytes = Math.ceil(bytes / 8) * 8
    offsets[name] = bytes
    bytes += size * width * Kind.BYTES_PER_ELEMENT
  }
  return { bytes: Math.max(8, bytes), offsets }
}

/** Bytes that a record takes in the pool. */
export const POOL_BYTES_PER_RECORD: number = Object.values(LAYOUT).reduce(
  (sum, [Kind, width]) => sum + width * Kind.BYTES_PER_ELEMENT,
  0,
)

/** The register in which a record stands. */
export function registerOf(pool: Pool, record: number): number {
  let k = 0
  while (record >= pool.starts[k + 1]!) k++
  return k
}
