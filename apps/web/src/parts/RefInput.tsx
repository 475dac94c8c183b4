import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../api/client.ts'
import type { Opened, Page, Row } from '../api/types.ts'
import { qingmei } from '../words/house.ts'

/** Picks a record of another ledger by typing a part of its name. */
export function RefInput({
  shared,
  target,
  value,
  onChange,
}: {
  shared: { id: string; required: boolean; 'aria-describedby': string | undefined }
  target: string
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const ledger = qingmei.ledger(target)
  const titleOf = (row: Row) => String(row[ledger.title] ?? row.number ?? row.id)
  const found = useQuery({
    queryKey: ['pick', target, typed],
    queryFn: () => get<Page>(`/api/ledgers/${target}${query({ q: typed, limit: 12 })}`),
    enabled: typed.trim().length > 1,
  })
  const chosen = useQuery({
    queryKey: ['record', target, value],
    queryFn: () => get<Opened>(`/api/ledgers/${target}/records/${value}`),
    enabled: value !== '',
    retry: false,
  })
  if (value !== '')
    return (
      <div className="row">
        <span id={shared.id}>{t('form.chosen', { title: chosen.data ? titleOf(chosen.data.record) : '…' })}</span>
        <button type="button" className="btn link" onClick={() => onChange('')}>
          {t('form.clear')}
        </button>
      </div>
    )
  return (
    <>
      <input
        {...shared}
        type="search"
        autoComplete="off"
        placeholder={t('form.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.data ? (
        <ul className="options">
          {found.data.rows.length === 0 ? (
            <li className="soft small" style={{ padding: '4px 10px' }}>
              {t('form.noMatch')}
            </li>
          ) : null}
          {found.data.rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => onChange(row.id)}>
                {titleOf(row)} <span className="soft small">{row.number ?? String(row.address ?? '')}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
