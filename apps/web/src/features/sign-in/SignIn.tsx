import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post, Refused } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import type { Me } from '../../api/types.ts'
import { saidOf } from '../../parts/Waiting.tsx'
import { switchLanguage } from '../../words/language.ts'
import { PasswordForm } from '../../parts/PasswordForm.tsx'
import { TotpForm } from '../../parts/TotpForm.tsx'

interface DemoLogins {
  readonly password: string
  readonly people: readonly {
    readonly username: string
    readonly name: string
    readonly title: string
    readonly org: string
    readonly role: string
  }[]
}

/** Signing in, and what must be done before anything else: a first password, a second factor. */
export default function SignIn({ me }: { me: Me | null }) {
  const { t } = useTranslation()
  return (
    <main className="center">
      <div className="panel">
        <h1>{t('brand')}</h1>
        <p className="soft">{t('tagline')}</p>
        {me?.account.mustChangePassword ? (
          <>
            <h2>{t('signIn.change')}</h2>
            <PasswordForm />
          </>
        ) : me?.account.mustEnrolTotp ? (
          <>
            <h2>{t('signIn.enrol')}</h2>
            <TotpForm />
          </>
        ) : (
          <Door />
        )}
        <p className="small" style={{ marginTop: 12 }}>
          <button type="button" className="btn link" onClick={switchLanguage}>
            {t('user.language')}
          </button>
        </p>
      </div>
    </main>
  )
}

function Door() {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const [failed, setFailed] = useState('')
  const [busy, setBusy] = useState(false)
  const demo = useQuery({
    queryKey: ['demo-logins'],
    queryFn: () => get<DemoLogins>('/api/demo-logins'),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const oidc = useQuery({
    queryKey: ['oidc'],
    queryFn: () => get<{ isConfigured: boolean; label: string | null }>('/api/oidc'),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFailed('')
    try {
      await post('/api/sign-in', { username, password, ...(code ? { code } : {}) })
      await refresh()
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'sign-in.code-needed') setNeedsCode(true)
      setFailed(saidOf(error, t))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <form onSubmit={(event) => void submit(event)}>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="field">
          <label htmlFor="username">{t('signIn.username')}</label>
          <input
            id="username"
            autoComplete="username"
            autoCapitalize="none"
            required
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor="password">{t('signIn.password')}</label>
          <input
            id="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </div>
        {needsCode ? (
          <div className="field">
            <label htmlFor="code">{t('signIn.code')}</label>
            <input
              id="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
        ) : null}
        <button type="submit" className="btn" disabled={busy}>
          {busy ? t('signIn.submitting') : t('signIn.submit')}
        </button>
      </form>
      {oidc.data?.isConfigured ? (
        <p>
          <a className="btn q" href="/api/oidc/begin">
            {t('signIn.oidc', { label: oidc.data.label })}
          </a>
        </p>
      ) : null}
      {demo.data ? (
        <section style={{ marginTop: 22 }} aria-labelledby="demo">
          <h2 id="demo">{t('signIn.demo')}</h2>
          <p className="soft small">{t('signIn.demoHint', { password: demo.data.password })}</p>
          <ul className="people" tabIndex={0} aria-labelledby="demo">
            {demo.data.people.map((it) => (
              <li key={it.username}>
                <button
                  type="button"
                  onClick={() => {
                    setUsername(it.username)
                    setPassword(demo.data.password)
                  }}
                >
                  <span>
                    {it.name} <span className="soft small">{it.username}</span>
                  </span>
                  <span className="soft small">
                    {it.org} · {it.role}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
