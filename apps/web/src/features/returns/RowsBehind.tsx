import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei, sayState } from '../../words/house.ts'

/** A figure that somebody opened. */
export interface Opened {
  readonly figure: string
  readonly title: string
  readonly org: string | null
  readonly group: string | null
  readonly cumulative: boolean
}

interface Rows {
  readonly ledger: string
  readonly total: number
  readonly restricted: number
  readonly more: boolean
  readonly rows: readonly {
    readonly id: string
    readonly no: number | null
    readonly title: string
    readonly number: string | null
    readonly status: string
  }[]
}

/** The records that a figure counts: as many as it says; those that one may not see are told as a number. */
export function RowsBehind({
  campaign,
  month,
  opened,
  onClose,
}: {
  campaign: string
  month: string
  opened: Opened
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { figure, org, group, cumulative } = opened
  const asked = query({ figure, month, org: org ?? '', group: group ?? '', cumulative: cumulative ? '1' : '' })
  const { data, error } = useQuery({
    queryKey: ['sheet rows', campaign, asked],
    queryFn: () => get<Rows>(`/api/campaigns/${campaign}/sheet/rows${asked}`),
  })
  return (
    <Dialog title={opened.title} onClose={onClose}>
      <div className="body">
        {data ? (
          <>
            <p className="soft small">
              {t('sheet.rows', { n: data.total.toLocaleString('en-US'), label: qingmei.ledger(data.ledger).label })}
              {data.restricted > 0 ? ` ${t('sheet.restricted', { n: data.restricted })}` : ''}
              {data.more ? ` ${t('sheet.more', { n: data.rows.length + data.restricted })}` : ''}
            </p>
            <ul className="nav">
              {data.rows.map((it) => (
                <li key={`${it.id}${it.no ?? ''}`}>
                  <Link to={`/${data.ledger}/${it.id}`}>
                    <span>
                      {it.title}
                      {it.no === null ? '' : ` #${it.no}`}
                    </span>
                    <span className="soft small">
                      {it.number} {sayState(data.ledger, it.status)}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <Waiting error={error} />
        )}
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('close')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
