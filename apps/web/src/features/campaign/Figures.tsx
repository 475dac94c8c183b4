import { addDays } from '@qingmei/core/kernel/dates'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { Chart } from '../../parts/Chart.tsx'
import { bars, rates, stacks } from '../../parts/chart-options.ts'
import { Progress } from './Progress.tsx'
import { type Figure, percent, type Position } from './use-position.ts'
import { tenThousand, useProgress } from './use-progress.ts'

/** The figures in one line. */
export function Strip({ at }: { at: Position }) {
  const { t } = useTranslation()
  const leads = at.leadsByState.reduce((sum, it) => sum + it.count, 0)
  const closed = at.leadsByState.find((it) => it.key === 'closed')?.count ?? 0
  return (
    <dl className="strip">
      <div>
        <dt>{t('campaign.leads')}</dt>
        <dd>
          <Link to="/lead">{leads}</Link> <small>{t('campaign.unit')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('campaign.closed')}</dt>
        <dd>
          <Link to="/lead?filter=status:closed">{closed}</Link> <small>{t('campaign.unit')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('campaign.monthRate')}</dt>
        <dd>
          <Link to="/transfer?filter=onTime:false">{percent(at.transfers.month.rate)}</Link>
        </dd>
      </div>
      <div>
        <dt>{t('campaign.totalRate')}</dt>
        <dd>
          <Link to="/transfer?filter=onTime:false">{percent(at.transfers.total.rate)}</Link>
        </dd>
      </div>
      <Cases campaign={at.campaign.id} />
      <div className={at.transfers.pendingOverdue > 0 ? 'r' : ''}>
        <dt>{t('campaign.overdueNow')}</dt>
        <dd>
          <a href="#late">{at.transfers.pendingOverdue}</a> <small>{t('campaign.unit')}</small>
        </dd>
      </div>
    </dl>
  )
}

/** What came of it: screening, cases, money. */
function Cases({ campaign }: { campaign: string }) {
  const { t } = useTranslation()
  const { data } = useProgress(campaign)
  const sum = (of: (it: NonNullable<typeof data>['months'][number]) => number) =>
    (data?.months ?? []).reduce((all, it) => all + of(it), 0)
  const base = (data?.coverage ?? []).reduce((all, it) => all + it.base, 0)
  const done = (data?.coverage ?? []).reduce((all, it) => all + it.done, 0)
  return (
    <>
      <div>
        <dt>{t('progress.screened')}</dt>
        <dd>
          <Link to="/screening-plan">{percent(base === 0 ? null : done / base)}</Link>
        </dd>
      </div>
      <div>
        <dt>{t('progress.filedAll')}</dt>
        <dd>
          <Link to="/case">{sum((it) => it.filed)}</Link>
        </dd>
      </div>
      <div>
        <dt>{t('progress.moneyAll')}</dt>
        <dd>
          <Link to="/case">{tenThousand(sum((it) => it.money)).toFixed(2)}</Link>{' '}
          <small>{t('progress.tenThousand')}</small>
        </dd>
      </div>
    </>
  )
}

/** All charts; each mark opens its rows. */
export function Charts({ at, children }: { at: Position; children?: ReactNode }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const unit = t('campaign.unit')
  const towns = useMemo(
    () =>
      at.byTown.map((it) => ({
        key: it.town,
        label: it.name,
        count: it.leads,
        filter: it.filter,
      })),
    [at],
  )
  const [states, sources] = useMemo(
    () => [partsOf(at.leadsByState, at.byWeek, 'states'), partsOf(at.leadsBySource, at.byWeek, 'sources')],
    [at],
  )
  const weeks = useMemo(() => at.byWeek.map((it) => it.week), [at])
  const byState = useMemo(() => stacks(weeks, states), [weeks, states])
  const bySource = useMemo(() => stacks(weeks, sources), [weeks, sources])
  const byTown = useMemo(() => bars(towns, unit), [towns, unit])
  // Who has sent nothing yet has no rate, which is not the same as none on time.
  const rated = useMemo(() => at.byOrganisation.filter((it) => it.rate !== null), [at])
  const byOrg = useMemo(() => rates(rated), [rated])
  const open = (parts: readonly Part[]) => (index: number, series: number) =>
    void go(`/lead?filter=${parts[series]?.filter ?? ''}&${daysOf(weeks[index] ?? '')}`)
  return (
    <div className="charts">
      <Chart
        title={t('campaign.sources')}
        option={bySource}
        onPick={open(sources)}
        table={<ByWeek label={t('campaign.sources')} weeks={weeks} parts={sources} />}
      />
      <Chart
        title={t('campaign.states')}
        option={byState}
        onPick={open(states)}
        table={<ByWeek label={t('campaign.states')} weeks={weeks} parts={states} />}
      />
      <Chart
        title={`${t('campaign.byOrg')} · ${t('campaign.rate')}`}
        option={byOrg}
        onPick={(index) => void go(`/transfer?filter=org:${rated[index]?.org ?? ''}`)}
        table={<Organisations rows={at.byOrganisation} />}
      />
      <Chart
        title={t('campaign.towns')}
        option={byTown}
        onPick={(index) => void go(`/lead?filter=${towns[index]?.filter ?? ''}`)}
        table={<Counts head={t('campaign.town')} rows={towns} />}
      />
      <Progress campaign={at.campaign.id} />
      {children}
    </div>
  )
}

/** The days of a week that begins there, as a list is asked for them. */
const daysOf = (monday: string): string => (monday === '' ? '' : `from=${monday}&until=${addDays(monday, 6)}`)

function Counts({ head, rows }: { head: string; rows: readonly Figure[] }) {
  const { t } = useTranslation()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="num">
            {t('campaign.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.key}>
            <td>
              <Link to={`/lead?filter=${it.filter}`}>{it.label}</Link>
            </td>
            <td className="num">{it.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A source or a state with the leads found in each week. */
interface Part extends Figure {
  readonly values: readonly number[]
}

/** The parts that there are, each with its leads week by week. */
const partsOf = (rows: readonly Figure[], weeks: Position['byWeek'], by: 'sources' | 'states'): Part[] =>
  rows.filter((it) => it.count > 0).map((it) => ({ ...it, values: weeks.map((week) => week[by][it.key] ?? 0) }))

function ByWeek({ label, weeks, parts }: { label: string; weeks: readonly string[]; parts: readonly Part[] }) {
  const { t } = useTranslation()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('campaign.week')}</th>
            {parts.map((it) => (
              <th key={it.key} scope="col" className="num">
                <Link to={`/lead?filter=${it.filter}`}>{it.label}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, i) => (
            <tr key={week}>
              <td className="nowrap">
                <Link to={`/lead?${daysOf(week)}`}>{week}</Link>
              </td>
              {parts.map((it) => (
                <td key={it.key} className="num">
                  {it.values[i] ? <Link to={`/lead?filter=${it.filter}&${daysOf(week)}`}>{it.values[i]}</Link> : 0}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <td>{t('campaign.sum')}</td>
            {parts.map((it) => (
              <td key={it.key} className="num">
                {it.count}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function Organisations({ rows }: { rows: Position['byOrganisation'] }) {
  const { t } = useTranslation()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('campaign.byOrg')}>
      <table className="table">
        <thead>
          <tr>
            {(['org', 'sent', 'onTime', 'lateCount', 'pending', 'hours', 'rate'] as const).map((it) => (
              <th key={it} scope="col">
                {t(`campaign.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((it) => (
            <tr key={it.org}>
              <td>
                <Link to={`/transfer?filter=org:${it.org}`}>{it.name}</Link>
              </td>
              <td className="num">{it.sent}</td>
              <td className="num">{it.onTime}</td>
              <td className="num">{it.late}</td>
              <td className="num">{it.pending}</td>
              <td className="num nowrap">
                {it.averageHours === null ? '/' : `${it.averageHours} ${t('campaign.hoursUnit')}`}
              </td>
              <td className="num">{percent(it.rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
