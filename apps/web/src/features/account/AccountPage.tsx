import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post, remove } from '../../api/client.ts'
import { useMe, useRefresh } from '../../api/hooks.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { PasswordForm } from '../../parts/PasswordForm.tsx'
import { shownInstant } from '../../parts/time.ts'
import { TotpForm } from '../../parts/TotpForm.tsx'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'

interface Session {
  readonly id: string
  readonly createdAt: string
  readonly seenAt: string
  readonly agent: string | null
  readonly current: boolean
}

/** My posts, my sessions, my password and my second factor. */
export default function AccountPage() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const refresh = useRefresh()
  const tell = useTell()
  const [open, setOpen] = useState<'password' | 'totp' | null>(null)
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => get<{ rows: Session[] }>('/api/sessions') })
  const revoke = async (id: string) => {
    await remove(`/api/sessions/${id}`)
    await refresh()
    tell(t('account.revoked'))
  }
  return (
    <>
      <div className="row">
        <h1>{t('account.title')}</h1>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => setOpen('password')}>
            {t('account.password')}
          </button>
          {me?.account.hasTotp ? null : (
            <button type="button" className="btn q" onClick={() => setOpen('totp')}>
              {t('account.totpBegin')}
            </button>
          )}
        </div>
      </div>
      <p className="sub">
        {me?.account.name} · {me?.account.username} · {t('account.totp')}{' '}
        {t(me?.account.hasTotp ? 'account.totpOn' : 'account.totpOff')}
      </p>
      <section className="card" aria-labelledby="seats">
        <h2 id="seats">{t('account.seats')}</h2>
        <ul>
          {me?.seats.map((seat) => (
            <li key={`${seat.org}${seat.role}`}>
              {seat.orgName} · {seat.roleLabel}
            </li>
          ))}
        </ul>
      </section>
      <MailCard />
      <h2 id="sessions">{t('account.sessions')}</h2>
      {sessions.data ? (
        <table className="table cards" aria-labelledby="sessions">
          <thead>
            <tr>
              {(['device', 'opened', 'seen'] as const).map((it) => (
                <th key={it} scope="col">
                  {t(`account.${it}`)}
                </th>
              ))}
              <th scope="col">{t('record.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.data.rows.map((it) => (
              <tr key={it.id}>
                <td data-label={t('account.device')}>
                  <span className="break small">{it.agent ? deviceOf(it.agent) : t('none')}</span>
                </td>
                <td data-label={t('account.opened')}>
                  <span>{shownInstant(it.createdAt)}</span>
                </td>
                <td data-label={t('account.seen')}>
                  <span>{shownInstant(it.seenAt)}</span>
                </td>
                <td>
                  {it.current ? (
                    <span className="soft">{t('account.current')}</span>
                  ) : (
                    <button type="button" className="btn q" onClick={() => void revoke(it.id)}>
                      {t('account.revoke')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Waiting error={sessions.error} />
      )}
      {open === 'password' ? (
        <Dialog title={t('account.password')} onClose={() => setOpen(null)}>
          <PasswordForm onDone={() => setOpen(null)} />
        </Dialog>
      ) : null}
      {open === 'totp' ? (
        <Dialog title={t('signIn.enrol')} onClose={() => setOpen(null)}>
          <TotpForm onDone={() => setOpen(null)} />
        </Dialog>
      ) : null}
    </>
  )
}

/** The address to which one is told that something is new. */
function MailCard() {
  const { t } = useTranslation()
  const tell = useTell()
  const mail = useQuery({
    queryKey: ['mail'],
    queryFn: () => get<{ email: string | null; isConfigured: boolean }>('/api/account/mail'),
  })
  const [typed, setTyped] = useState<string | null>(null)
  const [failed, setFailed] = useState('')
  if (!mail.data) return null
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setFailed('')
    try {
      await post('/api/account/mail', { email: (typed ?? '').trim() === '' ? null : (typed ?? '').trim() })
      await mail.refetch()
      tell(t('account.mailSaved'))
    } catch (error) {
      setFailed(saidOf(error, t))
    }
  }
  return (
    <section className="card" aria-labelledby="mail">
      <h2 id="mail">{t('account.mail')}</h2>
      <p className="soft small">{t(mail.data.isConfigured ? 'account.mailHint' : 'account.mailOff')}</p>
      {failed ? (
        <div className="note bad" role="alert">
          {failed}
        </div>
      ) : null}
      <form className="bar" onSubmit={(event) => void save(event)}>
        <label>
          {t('account.address')}
          <input
            type="email"
            value={typed ?? mail.data.email ?? ''}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="btn q">
          {t('account.save')}
        </button>
      </form>
    </section>
  )
}

const BROWSERS = [
  [/MicroMessenger/, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** The browser and system that a user agent names; what is unknown stays as it was sent. */
function deviceOf(agent: string): string {
  const of = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(agent))?.[1]
  return [of(BROWSERS), of(SYSTEMS)].filter((it) => it !== undefined).join(' · ') || agent
}
