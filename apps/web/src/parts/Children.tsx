import { fieldsOf } from '@qingmei/core/ledger/field'
import type { Child } from '@qingmei/core/ledger/ledger'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Row } from '../api/types.ts'
import { Value, type ValueWords } from './Value.tsx'

/** The rows of one child of a record, as a table. */
export function Children({ child, rows, words }: { child: Child; rows: readonly Row[]; words: ValueWords }) {
  const { t } = useTranslation()
  const fields = fieldsOf(child.fields as unknown as z.ZodObject)
  if (rows.length === 0) return <p className="soft">{t('empty')}</p>
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
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={String(row.no)}>
            {fields.map((field) => (
              <td key={field.name} data-label={field.label}>
                <span>
                  <Value field={field} value={row[field.name]} words={words} />
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
