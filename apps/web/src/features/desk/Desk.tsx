import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign, useMe } from '../../api/hooks.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { Due } from '../../parts/Due.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei, sayClause, sayOwed, sayOwedBy } from '../../words/house.ts'
import { type Alike, AlikeNote } from './AlikeNote.tsx'
import { Doubts } from './Doubts.tsx'
import { NextPage } from '../../parts/NextPage.tsx'

interface Item {
  readonly ledger: string
  readonly id: string
  readonly key: string
  readonly label: string
  readonly clause: string | null
  readonly due: string | null
  readonly title: string
  readonly number: string | null
  readonly ownerName: string
  readonly subtitle: string
  readonly from: string
  readonly tags: readonly string[]
}

interface DeskPage {
  readonly now: string
  readonly strip: {
    readonly overdue: number
    readonly within24h: number
    readonly thisWeek: number
    readonly waitingOnOthers: number
    readonly onTimeRate: number | null
  }
  readonly items: readonly Item[]
  readonly alike: readonly Alike[]
  readonly next: string | null
}

/** My desk: what I owe, by when. */
export default function Desk() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const campaign = useCampaign()
  const go = useNavigate()
  const [registering, setRegistering] = useState(false)
  const desk = useInfiniteQuery({
    queryKey: ['desk'],
    queryFn: ({ pageParam }) => get<DeskPage>(`/api/desk${query({ after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 60_000,
  })
  const staff = me?.seats.some((seat) => seat.content)
  if (me && !staff)
    return (
      <>
        <h1>{t('desk.adminTitle')}</h1>
        <p className="sub">{t('desk.adminHint')}</p>
      </>
    )
  const roles = me?.seats.map((seat) => seat.role) ?? []
  const mayRegister = (qingmei.action('lead', 'register').who ?? []).some((who) =>
    who.roles.some((role) => roles.includes(role)),
  )
  const first = desk.data?.pages[0]
  const items = desk.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div className="row">
        <div>
          <h1>{t('desk.title')}</h1>
          <p className="sub">{t('desk.sub')}</p>
        </div>
        {mayRegister ? (
          <button type="button" className="btn" onClick={() => setRegistering(true)}>
            {t('desk.register')}
          </button>
        ) : null}
      </div>
      {first ? <Strip strip={first.strip} /> : null}
      <Doubts />
      {first?.alike.map((it) => (
        <AlikeNote key={`${it.ledger}${it.key}`} alike={it} seats={me?.seats ?? []} />
      ))}
      {desk.error || desk.isLoading ? <Waiting error={desk.error} retry={() => void desk.refetch()} /> : null}
      {first && items.length === 0 ? (
        <div className="card">
          <p className="soft">{t('desk.empty')}</p>
        </div>
      ) : null}
      {first && items.length > 0 ? <Items items={items} now={first.now} /> : null}
      <NextPage pages={desk} />
      {campaign && roles.some((role) => role === 'office' || role === 'lghead') ? (
        <Everywhere campaign={campaign.id} />
      ) : null}
      {registering ? (
        <ActionForm
          ledger="lead"
          action="register"
          campaign={campaign?.id ?? null}
          given={{ source: 'screening', urgency: 'normal', discoveredAt: first?.now ?? null }}
          onClose={() => setRegistering(false)}
          onDone={(record) => void go(`/lead/${record.id}`)}
        />
      ) : null}
    </>
  )
}

function Strip({ strip }: { strip: DeskPage['strip'] }) {
  const { t } = useTranslation()
  const rate = strip.onTimeRate === null ? null : (strip.onTimeRate * 100).toFixed(1)
  return (
    <dl className="strip" style={{ margin: '0 0 20px' }}>
      <div className={strip.overdue > 0 ? 'r' : ''}>
        <dt>{t('desk.overdue')}</dt>
        <dd>{strip.overdue}</dd>
      </div>
      <div className={strip.within24h > 0 ? 'a' : ''}>
        <dt>{t('desk.soon')}</dt>
        <dd>{strip.within24h}</dd>
      </div>
      <div>
        <dt>{t('desk.week')}</dt>
        <dd>{strip.thisWeek}</dd>
      </div>
      <div>
        <dt>{t('desk.waiting')}</dt>
        <dd>{strip.waitingOnOthers}</dd>
      </div>
      <div>
        <dt>{t('desk.rate')}</dt>
        <dd>{rate === null ? <small>{t('desk.noRate')}</small> : `${rate}%`}</dd>
      </div>
    </dl>
  )
}

function Items({ items, now }: { items: readonly Item[]; now: string }) {
  const { t } = useTranslation()
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t('desk.title')}</caption>
      <thead>
        <tr>
          {(['due', 'todo', 'object', 'from', 'basis'] as const).map((name) => (
            <th key={name} scope="col">
              {t(`desk.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((it) => (
          <tr key={`${it.id}${it.key}`}>
            <td className="due" data-label={t('desk.due')}>
              <span>
                <Due due={it.due} now={now} />
              </span>
            </td>
            <td data-label={t('desk.todo')}>
              <div>
                <Link to={`/${it.ledger}/${it.id}`}>{sayOwed(it.ledger, it.key, it.label)}</Link>{' '}
                {it.tags.map((tag) => (
                  <span key={tag} className="tag">
                    {tag}
                  </span>
                ))}
                <div className="soft small break">
                  {it.subtitle.length > 60 ? `${it.subtitle.slice(0, 60)}…` : it.subtitle}
                </div>
              </div>
            </td>
            <td data-label={t('desk.object')}>
              <div className="break">
                {it.title}
                <div className="soft small">{it.number}</div>
              </div>
            </td>
            <td data-label={t('desk.from')}>
              <span>{it.from}</span>
            </td>
            <td data-label={t('desk.basis')} className="soft">
              <span>{sayClause(it.clause ?? '')}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Late {
  readonly ledger: string
  readonly id: string
  readonly title: string
  readonly ownerName: string
  readonly due: string
  readonly label: string
}

const SHOWN = 20

/** What is late anywhere in the county: the office and the leading group owe that somebody does it. */
function Everywhere({ campaign }: { campaign: string }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['position', campaign],
    queryFn: () => get<{ now: string; late: Late[] }>(`/api/campaigns/${campaign}/position`),
  })
  if (!data) return <Waiting error={error} />
  return (
    <section aria-labelledby="everywhere" style={{ marginTop: 20 }}>
      <div className="row">
        <h2 id="everywhere">{t('desk.everywhere', { n: data.late.length })}</h2>
        <Link to="/campaign-position">{t('desk.toPosition')}</Link>
      </div>
      {data.late.length === 0 ? <p className="soft">{t('desk.nobodyLate')}</p> : null}
      {data.late.length > 0 ? (
        <table className="table cards">
          <caption className="visually-hidden">{t('desk.everywhere', { n: data.late.length })}</caption>
          <thead>
            <tr>
              {(['due', 'todo', 'object', 'owner'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`desk.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.late.slice(0, SHOWN).map((it) => (
              <tr key={`${it.id}${it.label}`}>
                <td className="due" data-label={t('desk.due')}>
                  <span>
                    <Due due={it.due} now={data.now} />
                  </span>
                </td>
                <td data-label={t('desk.todo')}>
                  <span>{sayOwedBy(it.ledger, it.label)}</span>
                </td>
                <td data-label={t('desk.object')}>
                  <Link to={`/${it.ledger}/${it.id}`}>{it.title}</Link>
                </td>
                <td data-label={t('desk.owner')}>
                  <span>{it.ownerName}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
