import { BYTES, HALVES, type Pool, WORDS } from '../pool/pool.ts'
import { levelIndex } from './levels.ts'
import { isNearNumber } from './near.ts'

const A = (name: string): number => levelIndex('address', name)

/** Levels of the address. */
export const address = {
  room: A('same-room'),
  house: A('same-house'),
  otherRoom: A('other-room'),
  otherSub: A('other-sub'),
  elsewhere: A('room-elsewhere'),
  branch: A('branch'),
  nearRoad: A('near-road'),
  nearNumber: A('near-number'),
  road: A('same-road'),
  building: A('same-building'),
  otherNumber: A('other-number'),
  differs: A('different'),
}

/** Compares where two records are. `crowd` is how many records of `b`'s register are there, when that is what weighs. */
export class AddressComparer {
  crowd = 0

  constructor(private readonly pool: Pool) {}

  /** The address, and where it says nothing or something else, what the branch is called after. */
  compare(a: number, b: number): number {
    const { pool } = this
    this.crowd = 0
    const level = this.address(a, b)
    if (level !== 0 && level < address.otherNumber) return level
    if (level === address.otherNumber) return level
    const [branchA, branchB] = [pool.branchKey[a * WORDS]!, pool.branchKey[b * WORDS]!]
    if (
      branchA !== 0 &&
      (branchA === branchB || branchA === pool.roadKey[b * WORDS] || branchA === pool.poiKey[b * WORDS])
    )
      return address.branch
    if (branchB !== 0 && (branchB === pool.roadKey[a * WORDS] || branchB === pool.poiKey[a * WORDS]))
      return address.branch
    return level
  }

  private address(a: number, b: number): number {
    const { pool } = this
    const [ra, rb] = [pool.roadKey[a * WORDS]!, pool.roadKey[b * WORDS]!]
    if (ra === 0 || rb === 0) {
      const [pa, pb] = [pool.poiKey[a * WORDS]!, pool.poiKey[b * WORDS]!]
      return pa === 0 || pb === 0 ? 0 : pa === pb ? address.building : 0
    }
    const [na, nb] = [pool.number[a * WORDS]!, pool.number[b * WORDS]!]
    const sameRoad = ra === rb || this.isContainedRoad(a, b)
    if (!sameRoad) {
      if (na !== 0 && na === nb && this.isNearRoad(a, b))
        return this.isSameRoom(a, b) ? address.elsewhere : address.nearRoad
      if (this.isSameRoom(a, b) && pool.poiKey[a * WORDS] !== 0 && pool.poiKey[a * WORDS] === pool.poiKey[b * WORDS])
        return address.elsewhere
      return pool.poiKey[a * WORDS] !== 0 && pool.poiKey[a * WORDS] === pool.poiKey[b * WORDS]
        ? address.building
        : address.differs
    }
    if (na === 0 || nb === 0)
      return this.isGlued(a, b) || this.isGlued(b, a)
        ? this.counted(b, true)
        : this.isSameRoom(a, b)
          ? address.elsewhere
          : address.road
    if (na !== nb) {
      if (this.isSameRoom(a, b)) return address.elsewhere
      return isNearNumber(na, nb) ? address.nearNumber : address.otherNumber
    }
    const [sa, sb] = [pool.sub[a * HALVES]!, pool.sub[b * HALVES]!]
    if (sa !== 0 && sb !== 0 && sa !== sb) return address.otherSub
    const [rooma, roomb] = [pool.room[a * WORDS]!, pool.room[b * WORDS]!]
    if (rooma !== 0 && roomb !== 0) {
      if (rooma !== roomb) return address.otherRoom
      if (
        pool.building[a * HALVES] === 0 ||
        pool.building[b * HALVES] === 0 ||
        pool.building[a * HALVES] === pool.building[b * HALVES]
      )
        return this.counted(b, true)
      return address.otherRoom
    }
    if (
      pool.building[a * HALVES] !== 0 &&
      pool.building[b * HALVES] !== 0 &&
      pool.building[a * HALVES] !== pool.building[b * HALVES]
    )
      return address.otherRoom
    return this.counted(b, false)
  }

  /** The same room of the same building, by numbers that few share by chance. */
  private isSameRoom(a: number, b: number): boolean {
    const { pool } = this
    return (
      pool.room[a * WORDS]! >= 100 &&
      pool.room[a * WORDS] === pool.room[b * WORDS] &&
      pool.building[a * HALVES] === pool.building[b * HALVES]
    )
  }

  private counted(b: number, byRoom: boolean): number {
    const { pool } = this
    const inRoom = byRoom && pool.roomCrowd[b * HALVES]! > 0
    this.crowd = Math.max(1, inRoom ? pool.roomCrowd[b * HALVES]! : pool.houseCrowd[b * HALVES]!)
    return byRoom ? address.room : address.house
  }

  /** `43936室` where the sign of the house was lost: 43号936室. */
  private isGlued(a: number, b: number): boolean {
    const { pool } = this
    if (
      pool.number[a * WORDS] !== 0 ||
      pool.room[a * WORDS] === 0 ||
      pool.number[b * WORDS] === 0 ||
      pool.room[b * WORDS] === 0
    )
      return false
    const figures = 10 ** String(pool.room[b * WORDS]).length
    return pool.number[b * WORDS]! * figures + pool.room[b * WORDS]! === pool.room[a * WORDS]
  }

  /** 中山路 in 中山北路 is another road; 解放大道 with its district before it is not. */
  private isContainedRoad(a: number, b: number): boolean {
    const { pool } = this
    const [la, lb] = [pool.roadLength[a * BYTES]!, pool.roadLength[b * BYTES]!]
    if (la === lb || Math.min(la, lb) < 3) return false
    const [long, ll, short, sl] = la > lb ? [a, la, b, lb] : [b, lb, a, la]
    for (let i = 1; i <= sl; i++)
      if (pool.road[long * HALVES + ll - i] !== pool.road[short * HALVES + sl - i]) return false
    return true
  }

  private isNearRoad(a: number, b: number): boolean {
    const { pool } = this
    const [la, lb] = [pool.roadLength[a * BYTES]!, pool.roadLength[b * BYTES]!]
    const [fa, fb] = [a * HALVES, b * HALVES]
    if (Math.min(la, lb) < 2 || Math.abs(la - lb) > 1) return false
    let head = 0
    while (head < la && head < lb && pool.road[fa + head] === pool.road[fb + head]) head++
    let tail = 0
    while (tail < la - head && tail < lb - head && pool.road[fa + la - 1 - tail] === pool.road[fb + lb - 1 - tail])
      tail++
    // One sign written, left out or added, or two exchanged, and at least one besides the word for the road agrees.
    const off = Math.max(la, lb) - head - tail
    if (off === 2 && la === lb && head + tail >= 1)
      return pool.road[fa + head] === pool.road[fb + head + 1] && pool.road[fa + head + 1] === pool.road[fb + head]
    return off <= 1 && head + tail >= 2
  }
}
