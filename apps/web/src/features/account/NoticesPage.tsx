import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { get, post, query } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { sayNotice } from '../../words/refusals.ts'
import { alike, type Notice } from './alike.ts'
import { NextPage } from '../../parts/NextPage.tsx'

/** Notices to my organisations; opening one marks it read. What was done to many at once is one card. */
export default function NoticesPage() {
  const { t } = useTranslation()
  const notices = useInfiniteQuery({
    queryKey: ['notices'],
    queryFn: ({ pageParam }) =>
      get<{ rows: Notice[]; next: string | null }>(`/api/notices${query({ after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = notices.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <h1>{t('notices.title')}</h1>
      <div style={{ marginTop: 14 }}>
        {notices.data ? null : <Waiting error={notices.error} />}
        {notices.data && rows.length === 0 ? <p className="soft">{t('notices.none')}</p> : null}
        {alike(rows).map(([first, ...others]) =>
          first === undefined ? null : others.length === 0 ? (
            <div key={first.id} className="card" style={CARD}>
              <One notice={first} />
            </div>
          ) : (
            <details key={first.id} className="card" style={CARD}>
              <summary>
                <span className={first.read ? 'soft' : 'strong'}>{t('notices.alike', { n: others.length + 1 })}</span>{' '}
                <span className="soft">{sayNotice(first)}…</span>
              </summary>
              {[first, ...others].map((it) => (
                <One key={it.id} notice={it} />
              ))}
            </details>
          ),
        )}
      </div>
      <NextPage pages={notices} />
    </>
  )
}

const CARD = { padding: '10px 16px', marginBottom: 8 }

function One({ notice: it }: { notice: Notice }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const refresh = useRefresh()
  const open = async () => {
    await post(`/api/notices/${it.id}/read`)
    await refresh()
    if (it.ledger && it.record) void go(`/${it.ledger}/${it.record}`)
  }
  return (
    <div className="row">
      <span className={it.read ? 'soft break' : 'strong break'}>{sayNotice(it)}</span>
      <span className="soft small nowrap">
        {shownInstant(it.at)}{' '}
        <button type="button" className="btn link" onClick={() => void open()}>
          {t('notices.open')}
        </button>
      </span>
    </div>
  )
}
