import type { Share } from '@qingmei/core/kernel/share'
import type { PremisesClass, RecordName, RegisterKind } from './comparison.ts'

export interface BlockingCount {
  /** Which key: `code`, `phone`, `address`, `name-gram` … */
  readonly key: string
  readonly lists: number
  readonly postings: number
  /** Lists longer than the cap, which were not followed, and how many records stand in them. */
  readonly capped: number
  readonly cappedRecords: number
  readonly cap: number
}

export interface RegisterReport {
  readonly file: string
  readonly kind: RegisterKind
  readonly rows: number
  readonly repeated: number
  /** Rows without a name, without a key, and with a code whose check character is wrong; they are compared all the same. */
  readonly lacking: { readonly name: number; readonly key: number; readonly soundCode: number }
  /** The first of these rows, counted from the first record. */
  readonly lackingRows: readonly number[]
  /** Records linked to one of an earlier register, standing alone, waiting for review. */
  readonly linked: number
  readonly alone: number
  readonly review: number
  readonly byCode: number
  /** Codes blanked on purpose and found again by the rest; null where too few records have one. */
  readonly hiddenKey: { readonly recall: Share; readonly precision: Share } | null
  /** Of known pairs whose fields were spoilt on purpose. */
  readonly planted: { readonly recall: Share; readonly precision: Share } | null
  /** Share of true pairs that blocking proposes at all, by two independent sets of keys. */
  readonly blockingRecall: Share | null
}

/** A code that belongs to somebody else: a lead, not a finding. */
export interface BorrowedCode {
  readonly link: number
  readonly record: RecordName
  readonly code: string
  readonly owner: RecordName
  readonly ownerName: string
  readonly name: string
}

export interface Report {
  /** Kinds of register that are not there; the result is provisional while it is not empty. */
  readonly missing: readonly RegisterKind[]
  readonly counts: {
    readonly records: number
    readonly premises: number
    readonly links: number
    readonly review: number
    readonly pairsScored: number
    readonly byClass: Readonly<Record<PremisesClass, number>>
    readonly uncertainByClass: Readonly<Record<PremisesClass, number>>
    readonly doesMedical: number
    /** The same of the places of the trades under comparison alone, which are a small part of a business register. */
    readonly inTrade: {
      readonly premises: number
      readonly byClass: Readonly<Record<PremisesClass, number>>
      readonly uncertainByClass: Readonly<Record<PremisesClass, number>>
    }
  }
  readonly seconds: Readonly<Record<string, number>>
  readonly memory: { readonly bytes: number; readonly bytesPerRow: number }
  readonly blocking: readonly BlockingCount[]
  readonly registers: readonly RegisterReport[]
  readonly borrowedCodes: readonly BorrowedCode[]
  /** Decisions that were followed, and those whose records are no longer there. */
  readonly decisions: { readonly followed: number; readonly without: number }
  readonly tables: Readonly<Record<string, string>>
}

/** Everything that was estimated: hand it to a later run to keep its weights. JSON, but for its size. */
export interface Model {
  readonly version: string
  readonly tables: Readonly<Record<string, string>>
  /** Provinces, cities, counties and towns that the files speak of. */
  readonly regions: readonly (readonly [word: string, kind: number, today?: string])[]
  readonly pairs: readonly PairModel[]
  /** The calibration learnt from reviewed pairs: points of a rising curve, raw probability to observed share. */
  readonly calibration: readonly (readonly [raw: number, observed: number])[]
}

/** Weights between two kinds of register. */
export interface PairModel {
  readonly from: RegisterKind
  readonly to: RegisterKind
  /** Share of `from` that has a partner in what was compared before it. */
  readonly prior: number
  /** Share of `from` that has a partner in `to`; a register of ten left-over lines holds few partners, however short it is. */
  readonly here: number
  readonly anchors: number
  /** By field, by level: how often among true pairs, and among random ones. */
  readonly m: Readonly<Record<string, readonly number[]>>
  readonly u: Readonly<Record<string, readonly number[]>>
  /**
   * Records without a partner that look like somebody, namesakes and neighbours: their share of those without a
   * partner, and how the fields they have from the one they look like agree with it.
   */
  readonly strangers: readonly StrangerModel[]
}

export interface StrangerModel {
  readonly share: number
  readonly s: Readonly<Record<string, readonly number[]>>
}

/** Links to be labelled by a person, drawn by band of probability so that few labels say much. */
export interface AccuracySample {
  readonly bands: readonly SampleBand[]
}
export interface SampleBand {
  readonly from: number
  readonly to: number
  /** Links in the band, and those drawn (indexes of links). */
  readonly population: number
  readonly drawn: readonly number[]
}
/** A label: whether the link (or the standing alone) is right. */
export interface Label {
  readonly link: number
  readonly right: boolean
}
/** Horvitz–Thompson estimate over the bands with its Wilson interval (effective sample size). */
export interface AccuracyEstimate {
  readonly precision: Share
  readonly byBand: readonly { readonly from: number; readonly to: number; readonly right: Share }[]
}
