import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../api/client.ts'
import { useRefresh } from '../api/hooks.ts'
import { saidOf } from './Waiting.tsx'

/** Enrolling a second factor: the secret, a code that proves it arrived, and the recovery codes. */
export function TotpForm({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const begun = useQuery({
    queryKey: ['totp'],
    queryFn: () => post<{ secret: string; uri: string }>('/api/totp/enrol'),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [failed, setFailed] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      setCodes((await post<{ recoveryCodes: string[] }>('/api/totp/confirm', { code })).recoveryCodes)
    } catch (error) {
      setFailed(saidOf(error, t))
    }
  }
  if (codes.length > 0)
    return (
      <div className="body">
        <p style={{ padding: '0 4px' }}>{t('signIn.recovery')}</p>
        <ul className="mono">
          {codes.map((it) => (
            <li key={it}>{it}</li>
          ))}
        </ul>
        <button type="button" className="btn" onClick={() => void refresh().then(onDone)}>
          {t('signIn.done')}
        </button>
      </div>
    )
  return (
    <form onSubmit={(event) => void submit(event)}>
      <p className="soft">{t('signIn.enrolHint')}</p>
      {begun.data ? (
        <p className="break">
          {t('signIn.secret')}：
          <a className="mono" href={begun.data.uri}>
            {begun.data.secret}
          </a>
        </p>
      ) : null}
      {failed || begun.error ? (
        <div className="note bad" role="alert">
          {failed || saidOf(begun.error, t)}
        </div>
      ) : null}
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
      <button type="submit" className="btn">
        {t('signIn.confirm')}
      </button>
    </form>
  )
}
