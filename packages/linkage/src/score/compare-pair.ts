import { CODE } from '../normalise/identity.ts'
import { BYTES, HALVES, LONGS, type Pool, WORDS } from '../pool/pool.ts'
import { isMedical } from '../pool/read-records.ts'
import { LOOK, SOUND } from '../tables/characters.ts'
import { TRADE } from '../tables/trades.ts'
import { AddressComparer, address } from './compare-address.ts'
import { FIELD_COUNT, fieldIndex, levelIndex } from './levels.ts'
import { bitCount, isNear, isNearPhone, MOST_OFF } from './near.ts'

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
const [C, N, T, R, P, H, D] = (['code', 'name', 'trade', 'region', 'principal', 'phone', 'dates'] as const).map(
  level,
) as [Level, Level, Level, Level, Level, Level, Level]
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
const person = { equal: P('equal'), near: P('near'), surname: P('same-surname'), differs: P('different') }
const phone = { equal: H('equal'), near: H('near'), differs: H('different') }
const dates = { fits: D('fits'), before: D('before') }

/** More of them are an address that firms are only registered at. */
const FEW_IN_A_ROOM = 10

/** 400 and 800 numbers, ten figures. */
const isHotline = (number: number): boolean =>
  (number >= 4_000_000_000 && number < 4_010_000_000) || (number >= 8_000_000_000 && number < 8_010_000_000)

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
  private readonly addresses: AddressComparer

  constructor(
    private readonly pool: Pool,
    readonly codeUnits: CodeUnits,
  ) {
    this.addresses = new AddressComparer(pool)
  }

  compare(a: number, b: number): void {
    const { levels, crowds } = this
    crowds.fill(0)
    levels[F.code] = this.code(a, b)
    levels[F.name] = this.name(a, b)
    levels[F.trade] = this.trade(a, b)
    levels[F.address] = this.addresses.compare(a, b)
    crowds[F.address] = this.addresses.crowd
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

  /** Whether both are called by one telephone or stand in one room: it may be the same shop under another name. */
  isTied(): boolean {
    const { levels, crowds } = this
    if (levels[F.phone] === phone.equal) return true
    const at = levels[F.address]!
    return (at === address.room || at === address.elsewhere) && crowds[F.address]! <= FEW_IN_A_ROOM
  }

  /** Whether another field contradicts: then an equal code alone proves nothing. */
  contradicts(): boolean {
    const { levels } = this
    return levels[F.name]! >= name.half || levels[F.address]! >= address.otherNumber
  }

  private code(a: number, b: number): number {
    const { pool, crowds } = this
    const [stateA, stateB] = [pool.codeState[a * BYTES]!, pool.codeState[b * BYTES]!]
    if (stateA !== CODE.none && stateB !== CODE.none) {
      if (pool.codeKey[a * WORDS] === pool.codeKey[b * WORDS]) {
        crowds[F.code] = 1
        return stateA === CODE.sound ? code.equal : code.broken
      }
      // Two sound codes that differ belong to two; a slip of the pen would break the check digit.
      if (stateA === CODE.sound && stateB === CODE.sound) return code.differs
      // Most are told apart by the signs that stand in them, without reading them again.
      if (bitCount(pool.codeSigns[a]! ^ pool.codeSigns[b]!) > 2 * MOST_OFF) return code.differsBroken
      return isNear(this.codeUnits(a), this.codeUnits(b), this.rows) ? code.near : code.differsBroken
    }
    const [one, other] = [pool.organisationKey[a * WORDS]!, pool.organisationKey[b * WORDS]!]
    if (one === 0 || other === 0) return 0
    crowds[F.code] = 1
    return one === other ? code.organisation : code.differs
  }

  private name(a: number, b: number): number {
    const { pool } = this
    const [la, lb] = [pool.coreLength[a * BYTES]!, pool.coreLength[b * BYTES]!]
    if (la === 0 || lb === 0) return 0
    if (pool.coreKey[a * WORDS] === pool.coreKey[b * WORDS]) {
      this.crowds[F.name] = Math.max(1, pool.coreCrowd[b * HALVES]!)
      return name.equal
    }
    if (pool.soundKey[a * WORDS] === pool.soundKey[b * WORDS]) {
      this.crowds[F.name] = Math.max(1, pool.soundCrowd[b * HALVES]!)
      return name.sound
    }
    const [fa, fb] = [a * HALVES, b * HALVES]
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
      if ((off === 1 && alike === 1) || (off === 2 && this.areExchanged(fa, fb, la)))
        return la > 2 ? name.alike : name.alikeShort
      if (off === 1 && la > 1) return la >= 4 ? name.offLong : la === 3 ? name.off : name.one
    } else if (least >= 2 && this.contains(fa, la, fb, lb)) return least >= 3 ? name.contained : name.containedShort
    const common = this.commonInOrder(fa, la, fb, lb)
    if (most >= 4 && common >= most - 1) return name.offLong
    if (common === 2 && most === 3) return name.off
    if (common >= 2 && common * 2 >= most) return name.half
    return common >= 1 ? name.one : name.differs
  }

  /** Two neighbours that stand the other way round: 俏运 and 运俏. */
  private areExchanged(fa: number, fb: number, length: number): boolean {
    const { core } = this.pool
    let i = 0
    while (i < length && core[fa + i] === core[fb + i]) i++
    return i + 1 < length && core[fa + i] === core[fb + i + 1] && core[fa + i + 1] === core[fb + i]
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
    const [ta, tb] = [pool.trade[a * BYTES]!, pool.trade[b * BYTES]!]
    const kinds = TRADE.beauty | TRADE.hair | TRADE.medical | TRADE.other
    if (pool.tradeKey[a * WORDS] === 0 || (ta & kinds) === 0 || (tb & kinds) === 0) {
      // What says nothing of a trade may still be none of those under comparison.
      if (pool.inClass[a * BYTES] === 1 && pool.inClass[b * BYTES] === 0) return trade.none
      return 0
    }
    if (pool.tradeKey[a * WORDS] === pool.tradeKey[b * WORDS]) return trade.word
    if (pool.inClass[a * BYTES] !== pool.inClass[b * BYTES]) return trade.none
    if ((tb & TRADE.other) !== (ta & TRADE.other)) return trade.scope
    if (isMedical(ta) === isMedical(tb)) return trade.kind
    return trade.other
  }

  private region(a: number, b: number): number {
    const { pool } = this
    const [ca, cb] = [pool.county[a * WORDS]!, pool.county[b * WORDS]!]
    if (ca !== 0 && cb !== 0 && ca !== cb) return region.otherCounty
    const [ta, tb] = [pool.town[a * WORDS]!, pool.town[b * WORDS]!]
    if (ta !== 0 && tb !== 0) return ta === tb ? region.town : region.otherTown
    return ca !== 0 && cb !== 0 ? region.county : 0
  }

  private principal(a: number, b: number): number {
    const { pool } = this
    if (pool.personKey[a * WORDS] === 0 || pool.personKey[b * WORDS] === 0) return 0
    if (pool.personKey[a * WORDS] === pool.personKey[b * WORDS]) {
      this.crowds[F.principal] = Math.max(1, pool.personCrowd[b * HALVES]!)
      return person.equal
    }
    const [fa, fb] = [a * HALVES, b * HALVES]
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
    const [one, other] = [pool.phone[a * LONGS]!, pool.phone[b * LONGS]!]
    if (one === 0 || other === 0) return 0
    if (one === other) {
      this.crowds[F.phone] = Math.max(1, pool.phoneCrowd[b * HALVES]!)
      return phone.equal
    }
    // A hotline is nobody's telephone on the other side, so it says nothing against it.
    if (isHotline(one) || isHotline(other)) return 0
    return isNearPhone(one, other) ? phone.near : phone.differs
  }

  private dates(a: number, b: number): number {
    const [one, other] = [this.pool.issuedOn[a * WORDS]!, this.pool.issuedOn[b * WORDS]!]
    if (one === 0 || other === 0) return 0
    return one >= other - 31 ? dates.fits : dates.before
  }
}
