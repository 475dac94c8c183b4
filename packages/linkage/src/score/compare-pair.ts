import { CODE } from '../normalise/identity.ts'
import { CORE_UNITS, type Pool, ROAD_UNITS } from '../pool/pool.ts'
import { isMedical } from '../pool/read-records.ts'
import { LOOK, SOUND } from '../tables/characters.ts'
import { TRADE } from '../tables/trades.ts'
import { FIELD_COUNT, fieldIndex, levelIndex } from './levels.ts'

const F = {
  code: fieldIndex('code'),
  name: fieldIndex('name'),
  trade: fieldIndex('trade'),
  region: fieldIndex('region'),
  address: fieldIndex('address'),
  principal: fieldIndex('principal'),
  phone: fieldIndex('phone'),
  dates: fieldIndex('dates'),
} as const
type Of = Parameters<typeof levelIndex>[0]
const level =
  (field: Of) =>
  (name: string): number =>
    levelIndex(field, name)
const [C, N, T, R, A, P, H, D] = (
  ['code', 'name', 'trade', 'region', 'address', 'principal', 'phone', 'dates'] as const
).map(level) as [Level, Level, Level, Level, Level, Level, Level, Level]
type Level = (name: string) => number

const code = {
  equal: C('equal'),
  organisation: C('organisation'),
  broken: C('equal-broken'),
  near: C('near'),
  differsBroken: C('different-broken'),
  differs: C('different'),
}
const name = {
  equal: N('equal'),
  sound: N('sounds-equal'),
  alike: N('alike'),
  alikeShort: N('alike-short'),
  contained: N('contained'),
  containedShort: N('contained-short'),
  offLong: N('one-off-long'),
  off: N('one-off'),
  half: N('half'),
  one: N('one-shared'),
  differs: N('different'),
}
const trade = {
  word: T('same-word'),
  kind: T('same-kind'),
  other: T('other-kind'),
  scope: T('by-scope'),
  none: T('other-trade'),
}
const region = {
  town: R('same-town'),
  county: R('same-county'),
  otherTown: R('other-town'),
  otherCounty: R('other-county'),
}
const address = {
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
const person = { equal: P('equal'), near: P('near'), surname: P('same-surname'), differs: P('different') }
const phone = { equal: H('equal'), near: H('near'), differs: H('different') }
const dates = { fits: D('fits'), before: D('before') }

/** Reads the code of a record as code units; needed only where two codes differ. */
export type CodeUnits = (at: number) => Uint16Array

/**
 * Compares two records field by field: `levels` gets a level for each field, `crowds` how many records of `b`'s
 * register share the value where that is what weighs. `a` is the record in question, `b` stands in the register.
 */
export class PairComparer {
  readonly levels: Uint8Array = new Uint8Array(FIELD_COUNT)
  readonly crowds: Float64Array = new Float64Array(FIELD_COUNT)
  private readonly rows = new Uint8Array(64)

  constructor(
    private readonly pool: Pool,
    readonly codeUnits: CodeUnits,
  ) {}

  compare(a: number, b: number): void {
    const { levels, crowds } = this
    crowds.fill(0)
    levels[F.code] = this.code(a, b)
    levels[F.name] = this.name(a, b)
    levels[F.trade] = this.trade(a, b)
    levels[F.address] = this.place(a, b)
    // A house stands in one town: where the road agrees, the town says nothing more.
    const at = levels[F.address]!
    levels[F.region] = at > 0 && at <= address.road ? 0 : this.region(a, b)
    levels[F.principal] = this.principal(a, b)
    levels[F.phone] = this.phone(a, b)
    levels[F.dates] = this.dates(a, b)
  }

  /** Whether a field other than the code agrees: what makes an equal code believable. */
  agreesElsewhere(): boolean {
    const { levels } = this
    const n = levels[F.name]!
    const at = levels[F.address]!
    return (
      (n > 0 && n <= name.offLong) ||
      (at > 0 && at <= address.road) ||
      levels[F.principal] === person.equal ||
      levels[F.phone] === phone.equal
    )
  }

  /** Whether another field contradicts: then an equal code alone proves nothing. */
  contradicts(): boolean {
    const { levels } = this
    return levels[F.name]! >= name.half || levels[F.address]! >= address.otherNumber
  }

  private code(a: number, b: number): number {
    const { pool, crowds } = this
    const [stateA, stateB] = [pool.codeState[a]!, pool.codeState[b]!]
    if (stateA !== CODE.none && stateB !== CODE.none) {
      if (pool.codeKey[a] === pool.codeKey[b]) {
        crowds[F.code] = 1
        return stateA === CODE.sound ? code.equal : code.broken
      }
      // Two sound codes that differ belong to two; a slip of the pen would break the check digit.
      if (stateA === CODE.sound && stateB === CODE.sound) return code.differs
      return isNear(this.codeUnits(a), this.codeUnits(b), this.rows) ? code.near : code.differsBroken
    }
    const [one, other] = [pool.organisationKey[a]!, pool.organisationKey[b]!]
    if (one === 0 || other === 0) return 0
    crowds[F.code] = 1
    return one === other ? code.organisation : code.differs
  }

  private name(a: number, b: number): number {
    const { pool } = this
    const [la, lb] = [pool.coreLength[a]!, pool.coreLength[b]!]
    if (la === 0 || lb === 0) return 0
    if (pool.coreKey[a] === pool.coreKey[b]) {
      this.crowds[F.name] = Math.max(1, pool.coreCrowd[b]!)
      return name.equal
    }
    if (pool.soundKey[a] === pool.soundKey[b]) {
      this.crowds[F.name] = Math.max(1, pool.soundCrowd[b]!)
      return name.sound
    }
    const [fa, fb] = [a * CORE_UNITS, b * CORE_UNITS]
    const most = Math.max(la, lb)
    const least = Math.min(la, lb)
    if (la === lb) {
      let off = 0
      let alike = 0
      for (let i = 0; i < la; i++) {
        const [one, other] = [pool.core[fa + i]!, pool.core[fb + i]!]
        if (one === other) continue
        off++
        if (LOOK[one] === LOOK[other] || (SOUND[one] !== 0 && SOUND[one] === SOUND[other])) alike++
      }
      if (off === 1 && alike === 1) return la > 2 ? name.alike : name.alikeShort
      if (off === 1 && la > 1) return la >= 4 ? name.offLong : la === 3 ? name.off : name.one
    } else if (least >= 2 && this.contains(fa, la, fb, lb)) return least >= 3 ? name.contained : name.containedShort
    const common = this.commonInOrder(fa, la, fb, lb)
    if (most >= 4 && common >= most - 1) return name.offLong
    if (common === 2 && most === 3) return name.off
    if (common >= 2 && common * 2 >= most) return name.half
    return common >= 1 ? name.one : name.differs
  }

  private contains(fa: number, la: number, fb: number, lb: number): boolean {
    const { core } = this.pool
    const [long, ll, short, sl] = la > lb ? [fa, la, fb, lb] : [fb, lb, fa, la]
    for (let from = 0; from + sl <= ll; from++) {
      let i = 0
      while (i < sl && core[long + from + i] === core[short + i]) i++
      if (i === sl) return true
    }
    return false
  }

  /** Length of the longest common subsequence of two cores; eight by eight at most. */
  private commonInOrder(fa: number, la: number, fb: number, lb: number): number {
    const { core } = this.pool
    const { rows } = this
    rows.fill(0, 0, lb + 1)
    for (let i = 1; i <= la; i++) {
      let diagonal = 0
      for (let j = 1; j <= lb; j++) {
        const up = rows[j]!
        rows[j] = core[fa + i - 1] === core[fb + j - 1] ? diagonal + 1 : Math.max(up, rows[j - 1]!)
        diagonal = up
      }
    }
    return rows[lb]!
  }

  private trade(a: number, b: number): number {
    const { pool } = this
    const [ta, tb] = [pool.trade[a]!, pool.trade[b]!]
    const kinds = TRADE.beauty | TRADE.hair | TRADE.medical | TRADE.other
    if (pool.tradeKey[a] === 0 || (ta & kinds) === 0 || (tb & kinds) === 0) {
      // What says nothing of a trade may still be none of those under comparison.
      if (pool.inClass[a] === 1 && pool.inClass[b] === 0) return trade.none
      return 0
    }
    if (pool.tradeKey[a] === pool.tradeKey[b]) return trade.word
    if (pool.inClass[a] !== pool.inClass[b]) return trade.none
    if ((tb & TRADE.other) !== (ta & TRADE.other)) return trade.scope
    if (isMedical(ta) === isMedical(tb)) return trade.kind
    return trade.other
  }

  private region(a: number, b: number): number {
    const { pool } = this
    const [ca, cb] = [pool.county[a]!, pool.county[b]!]
    if (ca !== 0 && cb !== 0 && ca !== cb) return region.otherCounty
    const [ta, tb] = [pool.town[a]!, pool.town[b]!]
    if (ta !== 0 && tb !== 0) return ta === tb ? region.town : region.otherTown
    return ca !== 0 && cb !== 0 ? region.county : 0
  }

  /** The address, and where it says nothing or something else, what the branch is called after. */
  private place(a: number, b: number): number {
    const { pool } = this
    const level = this.address(a, b)
    if (level !== 0 && level < address.otherNumber) return level
    if (level === address.otherNumber) return level
    const [branchA, branchB] = [pool.branchKey[a]!, pool.branchKey[b]!]
    if (branchA !== 0 && (branchA === branchB || branchA === pool.roadKey[b] || branchA === pool.poiKey[b]))
      return address.branch
    if (branchB !== 0 && (branchB === pool.roadKey[a] || branchB === pool.poiKey[a])) return address.branch
    return level
  }

  private address(a: number, b: number): number {
    const { pool } = this
    const [ra, rb] = [pool.roadKey[a]!, pool.roadKey[b]!]
    if (ra === 0 || rb === 0) {
      const [pa, pb] = [pool.poiKey[a]!, pool.poiKey[b]!]
      return pa === 0 || pb === 0 ? 0 : pa === pb ? address.building : 0
    }
    const [na, nb] = [pool.number[a]!, pool.number[b]!]
    const sameRoad = ra === rb || this.isContainedRoad(a, b)
    if (!sameRoad) {
      if (na !== 0 && na === nb && this.isNearRoad(a, b))
        return this.isSameRoom(a, b) ? address.elsewhere : address.nearRoad
      if (this.isSameRoom(a, b) && pool.poiKey[a] !== 0 && pool.poiKey[a] === pool.poiKey[b]) return address.elsewhere
      return pool.poiKey[a] !== 0 && pool.poiKey[a] === pool.poiKey[b] ? address.building : address.differs
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
    const [sa, sb] = [pool.sub[a]!, pool.sub[b]!]
    if (sa !== 0 && sb !== 0 && sa !== sb) return address.otherSub
    const [rooma, roomb] = [pool.room[a]!, pool.room[b]!]
    if (rooma !== 0 && roomb !== 0) {
      if (rooma !== roomb) return address.otherRoom
      if (pool.building[a] === 0 || pool.building[b] === 0 || pool.building[a] === pool.building[b])
        return this.counted(b, true)
      return address.otherRoom
    }
    if (pool.building[a] !== 0 && pool.building[b] !== 0 && pool.building[a] !== pool.building[b])
      return address.otherRoom
    return this.counted(b, false)
  }

  /** The same room of the same building, by numbers that few share by chance. */
  private isSameRoom(a: number, b: number): boolean {
    const { pool } = this
    return pool.room[a]! >= 100 && pool.room[a] === pool.room[b] && pool.building[a] === pool.building[b]
  }

  private counted(b: number, byRoom: boolean): number {
    const { pool } = this
    const inRoom = byRoom && pool.roomCrowd[b]! > 0
    this.crowds[F.address] = Math.max(1, inRoom ? pool.roomCrowd[b]! : pool.houseCrowd[b]!)
    return byRoom ? address.room : address.house
  }

  /** `43936室` where the sign of the house was lost: 43号936室. */
  private isGlued(a: number, b: number): boolean {
    const { pool } = this
    if (pool.number[a] !== 0 || pool.room[a] === 0 || pool.number[b] === 0 || pool.room[b] === 0) return false
    const figures = 10 ** String(pool.room[b]).length
    return pool.number[b]! * figures + pool.room[b]! === pool.room[a]
  }

  /** 中山路 in 中山北路 is another road; 解放大道 with its district before it is not. */
  private isContainedRoad(a: number, b: number): boolean {
    const { pool } = this
    const [la, lb] = [pool.roadLength[a]!, pool.roadLength[b]!]
    if (la === lb || Math.min(la, lb) < 3) return false
    const [long, ll, short, sl] = la > lb ? [a, la, b, lb] : [b, lb, a, la]
    for (let i = 1; i <= sl; i++)
      if (pool.road[long * ROAD_UNITS + ll - i] !== pool.road[short * ROAD_UNITS + sl - i]) return false
    return true
  }

  private isNearRoad(a: number, b: number): boolean {
    const { pool } = this
    const [la, lb] = [pool.roadLength[a]!, pool.roadLength[b]!]
    const [fa, fb] = [a * ROAD_UNITS, b * ROAD_UNITS]
    if (Math.min(la, lb) < 2 || Math.abs(la - lb) > 1) return false
    let head = 0
    while (head < la && head < lb && pool.road[fa + head] === pool.road[fb + head]) head++
    let tail = 0
    while (tail < la - head && tail < lb - head && pool.road[fa + la - 1 - tail] === pool.road[fb + lb - 1 - tail])
      tail++
    // One sign written, left out or added, and at least one besides the word for the road agrees.
    return Math.max(la, lb) - head - tail <= 1 && head + tail >= 2
  }

  private principal(a: number, b: number): number {
    const { pool } = this
    if (pool.personKey[a] === 0 || pool.personKey[b] === 0) return 0
    if (pool.personKey[a] === pool.personKey[b]) {
      this.crowds[F.principal] = Math.max(1, pool.personCrowd[b]!)
      return person.equal
    }
    const [fa, fb] = [a * 4, b * 4]
    let off = 0
    let alike = 0
    for (let i = 0; i < 4; i++) {
      const [one, other] = [pool.person[fa + i]!, pool.person[fb + i]!]
      if (one === other) continue
      off++
      if (one !== 0 && other !== 0 && (LOOK[one] === LOOK[other] || (SOUND[one] !== 0 && SOUND[one] === SOUND[other])))
        alike++
    }
    if ((off === 1 && (pool.person[fa + 2] !== 0 || alike === 1)) || off === alike) return person.near
    return pool.person[fa] === pool.person[fb] ? person.surname : person.differs
  }

  private phone(a: number, b: number): number {
    const { pool } = this
    const [one, other] = [pool.phone[a]!, pool.phone[b]!]
    if (one === 0 || other === 0) return 0
    if (one === other) {
      this.crowds[F.phone] = Math.max(1, pool.phoneCrowd[b]!)
      return phone.equal
    }
    return isNearPhone(one, other) ? phone.near : phone.differs
  }

  private dates(a: number, b: number): number {
    const [one, other] = [this.pool.issuedOn[a]!, this.pool.issuedOn[b]!]
    if (one === 0 || other === 0) return 0
    return one >= other - 31 ? dates.fits : dates.before
  }
}

/** One figure differs, or two neighbours are exchanged. */
function isNearPhone(a: number, b: number): boolean {
  let off = 0
  let [lastA, lastB] = [-1, -1]
  let exchanged = false
  for (let i = 0; i < 13; i++) {
    const [one, other] = [a % 10, b % 10]
    if (one !== other) {
      exchanged = off === 1 && one === lastB && other === lastA
      if (++off > 2) return false
      ;[lastA, lastB] = [one, other]
    } else if (off === 1) [lastA, lastB] = [-2, -3]
    a = Math.floor(a / 10)
    b = Math.floor(b / 10)
  }
  return off === 1 || exchanged
}

/** One figure differs, is missing or exchanged with its neighbour; single figures are never near. */
function isNearNumber(a: number, b: number): boolean {
  if (Math.min(a, b) < 10) return false
  const [one, other] = [String(a), String(b)]
  if (one.length === other.length) return isNearPhone(a, b)
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  if (long.length !== short.length + 1) return false
  for (let i = 0; i < long.length; i++) if (long.slice(0, i) + long.slice(i + 1) === short) return true
  return false
}

/** At most two signs written, left out or added. */
function isNear(a: Uint16Array, b: Uint16Array, rows: Uint8Array): boolean {
  if (Math.abs(a.length - b.length) > 2 || a.length > 40 || b.length > 40) return false
  for (let j = 0; j <= b.length; j++) rows[j] = j
  for (let i = 1; i <= a.length; i++) {
    let diagonal = rows[0]!
    rows[0] = i
    for (let j = 1; j <= b.length; j++) {
      const up = rows[j]!
      rows[j] = Math.min(up + 1, rows[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = up
    }
  }
  return rows[b.length]! <= 2
}
