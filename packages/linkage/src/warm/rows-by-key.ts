import { mixed } from '../normalise/cells.ts'
import { rawText, type Run } from '../run/state.ts'
import { cellsOfField } from '../table.ts'

/** Which rows of one register have a key; blanks in it say nothing. */
export class RowsByKey {
  /** Last row under each hash plus one, and the row before each under the same one. */
  private readonly last: Uint32Array
  private readonly previous: Uint32Array
  private readonly late = new Map<string, number[]>()
  private readonly base: number

  /** `left` has a 1 for each record of the pool that has other cells than its file. */
  constructor(
    private readonly run: Run,
    stage: number,
    private readonly left: Uint8Array,
  ) {
    this.base = run.pool.starts[stage]!
    const { table } = run.stages[stage]!.register
    const { rows } = table
    this.last = new Uint32Array(2 ** Math.max(4, Math.ceil(Math.log2(rows + 1))))
    this.previous = new Uint32Array(rows)
    const cells = cellsOfField(table, 'key')
    for (let row = 0; row < rows; row++) {
      cells.find(row)
      const told = telling(cells.text('key'))
      if (told === '') continue
      const slot = this.slotOf(told)
      this.previous[row] = this.last[slot]!
      this.last[slot] = row + 1
    }
  }

  /** The records with a key, in order; none have an empty one. */
  having(key: string): number[] {
    const told = telling(key)
    if (told === '') return []
    const found = [...(this.late.get(told) ?? [])]
    let row = this.last[this.slotOf(told)]!
    for (; row > 0; row = this.previous[row - 1]!) {
      const record = this.base + row - 1
      if (this.left[record] === 0 && telling(rawText(this.run, record, 'key')) === told) found.push(record)
    }
    return found.toSorted((a, b) => a - b)
  }

  private slotOf(told: string): number {
    let hash = 0x811c9dc5
    for (let i = 0; i < told.length; i++) hash = Math.imul(hash ^ told.charCodeAt(i), 0x01000193)
    return mixed(hash) & (this.last.length - 1)
  }

  /** Puts a record that has other cells than its file under its key. */
  put(record: number, key: string): void {
    const told = telling(key)
    if (told !== '') this.late.set(told, [...(this.late.get(told) ?? []), record])
  }

  /** Takes it away again. */
  drop(record: number, key: string): void {
    const told = telling(key)
    this.late.set(
      told,
      (this.late.get(told) ?? []).filter((it) => it !== record),
    )
  }
}

/** The key without blanks. */
function telling(key: string): string {
  for (let i = 0; i < key.length; i++)
    if (key.charCodeAt(i) <= BLANK) return key.slice(0, i) + telling(key.slice(i + 1))
  return key
}
const BLANK = 0x20
