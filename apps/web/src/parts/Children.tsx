import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Row } from '../api/types.ts'
import { rowWords } from './child-row.ts'
import { Value, type ValueWords } from './Value.tsx'
import { fieldsOf } from '../words/house.ts'

export const rowsOf = (record: Row, child: string) => (record[child] ?? []) as unknown as readonly Row[]

/** The rows of one child of a record, as a table. */
export function Children({
  ledger,
  record,
  child: name,
  words,
  tools,
}: {
  ledger: AnyLedger
  record: Row
  child: string
  words: ValueWords
  /** What may be done with a row, at its end. */
  tools?: (row: Row) => ReactNode
}) {
  const { t } = useTranslation()
  const child = ledger.children[name]
  const rows = rowsOf(record, name)
  if (!child) throw new Error(`${ledger.name} has no ${name}`)
  const fields = fieldsOf(child.fields as unknown as z.ZodObject)
  if (rows.length === 0) return <p className="soft">{t('empty')}</p>
  const named = (of: string, no: unknown) => {
    const row = rowsOf(record, of).find((it) => it.no === no)
    return row ? rowWords(ledger, of, row, words) : String(no)
  }
  return (
    <table className="table cards">
      <caption className="visually-hidden">{child.label}</caption>
      <thead>
        <tr>
          {fields.map((field) => (
            <th key={field.name} scope="col">
              {field.label}
            </th>
          ))}
          {tools ? <th scope="col">{t('tools')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={String(row.no)}>
            {fields.map((field) => (
              <td key={field.name} data-label={field.label}>
                <span>
                  {field.rows === undefined ? (
                    <Value field={field} value={row[field.name]} words={words} />
                  ) : (
                    named(field.rows, row[field.name])
                  )}
                </span>
              </td>
            ))}
            {tools ? <td>{tools(row)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
