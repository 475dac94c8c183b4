import { fill } from '@qingmei/contract/fill'
import type { SkippedRow, TableFault } from '@qingmei/office'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'

/** One action that an import would do, and the row of the file that it comes from. */
export interface ImportStep {
  readonly ledger: string
  readonly action: string
  /** The record that is changed; absent when one is made. */
  readonly id?: string
  readonly input: Readonly<Record<string, unknown>>
  /** By this name later steps refer to the record that this step makes: `{ step: 'uscc:…' }` in their input. */
  readonly name?: string
  readonly row: number
}

/** A value of an input that stands for a record made earlier in the same import. */
export interface Made {
  readonly step: string
}

export const isMade = (value: unknown): value is Made => typeof value === 'object' && value !== null && 'step' in value

/** What an import would do, before anything is done. */
export interface ImportPlan {
  readonly ledger: string
  /** What kind of file it was taken for. */
  readonly profile: string
  readonly mapping: readonly { readonly column: string; readonly field: string; readonly label: string }[]
  readonly steps: readonly ImportStep[]
  readonly counts: {
    readonly good: number
    readonly bad: number
    readonly skipped: number
    readonly creates: number
    readonly updates: number
    readonly unchanged: number
  }
  readonly bad: readonly TableFault[]
  /** What is odd about rows that come in all the same, without the value named. */
  readonly notes: readonly TableFault[]
  readonly skipped: readonly Skipped[]
}

/** A row that is left out without being bad, or several of one kind. */
export interface Skipped {
  readonly row: number | null
  /** `title`, `total`, `same-row`, `out-of-scope` … */
  readonly why: string
  /** The row that says the same, or how many rows it is; null where neither. */
  readonly n: number | null
  readonly reason: string
  readonly text: string
}

/** Says why a row is left out, or why several are: `n` is how many then, or the row that says the same. */
export const leftOut = (it: {
  readonly row: number | null
  readonly why: keyof typeof WHY_SKIPPED
  readonly text?: string
  readonly n?: number
}): Skipped => {
  const { row, why, n = null, text = `${n ?? 0} 行` } = it
  return { row, why, n, reason: fill(WHY_SKIPPED[why], { n }), text }
}

export const WHY_SKIPPED = {
  title: '标题行',
  total: '合计行',
  signature: '落款行',
  note: '说明行',
  'repeated-header': '重复的表头',
  section: '分段行',
  'no-header': '没有表头的工作表',
  'hidden-sheet': '隐藏的工作表',
  'same-row': '与第 {n} 行相同',
  'out-of-scope': '不属美容、医疗范围，未导入',
  'same-number': '同一编号重复，以最后一行为准',
  older: '早于已有数据，未采用',
} satisfies Readonly<Record<SkippedRow['why'] | (string & {}), string>>

/** Whether a record already says what an input would say. */
export const isSame = (record: AnyRecord, input: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(input).every(([name, value]) => JSON.stringify(record[name] ?? null) === JSON.stringify(value ?? null))
