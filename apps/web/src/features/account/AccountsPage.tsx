import { isRole, ROLES } from '@qingmei/core/access/roles'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../../api/client.ts'
import { useMe, useOrganisations, useRefresh } from '../../api/hooks.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'

interface Row {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly hasTotp: boolean
  readonly locked: boolean
  readonly disabledAt: string | null
}

/** Accounts: made by the system administrator, locked out by the security officer. */
export default function AccountsPage() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const refresh = useRefresh()
  const [adding, setAdding] = useState(false)
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => get<{ rows: Row[] }>('/api/accounts'),
    retry: false,
  })
  const roles = me?.seats.map((seat) => seat.role) ?? []
  const tell = useTell()
  const [changing, setChanging] = useState<{ row: Row; how: 'disable' | 'enable' | 'reset' } | null>(null)
  const stateOf = (row: Row) => (row.disabledAt ? 'disabled' : row.locked ? 'locked' : 'active')
  return (
    <>
      <div className="row">
        <h1>{t('accounts.title')}</h1>
        {roles.includes('sysadm') ? (
          <button type="button" className="btn" onClick={() => setAdding(true)}>
            {t('accounts.add')}
          </button>
        ) : null}
      </div>
      {accounts.data ? (
        <table className="table cards" style={{ marginTop: 14 }}>
          <caption className="visually-hidden">{t('accounts.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('signIn.username')}</th>
              <th scope="col">{t('accounts.name')}</th>
              <th scope="col">{t('account.totp')}</th>
              <th scope="col">{t('accounts.state')}</th>
              {roles.includes('secadm') ? <th scope="col">{t('record.actions')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {accounts.data.rows.map((row) => (
              <tr key={row.id}>
                <td data-label={t('signIn.username')}>
                  <span>{row.username}</span>
                </td>
                <td data-label={t('accounts.name')}>
                  <span>{row.name}</span>
                </td>
                <td data-label={t('account.totp')}>
                  <span>{t(row.hasTotp ? 'account.totpOn' : 'account.totpOff')}</span>
                </td>
                <td data-label={t('accounts.state')}>
                  <span>{t(`accounts.${stateOf(row)}`)}</span>
                </td>
                {roles.includes('secadm') ? (
                  <td>
                    {row.id === me?.account.id ? null : (
                      <div className="btns">
                        {([row.disabledAt ? 'enable' : 'disable', 'reset'] as const).map((how) => (
                          <button
                            key={how}
                            type="button"
                            className="btn q"
                            aria-label={`${t(`accounts.${how}`)} ${row.name}`}
                            onClick={() => setChanging({ row, how })}
                          >
                            {t(`accounts.${how}`)}
                          </button>
                        ))}
                      </div>
                    )}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Waiting error={accounts.error} />
      )}
      {adding ? <Add onClose={() => setAdding(false)} /> : null}
      {changing ? (
        <Change
          {...changing}
          onClose={() => setChanging(null)}
          onDone={async () => {
            await refresh()
            tell(t(`accounts.${changing.how}Done`, { name: changing.row.name }))
            setChanging(null)
          }}
        />
      ) : null}
    </>
  )
}

/** Locking out, letting in and a new first password: asked again, for they end somebody's work. */
function Change({
  row,
  how,
  onClose,
  onDone,
}: {
  row: Row
  how: 'disable' | 'enable' | 'reset'
  onClose: () => void
  onDone: () => Promise<void>
}) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [failed, setFailed] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      if (how === 'reset') await post(`/api/accounts/${row.id}/password`, { password })
      else await post(`/api/accounts/${row.id}/disabled`, { disabled: how === 'disable' })
      await onDone()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
  }
  return (
    <Dialog title={`${t(`accounts.${how}`)} · ${row.name}（${row.username}）`} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <p>{t(`accounts.${how}Hint`)}</p>
        {how === 'reset' ? (
          <div className="field">
            <label htmlFor="reset">{t('accounts.first')}</label>
            <input
              id="reset"
              value={password}
              required
              autoComplete="off"
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
        ) : null}
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn">
            {t(`accounts.${how}`)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const EMPTY = { username: '', name: '', password: '', role: '', org: '', title: '' }

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const tell = useTell()
  const organisations = useOrganisations()
  const [values, setValues] = useState(EMPTY)
  const [failed, setFailed] = useState('')
  const set = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await post('/api/accounts', { ...values, title: values.title || null })
      await refresh()
      tell(t('accounts.made'))
      onClose()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
  }
  const line = (name: 'username' | 'name' | 'password' | 'title', label: string, required = true) => (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input id={name} value={values[name]} required={required} autoComplete="off" onChange={set(name)} />
    </div>
  )
  return (
    <Dialog title={t('accounts.add')} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        {line('username', t('signIn.username'))}
        {line('name', t('accounts.name'))}
        {line('password', t('accounts.first'))}
        <div className="field">
          <label htmlFor="org">{t('accounts.org')}</label>
          <select id="org" required value={values.org} onChange={set('org')}>
            <option value="">{t('form.choose')}</option>
            {organisations.map((it) => (
              <option key={it.id} value={it.id}>
                {it.name}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="role">{t('accounts.role')}</label>
          <select id="role" required value={values.role} onChange={set('role')}>
            <option value="">{t('form.choose')}</option>
            {Object.keys(ROLES)
              .filter(isRole)
              .map((it) => (
                <option key={it} value={it}>
                  {ROLES[it].label}
                </option>
              ))}
          </select>
        </div>
        {line('title', t('accounts.jobTitle'), false)}
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn">
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
