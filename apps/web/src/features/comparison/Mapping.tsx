import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mappingFaults } from './mapping-faults.ts'

export interface MappedColumn {
  readonly column: string
  /** The field it is taken for; null: it is left out. */
  readonly field: string | null
  /** Some of its values, as the file writes them. */
  readonly samples: readonly string[]
}

export interface MappableField {
  readonly field: string
  readonly label: string
  readonly required: boolean
}

/** What each column of a file is taken for, with some of its values; a person confirms or corrects the guess. */
export function Mapping({
  columns,
  fields,
  busy,
  onConfirm,
}: {
  columns: readonly MappedColumn[]
  fields: readonly MappableField[]
  busy: boolean
  onConfirm: (mapping: Readonly<Record<string, string>>) => void
}) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(columns.flatMap((it) => (it.field === null ? [] : [[it.column, it.field]]))),
  )
  const faults = mappingFaults(chosen, fields)
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    if (faults.missing.length === 0 && faults.twice.length === 0) onConfirm(chosen)
  }
  const labelOf = (field: string) => fields.find((it) => it.field === field)?.label ?? field
  return (
    <form onSubmit={confirm}>
      <table className="table cards">
        <caption className="visually-hidden">{t('comparison.mapping')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.column')}</th>
            <th scope="col">{t('comparison.takenFor')}</th>
            <th scope="col">{t('comparison.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((it) => (
            <tr key={it.column}>
              <td data-label={t('comparison.column')}>
                <span className="strong break">{it.column}</span>
              </td>
              <td data-label={t('comparison.takenFor')}>
                <select
                  aria-label={t('comparison.takenForOf', { column: it.column })}
                  value={chosen[it.column] ?? ''}
                  onChange={(event) =>
                    setChosen(({ [it.column]: _old, ...rest }) =>
                      event.target.value === '' ? rest : { ...rest, [it.column]: event.target.value },
                    )
                  }
                >
                  <option value="">{t('comparison.leftOut')}</option>
                  {fields.map((field) => (
                    <option key={field.field} value={field.field}>
                      {field.label}
                      {field.required ? t('comparison.requiredMark') : ''}
                    </option>
                  ))}
                </select>
              </td>
              <td data-label={t('comparison.samples')} className="soft">
                <span className="break">{it.samples.filter((value) => value !== '').join(t('comparison.and'))}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.missing.length > 0 ? (
        <p className="note wait" role="status">
          {t('comparison.mappingMissing', { fields: faults.missing.map(labelOf).join(t('comparison.and')) })}
        </p>
      ) : null}
      {faults.twice.length > 0 ? (
        <p className="note wait" role="status">
          {t('comparison.mappingTwice', { fields: faults.twice.map(labelOf).join(t('comparison.and')) })}
        </p>
      ) : null}
      <p>
        <button type="submit" className="btn" disabled={busy || faults.missing.length + faults.twice.length > 0}>
          {busy ? t('saving') : t('comparison.confirmMapping')}
        </button>
      </p>
    </form>
  )
}
