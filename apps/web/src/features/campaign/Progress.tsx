import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { get } from '../../api/client.ts'
import { Chart } from '../../parts/Chart.tsx'
import { pairs, shares } from '../../parts/chart-options.ts'
import { percent } from './use-position.ts'

interface Answer {
  readonly month: string
  readonly coverage: readonly {
    readonly org: string
    readonly name: string
    readonly group: string
    readonly label: string
    readonly percent: number
    readonly base: number
    readonly done: number
    readonly need: number
    readonly rate: number | null
    readonly cumulative: number | null
  }[]
  readonly months: readonly {
    readonly month: string
    readonly filed: number
    readonly closed: number
    readonly money: number
    readonly paid: number
  }[]
}

const tenThousand = (fen: number): number => Math.round(fen / 10_000) / 100

/** Screening against its share, cases and money by month; each mark opens its rows. */
export function Progress({ campaign }: { campaign: string }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { data } = useQuery({
    queryKey: ['progress', campaign],
    queryFn: () => get<Answer>(`/api/campaigns/${campaign}/progress`),
    refetchInterval: 60_000,
  })
  const [first] = data?.coverage ?? []
  const coverage = useMemo(
    () =>
      shares(
        (data?.coverage ?? []).map((it) => ({ label: it.name, share: it.rate ?? 0 })),
        { percent: first?.percent ?? 25, label: t('progress.demanded', { percent: first?.percent ?? 25 }) },
      ),
    [data, first, t],
  )
  const months = useMemo(() => (data?.months ?? []).map((it) => it.month), [data])
  const cases = useMemo(
    () =>
      pairs(months, [
        { name: t('progress.filed'), values: (data?.months ?? []).map((it) => it.filed) },
        { name: t('progress.closed'), values: (data?.months ?? []).map((it) => it.closed) },
      ]),
    [data, months, t],
  )
  const money = useMemo(
    () =>
      pairs(months, [
        { name: t('progress.money'), values: (data?.months ?? []).map((it) => tenThousand(it.money)) },
        { name: t('progress.paid'), values: (data?.months ?? []).map((it) => tenThousand(it.paid)) },
      ]),
    [data, months, t],
  )
  if (!data) return null
  const openSheet = (index: number) => void go(`/sheet?month=${months[index] ?? ''}`)
  return (
    <>
      {data.coverage.length > 0 ? (
        <Chart
          title={t('progress.coverage', { month: data.month })}
          option={coverage}
          onPick={(index) => void go(`/screening-target?filter=assignee:${data.coverage[index]?.org ?? ''}`)}
          table={<Coverage rows={data.coverage} />}
        />
      ) : null}
      <Chart title={t('progress.cases')} option={cases} onPick={openSheet} table={<Months rows={data.months} />} />
      <Chart title={t('progress.amounts')} option={money} onPick={openSheet} table={<Months rows={data.months} />} />
    </>
  )
}

function Coverage({ rows }: { rows: Answer['coverage'] }) {
  const { t } = useTranslation()
  return (
    <table className="table">
      <thead>
        <tr>
          {(['org', 'base', 'need', 'done', 'rate', 'total'] as const).map((it) => (
            <th key={it} scope="col">
              {t(`progress.${it}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.org + it.group}>
            <td>
              <Link to={`/screening-target?filter=assignee:${it.org}`}>{it.name}</Link>{' '}
              <span className="soft small">{it.label}</span>
            </td>
            <td className="num">{it.base}</td>
            <td className="num">{it.need}</td>
            <td className="num">{it.done}</td>
            <td className="num">{percent(it.rate)}</td>
            <td className="num">{percent(it.cumulative)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Months({ rows }: { rows: Answer['months'] }) {
  const { t } = useTranslation()
  return (
    <table className="table">
      <thead>
        <tr>
          {(['month', 'filed', 'closed', 'money', 'paid'] as const).map((it) => (
            <th key={it} scope="col">
              {t(`progress.${it}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.month}>
            <td>
              <Link to={`/sheet?month=${it.month}`}>{it.month}</Link>
            </td>
            <td className="num">{it.filed}</td>
            <td className="num">{it.closed}</td>
            <td className="num">{tenThousand(it.money).toFixed(2)}</td>
            <td className="num">{tenThousand(it.paid).toFixed(2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
