import { addDays } from '@qingmei/core/kernel/dates'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { shownDue } from '../../parts/time.ts'
import { Chart } from '../../parts/Chart.tsx'
import { bars, rates, weeks } from '../../parts/chart-options.ts'
import { Progress } from './Progress.tsx'
import { type Figure, percent, type Position } from './use-position.ts'

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
      <div className={at.transfers.pendingOverdue > 0 ? 'r' : ''}>
        <dt>{t('campaign.overdueNow')}</dt>
        <dd>
          <a href="#late">{at.transfers.pendingOverdue}</a> <small>{t('campaign.unit')}</small>
        </dd>
      </div>
    </dl>
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
  const states = useMemo(() => bars(at.leadsByState, unit), [at, unit])
  const sources = useMemo(() => bars(at.leadsBySource, unit), [at, unit])
  const byTown = useMemo(() => bars(towns, unit), [towns, unit])
  const byWeek = useMemo(() => weeks(at.byWeek, unit), [at, unit])
  const byOrg = useMemo(() => rates(at.byOrganisation), [at])
  const open = (rows: readonly Figure[]) => (index: number) => void go(`/lead?filter=${rows[index]?.filter ?? ''}`)
  return (
    <div className="charts">
      <Chart
        title={t('campaign.states')}
        option={states}
        onPick={open(at.leadsByState)}
        table={<Counts head={t('campaign.state')} rows={at.leadsByState} />}
      />
      <Chart
        title={t('campaign.weeks')}
        option={byWeek}
        onPick={(index) => void go(`/lead?${daysOf(at.byWeek[index]?.week ?? '')}`)}
        table={<Weeks rows={at.byWeek} />}
      />
      <Chart
        title={`${t('campaign.byOrg')} · ${t('campaign.rate')}`}
        option={byOrg}
        onPick={(index) => void go(`/transfer?filter=org:${at.byOrganisation[index]?.org ?? ''}`)}
        table={<Organisations rows={at.byOrganisation} />}
      />
      <Chart
        title={t('campaign.towns')}
        option={byTown}
        onPick={open(towns)}
        table={<Counts head={t('campaign.town')} rows={towns} />}
      />
      <Chart
        title={t('campaign.sources')}
        option={sources}
        onPick={open(at.leadsBySource)}
        table={<Counts head={t('campaign.source')} rows={at.leadsBySource} />}
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

function Weeks({ rows }: { rows: Position['byWeek'] }) {
  const { t } = useTranslation()
  return (
    <table className="table">
      <thead>
        <tr>
          {(['week', 'found', 'transferred', 'closedWeek'] as const).map((it) => (
            <th key={it} scope="col">
              {t(`campaign.${it}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.week}>
            <td>
              <Link to={`/lead?${daysOf(it.week)}`}>{it.week}</Link>
            </td>
            <td className="num">{it.found}</td>
            <td className="num">{it.transferred}</td>
            <td className="num">{it.closed}</td>
          </tr>
        ))}
      </tbody>
    </table>
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

/** Who is late, longest first, each line leading to its record. */
export function Late({ at, most = 100 }: { at: Position; most?: number }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="late">
      <h2 id="late">{t('campaign.late')}</h2>
      {at.late.length === 0 ? (
        <div className="card soft">{t('campaign.none')}</div>
      ) : (
        <table className="table cards">
          <caption className="visually-hidden">{t('campaign.late')}</caption>
          <thead>
            <tr>
              {(['dueAt', 'item', 'owner'] as const).map((it) => (
                <th key={it} scope="col">
                  {t(`campaign.${it}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {at.late.slice(0, most).map((it) => (
              <tr key={`${it.id}${it.label}`}>
                <td className="late nowrap" data-label={t('campaign.dueAt')}>
                  <span>{shownDue(it.due)}</span>
                </td>
                <td data-label={t('campaign.item')}>
                  <span className="break">
                    {it.label} · <Link to={`/${it.ledger}/${it.id}`}>{it.title}</Link>
                  </span>
                </td>
                <td data-label={t('campaign.owner')}>
                  <span>{it.ownerName}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
