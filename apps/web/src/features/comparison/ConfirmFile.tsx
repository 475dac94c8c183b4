import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { useDictionaries, useRefresh } from '../../api/hooks.ts'
import { saidOf } from '../../parts/Waiting.tsx'
import { lookAt, type Looked } from './look-at.ts'
import { guessed, Mapping } from './Mapping.tsx'
import { mappingFaults } from './mapping-faults.ts'

const NEW = 'new'

/** What a file is, where it comes from, of which day, and what its columns are: a person answers for it. */
export function ConfirmFile({
  looked,
  first,
  onLook,
  onDone,
}: {
  looked: Looked
  /** The one to confirm now; the others are folded until it is through. */
  first: boolean
  onLook: (looked: Looked) => void
  onDone: () => void
}) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const refresh = useRefresh()
  const { look, source } = looked
  const [chosen, setChosen] = useState(() => guessed(look))
  const [asOf, setAsOf] = useState(look.asOf ?? '')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const kind = look.kind ?? ''
  const faults = mappingFaults(chosen, look.fields)
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setFailed('')
    try {
      await work()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
    setBusy(false)
  }
  /** What it was taken for until now is asked anew; what was chosen by hand is not carried over. */
  const lookAs = (as: { kind?: string; source?: string }) =>
    void attempt(async () => {
      const next = await lookAt(look.file.id, as)
      setChosen(guessed(next.look))
      onLook(next)
    })
  const confirm = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      const columns = Object.fromEntries(
        look.columns.flatMap((it) => (chosen[it.at] === undefined ? [] : [[chosen[it.at], it.header]])),
      )
      const from = source ? { source } : { newSource: { name: kinds[kind] ?? kind, kind, owner: null, contact: null } }
      await post('/api/register-files', { file: look.file.id, ...from, asOf, columns })
      await refresh()
      onDone()
    })
  }
  const isReady = kind !== '' && asOf !== '' && faults.missing.length + faults.twice.length === 0
  return (
    <details className="confirm" open={first}>
      <summary>
        <span className="strong">{look.file.name}</span>{' '}
        <span className="soft small">
          {[
            kinds[kind],
            look.encoding,
            look.sheet,
            look.headerRow > 0 ? t('comparison.headerRow', { n: look.headerRow }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <form onSubmit={confirm} aria-label={look.file.name}>
        {look.titles.length > 0 ? <p className="soft small break">{look.titles.join(' ')}</p> : null}
        <div className="bar">
          <label>
            {t('comparison.register')}
            <select value={kind} required onChange={(event) => lookAs({ kind: event.target.value })}>
              {kind === '' ? <option value="">{t('form.choose')}</option> : null}
              {Object.entries(kinds).map(([code, label]) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('comparison.source')}
            <select
              value={source ?? NEW}
              onChange={(event) =>
                event.target.value === NEW
                  ? onLook({ look: { ...look, remembered: false }, source: null })
                  : lookAs({ source: event.target.value })
              }
            >
              {look.sources.map((it) => (
                <option key={it.id} value={it.id}>
                  {it.name}
                </option>
              ))}
              <option value={NEW}>{t('comparison.newSource')}</option>
            </select>
          </label>
          <label>
            {t('comparison.asOf')}
            <input type="date" required value={asOf} onChange={(event) => setAsOf(event.target.value)} />
          </label>
        </div>
        {look.remembered ? (
          <details>
            <summary>{t('comparison.remembered')}</summary>
            <Mapping look={look} chosen={chosen} faults={faults} onChange={setChosen} />
          </details>
        ) : (
          <>
            <p className="soft small">{t('comparison.mappingHint')}</p>
            <Mapping look={look} chosen={chosen} faults={faults} onChange={setChosen} />
          </>
        )}
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="btns confirm">
          <button type="submit" className="btn" disabled={busy || !isReady}>
            {busy ? t('saving') : t('comparison.confirmFile')}
          </button>
          <button type="button" className="btn q" onClick={onDone}>
            {t('comparison.setAside')}
          </button>
          {asOf === '' ? <span className="soft small">{t('comparison.asOfMissing')}</span> : null}
        </div>
      </form>
    </details>
  )
}
