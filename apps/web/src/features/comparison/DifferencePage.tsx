import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { printAll } from '../../parts/print-all.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { shownInstant } from '../../parts/time.ts'
import { DIFF_CHANGES, type DiffChange, type DiffReason, type DiffRow } from '@qingmei/contract/comparison-outcome'
import { Crumb } from './Crumb.tsx'
import { shownChance } from './estimate.ts'
import type { Run } from './run.ts'
import { NextPage } from '../../parts/NextPage.tsx'

interface DiffPage {
  readonly rows: readonly DiffRow[]
  readonly next: number | null
  readonly counts: Readonly<Record<DiffChange, number>>
}

/** What is otherwise than in another comparison: who came, who went, whose list or mark changed, and why. */
export function DifferencePage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const runs = useQuery({
    queryKey: ['list', 'comparison', 'all'],
    queryFn: () => get<{ rows: Run[] }>(`/api/ledgers/comparison${query({ limit: 100 })}`),
  })
  const others = (runs.data?.rows ?? []).filter((it) => it.id !== run.id && it.records !== null)
  const earlier = others.find((it) => it.startedAt < run.startedAt) ?? others[0]
  const other = params.get('with') ?? earlier?.id ?? ''
  const change = params.get('change') ?? ''
  const pages = useInfiniteQuery({
    queryKey: ['comparison difference', run.id, other, change],
    queryFn: ({ pageParam }) =>
      get<DiffPage>(`/api/comparisons/${run.id}/diff${query({ with: other, change, after: pageParam })}`),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
    enabled: other !== '',
  })
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const first = pages.data?.pages[0]
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <Crumb run={run} />
      <div className="row">
        <div>
          <h1>{t('comparison.difference')}</h1>
          <p className="sub">{t('comparison.differenceHint')}</p>
        </div>
        <div className="btns">
          <button
            type="button"
            className="btn q"
            disabled={pages.isFetchingNextPage}
            onClick={() => void printAll(pages)}
          >
            {t('sheet.print')}
          </button>
        </div>
      </div>
      {runs.data && others.length === 0 ? (
        <div className="card">
          <p className="soft">{t('comparison.nothingToCompare')}</p>
        </div>
      ) : null}
      {others.length > 0 ? (
        <div className="bar">
          <label>
            {t('comparison.comparedWith')}
            <select value={other} onChange={(event) => set('with', event.target.value)}>
              {others.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.title} {it.number} · {shownInstant(it.startedAt)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : null}
      {first ? (
        <dl className="strip">
          {DIFF_CHANGES.map((it) => (
            <div key={it}>
              <dt>{t(`comparison.change.${it}`)}</dt>
              <dd>
                <button
                  type="button"
                  className="btn link figure"
                  aria-pressed={change === it}
                  onClick={() => set('change', change === it ? '' : it)}
                >
                  {first.counts[it].toLocaleString('en-US')}
                </button>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {other !== '' && (pages.error || pages.isLoading) ? (
        <Waiting error={pages.error} retry={() => void pages.refetch()} />
      ) : null}
      {first && rows.length === 0 ? (
        <div className="card">
          <p className="soft">{t('comparison.noDifference')}</p>
        </div>
      ) : null}
      {rows.length > 0 ? <Changes run={run.id} other={other} rows={rows} /> : null}
      <NextPage pages={pages} />
    </>
  )
}

function Changes({ run, other, rows }: { run: string; other: string; rows: readonly DiffRow[] }) {
  const { t } = useTranslation()
  const place = (of: string, at: DiffRow['from']) =>
    at === null ? (
      <span className="soft">{t('comparison.notListed')}</span>
    ) : (
      <>
        <Link to={`/comparison/${of}/lines/${at.no}`}>{t(`comparison.class.${at.class}`)}</Link>{' '}
        {at.medical ? <span className="tag">{t('comparison.medicalTag')}</span> : null}
      </>
    )
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t('comparison.difference')}</caption>
      <thead>
        <tr>
          {(['change', 'name', 'from', 'to', 'why'] as const).map((it) => (
            <th key={it} scope="col">
              {t(`comparison.diffHead.${it}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.from?.no ?? ''}-${row.to?.no ?? ''}`}>
            <td data-label={t('comparison.diffHead.change')} className="nowrap">
              <ul className="reasons">
                {row.changes.map((it) => (
                  <li key={it}>{t(`comparison.change.${it}`)}</li>
                ))}
              </ul>
            </td>
            <td data-label={t('comparison.diffHead.name')}>
              <div className="break">
                {row.name}
                <div className="soft small">{row.address}</div>
              </div>
            </td>
            <td data-label={t('comparison.diffHead.from')}>
              <span>{place(other, row.from)}</span>
            </td>
            <td data-label={t('comparison.diffHead.to')}>
              <span>{place(run, row.to)}</span>
            </td>
            <td data-label={t('comparison.diffHead.why')}>
              <ul className="reasons">
                {row.reasons.map((it) => (
                  <li key={`${it.code}${it.record}`} className="break">
                    <Reason reason={it} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Reason({ reason: { code, record, fields, weighed } }: { reason: DiffReason }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`comparison.because.${code}`, { defaultValue: code })}
      {fields
        ? `${t('comparison.colon')}${fields.map((it) => t(`comparison.fields.${it}`)).join(t('comparison.and'))}`
        : ''}
      {weighed ? ` ${t('comparison.weighedFrom', { was: shownChance(weighed.was), is: shownChance(weighed.is) })}` : ''}{' '}
      <span className="soft small">{record}</span>
    </>
  )
}
