import type { Row } from '../../api/types.ts'
import type { PremisesClass } from '@qingmei/contract/comparison'

/** A comparison as its ledger gives it. */
export interface Run extends Row {
  readonly title: string
  readonly asOf: string
  readonly startedAt: string
  readonly matchedAt: string | null
  readonly publishedAt: string | null
  readonly operator: string
  readonly twoReaders: boolean
  readonly provisional: boolean
  readonly provisionalWhy: string | null
  readonly records: number | null
  readonly places: number | null
  readonly licensed: number | null
  readonly unlicensed: number | null
  readonly neither: number | null
  readonly licenceOnly: number | null
  readonly uncertain: number | null
  readonly review: number | null
  readonly outOfScope: number | null
  readonly pending: number
  readonly entered: number | null
  readonly changed: number | null
  readonly left: number | null
  readonly note: string | null
  readonly inputs?: readonly RunInput[]
}

export interface RunInput {
  readonly no: number
  readonly file: string
  readonly kind: string
  readonly name: string
  readonly asOf: string
  readonly rows: number
  readonly stale: boolean
}

/** A file of a register as its ledger gives it. */
export interface RegisterFile extends Row {
  readonly source: string
  readonly kind: string
  readonly name: string
  readonly asOf: string
  readonly receivedAt: string
  readonly rows: number | null
  readonly taken: number | null
  readonly refused: number | null
  readonly noted: number | null
  readonly outOfScope: number | null
  readonly faults: string | null
  readonly note: string | null
}

/** How many places a run has in a class. */
export const countOf = (run: Run, name: PremisesClass): number =>
  ({
    'licensed-registered': run.licensed,
    'registered-only': run.unlicensed,
    neither: run.neither,
    'licensed-only': run.licenceOnly,
  })[name] ?? 0

/** Whether it is still being worked on, so that its page looks again. */
export const isUnderWay = (status: string): boolean => ['received', 'validated', 'publishing'].includes(status)

/** Whether it has a result to look at. */
export const hasResult = (run: Run): boolean => run.records !== null
