import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, Outlet, useLocation, useNavigationType } from 'react-router'
import { post } from '../api/client.ts'
import { useCampaign, useMe, useRefresh } from '../api/hooks.ts'
import { isFor } from '../api/is-for.ts'
import { shownInstant } from '../parts/time.ts'
import { useTell } from '../parts/Toast.tsx'
import { switchLanguage } from '../words/language.ts'
import { Search } from './Search.tsx'
import { qingmei } from '../words/house.ts'

/** In the order in which a campaign goes: places, what is seen there, what is made of it. */
const WORK = [
  'premises',
  'licence',
  'practitioner',
  'product',
  'list-entry',
  'guidance',
  'merger',
  'licence-notice',
  'screening-target',
  'screening-plan',
  'visit',
  'inspection',
  'problem',
  'key-lead',
  'lead',
  'evidence',
  'exemption',
  'correction',
  'transfer',
  'opinion',
  'case',
  'recheck',
] as const
/** What the office runs the campaign by. */
const OFFICE = ['meeting', 'action-item', 'approval-note'] as const
const FRAME = ['organisation', 'post'] as const
/** Reached from the screens that are made for them. */
const INSIDE = ['campaign', 'comparison', 'register-source', 'register-file', 'pair-decision'] as const
/** Ledgers that nobody has given a place yet: a new one is found without a change here. */
const PLACED: ReadonlySet<string> = new Set([...WORK, ...OFFICE, ...FRAME, ...INSIDE])
const OTHERS = qingmei.ledgers.map((it) => it.name).filter((name) => !PLACED.has(name))

/** The frame around every screen: where one can go, search, what time it is, who one is. */
export function Shell() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const campaign = useCampaign()
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  const way = useNavigationType()
  // Another page begins at its top; going back, the browser knows better.
  useEffect(() => {
    if (way === 'PUSH') window.scrollTo({ top: 0 })
  }, [pathname, way])
  if (!me) return null
  const roles = me.seats.map((seat) => seat.role)
  const staff = me.seats.some((seat) => seat.content)
  const item = (to: string, label: string, n?: number, late = false) => (
    <li key={to}>
      <NavLink to={to} end={to === '/'} onClick={() => setOpen(false)}>
        {label}
        {n ? <span className={late ? 'n late' : 'n'}>{n}</span> : null}
      </NavLink>
    </li>
  )
  // On a phone it stands in the menu: the bar has no room for it.
  const who = (
    <span className="who">
      <span>
        {me.account.name}
        <span className="org"> · {me.seats[0]?.orgName}</span>
      </span>
      <button type="button" className="btn link" onClick={switchLanguage}>
        {t('user.language')}
      </button>
      <button
        type="button"
        className="btn link"
        onClick={() => void post('/api/sign-out').finally(() => location.assign('/'))}
      >
        {t('user.signOut')}
      </button>
    </span>
  )
  return (
    <div className="app">
      <a href="#main" className="skip">
        {t('skip')}
      </a>
      <div className={open ? 'side open' : 'side'}>
        <Link className="brand" to="/">
          {t('brand')}
          <small>{campaign?.name ?? t('tagline')}</small>
        </Link>
        <nav aria-label={t('nav.label')}>
          <ul className="nav">
            {item('/', t('nav.desk'), me.counts.desk, me.counts.overdue > 0)}
            {(staff ? WORK : []).flatMap((name) => [
              item(`/${name}`, qingmei.ledger(name).label),
              // Where places and papers lead to when they are laid beside each other.
              name === 'licence' && isFor('comparison', roles) ? item('/comparison', t('nav.comparison')) : null,
            ])}
            {(staff ? OTHERS : [])
              .filter((name) => isFor(name, roles))
              .map((name) => item(`/${name}`, qingmei.ledger(name).label))}
            {staff ? <li className="head">{t('nav.office')}</li> : null}
            {staff ? item('/campaign-position', t('nav.campaign')) : null}
            {roles.some((role) => role === 'office' || role === 'lghead' || role === 'member')
              ? item('/sheet', t('nav.sheet'))
              : null}
            {(staff ? OFFICE : [])
              .filter((name) => isFor(name, roles))
              .map((name) => item(`/${name}`, qingmei.ledger(name).label))}
            {staff ? item('/wall', t('nav.wall')) : null}
            {item('/catalogue', t('nav.catalogue'))}
            {FRAME.map((name) => item(`/${name}`, qingmei.ledger(name).label))}
            <li className="head">{t('nav.admin')}</li>
            {item('/notices', t('nav.notices'), me.counts.notices)}
            {item('/account', t('nav.account'))}
            {roles.includes('sysadm') || roles.includes('secadm') ? item('/accounts', t('nav.accounts')) : null}
            {roles.includes('auditor') ? item('/audit', t('nav.audit')) : null}
          </ul>
        </nav>
        {who}
      </div>
      <div>
        <header className="top">
          <button type="button" className="btn q menu-button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('menu')}
          </button>
          {staff ? <Search /> : <span className="search" />}
          {me.clock.stored ? <DemoClock now={me.clock.now} staff={staff} /> : null}
          {who}
        </header>
        <main className="main" id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  )
}

function DemoClock({ now, staff }: { now: string; staff: boolean }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const tell = useTell()
  const advance = async () => {
    const moved = await post<{ now: string }>('/api/clock', { advanceHours: 24 })
    await refresh()
    tell(t('clock.moved', { now: shownInstant(moved.now) }))
  }
  return (
    <span className="clock">
      {t('clock.demo', { now: shownInstant(now) })}
      {staff ? (
        <button type="button" onClick={() => void advance()}>
          {t('clock.advance')}
        </button>
      ) : null}
    </span>
  )
}
