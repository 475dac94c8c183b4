import type { PlainDate } from '../../kernel/dates.ts'
import type { RegisterFault } from './register-row.ts'
import type { RegisterSource } from './profiles.ts'

/** What the import says of a place, its codes those of the dictionaries; `town` is what the caller's `townOf` made of the address. */
export interface PremisesData {
  readonly name: string
  readonly tradeName: string | null
  readonly uscc: string | null
  readonly kind: string
  readonly town: string | null
  readonly address: string | null
  readonly principal: string | null
  readonly phone: string | null
  readonly scope: string | null
  readonly openingState: string
  readonly registeredOn: PlainDate | null
  readonly sources: readonly string[]
}

/** What the import says of a licence, permit, tax or merchant registration. */
export interface LicenceData {
  readonly kind: string
  readonly licenceNo: string
  readonly holder: string
  readonly uscc: string | null
  readonly address: string | null
  readonly scope: string | null
  readonly issuedOn: PlainDate | null
  readonly expiresOn: PlainDate | null
  readonly standing: string
  readonly issuer: string | null
  readonly source: string
  readonly asOf: PlainDate | null
  /** True when it hangs on a place; false is what the comparison looks at next. */
  readonly matched: boolean
}

export interface KnownPremises extends PremisesData {
  readonly id: string
}

export interface KnownLicence extends LicenceData {
  readonly id: string
  readonly premises: string | null
}

/** The place of a licence: one that is known, or one that this import makes, by its code. */
export type PlaceRef = { readonly id: string } | { readonly uscc: string }

/** One intended change, in the order in which they are to be done. `row` is the row of the file that it comes from. */
export type MergeStep =
  | {
      readonly does: 'create-premises'
      readonly row: number
      readonly data: PremisesData
      readonly hintsAtMedicalWork: boolean
    }
  | {
      readonly does: 'update-premises'
      readonly row: number
      readonly id: string
      readonly changes: Partial<PremisesData>
    }
  | {
      readonly does: 'create-licence'
      readonly row: number
      readonly place: PlaceRef | null
      readonly data: LicenceData
    }
  | {
      readonly does: 'update-licence'
      readonly row: number
      readonly id: string
      readonly changes: Partial<LicenceData>
      /** Given only when the licence comes to hang on a place that it did not hang on. */
      readonly place?: PlaceRef
    }

export interface MergeCounts {
  readonly rows: number
  /** Rows of trades that are none of ours. */
  readonly outOfScope: number
  readonly refused: number
  /** The same number again in the file; the last row counts. */
  readonly repeated: number
  /** Rows older than what is known. */
  readonly older: number
  readonly premises: { readonly created: number; readonly updated: number; readonly unchanged: number }
  readonly licences: { readonly created: number; readonly updated: number; readonly unchanged: number }
  /** Licences of this file that hang on a place, and that hang on none. */
  readonly matched: number
  readonly unmatched: number
  /** Licences known from this source that the file does not name any more; they are left as they are. */
  readonly gone: number
}

/** What an import of a register would do. The same file against its own result gives no step. */
export interface MergePlan {
  readonly source: RegisterSource
  readonly asOf: PlainDate | null
  readonly steps: readonly MergeStep[]
  readonly counts: MergeCounts
  readonly faults: readonly RegisterFault[]
}
