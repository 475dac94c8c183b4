import { hashKey } from '../run/decisions.ts'
import { rawText, type Run } from '../run/state.ts'

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
    const { rows, columns } = run.stages[stage]!.register.table
    this.last = new Uint32Array(2 ** Math.max(4, Math.ceil(Math.log2(rows + 1))))
    this.previous = new Uint32Array(rows)
    if (columns.key === undefined) return
    const { bytes, starts, ends } = columns.key
    for (let row = 0; row < rows; row++) {
      const hash = hashKey(bytes, starts[row]!, ends[row]!)
      if (hash === 0) continue
      const slot = hash & (this.last.length - 1)
      this.previous[row] = this.last[slot]!
      this.last[slot] = row + 1
    }
  }

  /** The records with a key, in order; none have an empty one. */
  having(key: string): number[] {
    const told = telling(key)
    if (told === '') return []
    const found = [...(this.late.get(told) ?? [])]
    const bytes = Buffer.from(told)
    let row = this.last[hashKey(bytes, 0, bytes.length) & (this.last.length - 1)]!
    for (; row > 0; row = this.previous[row - 1]!) {
      const record = this.base + row - 1
      if (this.left[record] === 0 && telling(rawText(this.run, record, 'key')) === told) found.push(record)
    }
    return found.toSorted((a, b) => a - b)
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
