import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { get, post } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'

interface Notice {
  readonly id: string
  readonly at: string
  readonly text: string
  readonly ledger: string | null
  readonly record: string | null
  readonly read: boolean
}

/** Notices to my organisations; opening one marks it read. */
export default function NoticesPage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const refresh = useRefresh()
  const notices = useQuery({ queryKey: ['notices'], queryFn: () => get<{ rows: Notice[] }>('/api/notices') })
  const open = async (it: Notice) => {
    await post(`/api/notices/${it.id}/read`)
    await refresh()
    if (it.ledger && it.record) void go(`/${it.ledger}/${it.record}`)
  }
  return (
    <>
      <h1>{t('notices.title')}</h1>
      <div style={{ marginTop: 14 }}>
        {notices.data ? null : <Waiting error={notices.error} />}
        {notices.data?.rows.length === 0 ? <p className="soft">{t('notices.none')}</p> : null}
        {notices.data?.rows.map((it) => (
          <div key={it.id} className="card row" style={{ padding: '10px 16px', marginBottom: 8 }}>
            <span className={it.read ? 'soft break' : 'strong break'}>{it.text}</span>
            <span className="soft small nowrap">
              {shownInstant(it.at)}{' '}
              <button type="button" className="btn link" onClick={() => void open(it)}>
                {t('notices.open')}
              </button>
            </span>
          </div>
        ))}
      </div>
    </>
  )
}
