import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { FILTERS, type Row } from './catalogue.ts'
import { Lines } from './Lines.tsx'
import { Verdict } from './Verdict.tsx'

/** Items of the directory: looked up as one types, by characters, pinyin, initials or sound. */
export default function CataloguePage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const table = useRef<HTMLTableElement>(null)
  const [params, setParams] = useSearchParams()
  const [typed, setTyped] = useState(params.get('q') ?? '')
  const asked = query({
    q: typed.trim(),
    nature: params.get('nature'),
    discipline: params.get('discipline'),
    grade: params.get('grade'),
    prohibited: params.get('prohibited'),
  })
  const found = useQuery({
    queryKey: ['catalogue', asked],
    queryFn: () => get<{ total: number; rows: Row[] }>(`/api/catalogue${asked}`),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  })
  const rows = found.data?.rows ?? []
  // From the address itself: two changes may come before the page is drawn once.
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(window.location.search)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setParams(next, { replace: true })
  }
  const key = (event: KeyboardEvent) => {
    const [first] = rows
    if (event.key === 'Enter' && first) void go(`/catalogue/${first.id}`)
    else if (event.key === 'ArrowDown') table.current?.querySelector('a')?.focus()
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="row">
        <div>
          <h1>{t('catalogue.title')}</h1>
          <p className="sub">{t('catalogue.hint')}</p>
        </div>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('sheet.print')}
          </button>
          <a className="btn q" href={`/api/catalogue/export${asked}${asked === '' ? '?' : '&'}format=csv`}>
            {t('list.exportCsv')}
          </a>
          <a className="btn q" href={`/api/catalogue/export${asked}${asked === '' ? '?' : '&'}format=xlsx`}>
            {t('list.exportXlsx')}
          </a>
        </div>
      </div>
      <Lines />
      <div className="bar" role="search" aria-label={t('catalogue.title')}>
        <label className="wide">
          {t('catalogue.find')}
          <input
            type="search"
            value={typed}
            placeholder={t('catalogue.findHint')}
            onChange={(event) => {
              setTyped(event.target.value)
              set('q', event.target.value.trim())
            }}
            onKeyDown={key}
          />
        </label>
        {(['nature', 'discipline', 'grade'] as const).map((name) => (
          <label key={name}>
            {t(`catalogue.${name}`)}
            <select value={params.get(name) ?? ''} onChange={(event) => set(name, event.target.value)}>
              <option value="">{t('all')}</option>
              {FILTERS[name].map((it) => (
                <option key={it} value={it}>
                  {t(`catalogue.${name}s.${it}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label className="tick">
          <input
            type="checkbox"
            checked={params.get('prohibited') === 'true'}
            onChange={(event) => set('prohibited', event.target.checked ? 'true' : '')}
          />
          {t('catalogue.prohibitedOnly')}
        </label>
      </div>
      {found.error || found.isLoading ? <Waiting error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data ? (
        <p className="soft small" role="status">
          {t('catalogue.count', { n: rows.length, total: found.data.total })}
        </p>
      ) : null}
      {found.data && rows.length === 0 ? (
        <div className="card">
          <p className="soft">{t('catalogue.none')}</p>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <div className="scroll" tabIndex={0} role="region" aria-label={t('catalogue.title')}>
          <table className="table cards" ref={table}>
            <caption className="visually-hidden">{t('catalogue.title')}</caption>
            <thead>
              <tr>
                {(['item', 'nature', 'discipline', 'grade', 'look', 'confidence'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`catalogue.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ItemRow key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  )
}

function ItemRow({ row }: { row: Row }) {
  const { t } = useTranslation()
  return (
    <tr>
      <td data-label={t('catalogue.item')} className="item">
        <span className="break">
          <Link to={`/catalogue/${row.id}`}>{row.name}</Link>
          <span className="soft small names">
            {row.by !== null && row.by !== row.name
              ? t('catalogue.by', { name: row.by })
              : row.trade.slice(0, 5).join('、')}
          </span>
        </span>
      </td>
      <td data-label={t('catalogue.nature')}>
        <Verdict nature={row.nature} prohibited={row.prohibited !== undefined} />
      </td>
      <td data-label={t('catalogue.discipline')} className="nowrap">
        {t(`catalogue.disciplines.${row.discipline}`)}
      </td>
      <td data-label={t('catalogue.grade')} className="nowrap">
        {row.grade === undefined ? '—' : t(`catalogue.grades.${row.grade}`)}
      </td>
      <td data-label={t('catalogue.look')}>
        <span className="break">{row.look}</span>
      </td>
      <td data-label={t('catalogue.confidence')} className="nowrap">
        {t(`catalogue.confidences.${row.confidence}`)}
      </td>
    </tr>
  )
}
