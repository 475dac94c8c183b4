import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { post } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { RefInput } from '../../parts/RefInput.tsx'
import { State } from '../../parts/State.tsx'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf } from '../../parts/Waiting.tsx'
import { shownInstant } from '../../parts/time.ts'
import { qingmei } from '../../words/house.ts'
import { LikePlaces } from './LikePlaces.tsx'

/** What was proposed and decided about this place being another. */
export function Mergers({ rows, place }: { rows: readonly Row[]; place: string }) {
  const { t } = useTranslation()
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="mergers">
      <h2 id="mergers">{qingmei.ledger('merger').label}</h2>
      {rows.map((row) => (
        <div key={row.id} className="row" style={{ marginBottom: 6 }}>
          <span>
            <Link to={`/merger/${row.id}`}>{String(row.subject)}</Link>{' '}
            <span className="soft small">
              {t(row.gone === place ? 'file.isGone' : 'file.isKept')} · {shownInstant(row.proposedAt)}
            </span>
          </span>
          <State ledger="merger" status={row.status} />
        </div>
      ))}
    </section>
  )
}

/** Proposes that a place is another one: which, and on what grounds. A second person decides. */
export function MergeForm({ place, onClose }: { place: Row; onClose: () => void }) {
  const { t } = useTranslation()
  const [kept, setKept] = useState('')
  const [grounds, setGrounds] = useState('')
  const [failed, setFailed] = useState('')
  const [busy, setBusy] = useState(false)
  const refresh = useRefresh()
  const tell = useTell()
  const go = useNavigate()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (kept === '' || grounds.trim() === '') {
      setFailed(t('file.mergeNeeds'))
      return
    }
    setBusy(true)
    try {
      const done = await post<{ record: Row }>(`/api/premises/${place.id}/merger`, { kept, grounds })
      await refresh()
      tell(t('record.created'))
      void go(`/merger/${done.record.id}`)
    } catch (error) {
      setFailed(saidOf(error, t))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('file.merge')} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p className="soft small">{t('file.mergeHint', { name: String(place.name) })}</p>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="field">
          <label htmlFor="merge-kept">{t('file.mergeKept')}</label>
          <RefInput
            shared={{ id: 'merge-kept', required: true, 'aria-describedby': undefined }}
            target="premises"
            value={kept}
            onChange={setKept}
          />
        </div>
        <LikePlaces values={place} not={place.id} pick={setKept} />
        <div className="field">
          <label htmlFor="merge-grounds">{t('file.mergeGrounds')}</label>
          <textarea
            id="merge-grounds"
            rows={3}
            maxLength={4000}
            value={grounds}
            onChange={(event) => setGrounds(event.target.value)}
          />
        </div>
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn" disabled={busy}>
            {busy ? t('saving') : t('file.mergePropose')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
