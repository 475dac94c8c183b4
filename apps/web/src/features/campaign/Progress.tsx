import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMe } from '../../api/hooks.ts'
import { Chart } from '../../parts/Chart.tsx'
import { pairs, shares } from '../../parts/chart-options.ts'
import { sayPlanned } from '../../words/plan-words.ts'
import { tenThousand, type Progressing, useProgress } from './use-progress.ts'
import { percent } from './use-position.ts'

/** Screening against its share, cases and money by month; each mark opens its rows. */
export function Progress({ campaign }: { campaign: string }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { data } = useProgress(campaign)
  const { data: me } = useMe()
  // Where there is nothing to screen there is no share, neither none nor all of it.
  const screened = useMemo(() => (data?.coverage ?? []).filter((it) => it.rate !== null), [data])
  const [first] = screened
  const coverage = useMemo(
    () =>
      shares(
        screened.map((it) => ({ label: it.name, share: it.rate ?? 0 })),
        { percent: first?.percent ?? 25, label: t('progress.demanded', { percent: first?.percent ?? 25 }) },
      ),
    [screened, first, t],
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
  const mayRead = (me?.seats ?? []).some((seat) => ['office', 'lghead', 'member'].includes(seat.role))
  const open = (figures: readonly string[]) => (index: number, series: number) =>
    void go(mayRead ? `/sheet?month=${months[index] ?? ''}&figure=${figures[series] ?? ''}` : '/case')
  return (
    <>
      {screened.length > 0 ? (
        <Chart
          title={t('progress.coverage', { month: data.month })}
          option={coverage}
          onPick={(index) => void go(`/screening-target?filter=assignee:${screened[index]?.org ?? ''}`)}
          table={<Coverage rows={data.coverage} />}
        />
      ) : null}
      <Chart
        title={t('progress.cases')}
        option={cases}
        onPick={open(['M10.filed', 'M10.closed'])}
        table={<Months rows={data.months} opens={mayRead} />}
      />
      <Chart
        title={t('progress.amounts')}
        option={money}
        onPick={open(['M11.total', 'M11.paid'])}
        table={<Months rows={data.months} opens={mayRead} />}
      />
    </>
  )
}

function Coverage({ rows }: { rows: Progressing['coverage'] }) {
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
              <span className="soft small">{sayPlanned(it.group, it.label)}</span>
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

function Months({ rows, opens }: { rows: Progressing['months']; opens: boolean }) {
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
            <td>{opens ? <Link to={`/sheet?month=${it.month}`}>{it.month}</Link> : it.month}</td>
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
