import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../../api/client.ts'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'
import { NextPage } from '../../parts/NextPage.tsx'

interface Line {
  readonly id: string
  readonly at: string
  readonly actorName: string
  readonly action: string
  readonly outcome: 'done' | 'refused' | 'viewed' | 'escalated'
  readonly code: string | null
  readonly ledger: string | null
  readonly record: string | null
}

interface Person {
  readonly account: string
  readonly name: string
}

const NOTHING = { actor: '', outcome: '', from: '', until: '', record: '' }

/** The audit log, for the audit officer. */
export default function AuditPage() {
  const { t } = useTranslation()
  const [where, setWhere] = useState(NOTHING)
  const people = useQuery({ queryKey: ['people'], queryFn: () => get<{ rows: Person[] }>('/api/people') })
  const log = useInfiniteQuery({
    queryKey: ['audit', where],
    queryFn: ({ pageParam }) =>
      get<{ rows: Line[]; next: string | null }>(`/api/audit${query({ after: pageParam, ...where })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    retry: false,
  })
  const said = (line: Line) => {
    const [ledger = '', actions = ''] = line.action.split('.')
    const known = qingmei.ledgers.find((it) => it.name === ledger)
    return known
      ? `${known.label} · ${actions
          .split('+')
          .map((name) => known.actions.get(name)?.label ?? name)
          .join('、')}`
      : t(`audit.names.${line.action.replace('.', '-')}`, { defaultValue: line.action })
  }
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <div className="row">
        <h1>{t('audit.title')}</h1>
        <a className="btn q" href={`/api/audit.csv${query({ ...where })}`}>
          {t('audit.csv')}
        </a>
      </div>
      <div className="bar" style={{ marginTop: 12 }}>
        <label>
          {t('audit.who')}
          <select value={where.actor} onChange={(event) => setWhere({ ...where, actor: event.target.value })}>
            <option value="">{t('audit.everybody')}</option>
            {[...new Map(people.data?.rows.map((it) => [it.account, it.name]))].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('audit.outcome')}
          <select value={where.outcome} onChange={(event) => setWhere({ ...where, outcome: event.target.value })}>
            <option value="">{t('audit.all')}</option>
            {(['done', 'refused', 'viewed', 'escalated'] as const).map((it) => (
              <option key={it} value={it}>
                {t(`audit.${it}`)}
              </option>
            ))}
          </select>
        </label>
        {(['from', 'until'] as const).map((it) => (
          <label key={it}>
            {t(`audit.${it}`)}
            <input
              type="date"
              value={where[it]}
              onChange={(event) => setWhere({ ...where, [it]: event.target.value })}
            />
          </label>
        ))}
        {Object.values(where).some((it) => it !== '') ? (
          <button type="button" className="btn q" onClick={() => setWhere(NOTHING)}>
            {t('audit.clear')}
          </button>
        ) : null}
      </div>
      {log.data ? null : <Waiting error={log.error} />}
      {rows.length > 0 ? (
        <table className="table cards">
          <caption className="visually-hidden">{t('audit.title')}</caption>
          <thead>
            <tr>
              {(['at', 'who', 'what', 'object', 'outcome'] as const).map((it) => (
                <th key={it} scope="col">
                  {t(`audit.${it}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => (
              <tr key={line.id}>
                <td className="nowrap" data-label={t('audit.at')}>
                  <span>{shownInstant(line.at)}</span>
                </td>
                <td data-label={t('audit.who')}>
                  <span>{line.actorName}</span>
                </td>
                <td data-label={t('audit.what')}>
                  <span className="break">
                    {said(line)} {line.code ? <span className="soft small">{line.code}</span> : null}
                  </span>
                </td>
                <td data-label={t('audit.object')}>
                  {line.record ? (
                    <button
                      type="button"
                      className="btn link mono"
                      title={t('audit.ofRecord')}
                      onClick={() => setWhere({ ...NOTHING, record: line.record ?? '' })}
                    >
                      {line.record.slice(-12)}
                    </button>
                  ) : null}
                </td>
                <td data-label={t('audit.outcome')}>
                  <span>{t(`audit.${line.outcome}`)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {log.data && rows.length === 0 ? <div className="card soft">{t('audit.none')}</div> : null}
      <NextPage pages={log} label={t('audit.more')} />
    </>
  )
}
