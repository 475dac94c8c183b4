import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../api/client.ts'
import { useRefresh } from '../api/hooks.ts'
import { useTell } from './Toast.tsx'
import { saidOf } from './Waiting.tsx'

/** Changing one's password. */
export function PasswordForm({ onDone }: { onDone?: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const tell = useTell()
  const [values, setValues] = useState({ old: '', new: '', again: '' })
  const [failed, setFailed] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (values.new !== values.again) return setFailed(t('signIn.differ'))
    try {
      await post('/api/password', { old: values.old, new: values.new })
      tell(t('signIn.changed'))
      await refresh()
      onDone?.()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      {failed ? (
        <div className="note bad" role="alert">
          {failed}
        </div>
      ) : null}
      {(['old', 'new', 'again'] as const).map((name) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{t(`signIn.${name}`)}</label>
          <input
            id={name}
            type="password"
            autoComplete={name === 'old' ? 'current-password' : 'new-password'}
            required
            value={values[name]}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </div>
      ))}
      <button type="submit" className="btn">
        {t('save')}
      </button>
    </form>
  )
}
