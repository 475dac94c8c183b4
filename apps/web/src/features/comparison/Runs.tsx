import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { State } from '../../parts/State.tsx'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { isUnderWay, type Run } from './run.ts'
import { NextPage } from '../../parts/NextPage.tsx'

interface RunPage {
  readonly rows: readonly Run[]
  readonly next: string | null
  readonly names: Readonly<Record<string, string>>
}

/** The comparisons so far, the newest first. */
export function Runs() {
  const { t } = useTranslation()
  const pages = useInfiniteQuery({
    queryKey: ['list', 'comparison'],
    queryFn: ({ pageParam }) => get<RunPage>(`/api/ledgers/comparison${query({ limit: 20, after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.rows.some((it) => isUnderWay(it.status))) ? 2000 : false,
  })
  const runs = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const shown = (n: number | null) => (n === null ? '' : n.toLocaleString('en-US'))
  return (
    <section aria-labelledby="runs" className="block">
      <h2 id="runs">{t('comparison.runs')}</h2>
      {pages.error || pages.isLoading ? <Waiting error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && runs.length === 0 ? (
        <div className="card">
          <p className="soft">{t('comparison.noRuns')}</p>
        </div>
      ) : null}
      {runs.length > 0 ? (
        <table className="table cards">
          <caption className="visually-hidden">{t('comparison.runs')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('comparison.run')}</th>
              <th scope="col">{t('comparison.asOf')}</th>
              {(['unlicensed', 'neither', 'review'] as const).map((it) => (
                <th key={it} scope="col" className="num">
                  {t(`comparison.figure.${it}`)}
                </th>
              ))}
              <th scope="col">{t('comparison.startedAt')}</th>
              <th scope="col">{t('comparison.state')}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td data-label={t('comparison.run')}>
                  <span className="break">
                    <Link to={`/comparison/${run.id}`}>{run.title}</Link>{' '}
                    <span className="soft small">{run.number}</span>
                  </span>
                </td>
                <td data-label={t('comparison.asOf')} className="nowrap">
                  <span>
                    {run.asOf}{' '}
                    {run.provisional ? <span className="tag wait">{t('comparison.provisional')}</span> : null}
                  </span>
                </td>
                {(['unlicensed', 'neither', 'review'] as const).map((it) => (
                  <td key={it} data-label={t(`comparison.figure.${it}`)} className="num">
                    <span>{shown(run[it])}</span>
                  </td>
                ))}
                <td data-label={t('comparison.startedAt')} className="nowrap">
                  <span>{shownInstant(run.startedAt)}</span>
                </td>
                <td data-label={t('comparison.state')}>
                  <State ledger="comparison" status={run.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <NextPage pages={pages} />
    </section>
  )
}
