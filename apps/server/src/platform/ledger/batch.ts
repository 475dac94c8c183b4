import { createHash } from 'node:crypto'
import type pg from 'pg'

/**
 * Everything an action writes, as one statement: each write is a common table expression, so that a whole
 * action costs one round trip and the database plans it once.
 */
export class Batch {
  readonly #parts: string[] = []
  readonly #values: unknown[] = []

  /** A parameter of the statement. */
  param(value: unknown, type: string): string {
    return `$${this.#values.push(value)}::${type}`
  }

  /** Adds a data-modifying statement whose parameters were made by {@link param}. */
  add(statement: string): void {
    this.#parts.push(statement)
  }

  /** Inserts rows of one shape, each column as one array parameter; `onConflict` ends the statement. */
  insert(
    table: string,
    columns: readonly (readonly [name: string, type: string])[],
    rows: readonly (readonly unknown[])[],
    onConflict = '',
  ): void {
    if (rows.length === 0) return
    const names = columns.map(([name]) => `"${name}"`).join(', ')
    // Arrays of arrays do not unnest; such columns, and single rows, are written out.
    const tuples = rows.map(
      (row) => `(${row.map((value, i) => this.param(value, columns[i]?.[1] ?? 'text')).join(', ')})`,
    )
    this.add(`insert into ${table} (${names}) values ${tuples.join(', ')} ${onConflict}`)
  }

  async run(client: pg.ClientBase): Promise<void> {
    if (this.#parts.length === 0) return
    const text = `with ${this.#parts.map((part, i) => `w${i} as (${part})`).join(', ')} select 1`
    // Named statements are planned once a connection; very long ones are rare and not worth a plan.
    const name = this.#values.length < 400 ? createHash('sha1').update(text).digest('hex') : undefined
    await client.query(name === undefined ? { text, values: this.#values } : { name, text, values: this.#values })
  }
}
