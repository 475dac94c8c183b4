import { readinessOf } from '@qingmei/core/premises/comparison-readiness'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post } from '../../api/client.ts'
import { useCampaign, useDictionaries, useRefresh } from '../../api/hooks.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { saidOf } from '../../parts/Waiting.tsx'
import { inOrder, offeredFiles } from './registers.ts'
import type { RegisterFile } from './run.ts'

/** Which files a comparison takes, and what makes it provisional, before it starts. */
export function StartRun({
  files,
  today,
  staleDays,
  twoReaders,
  onClose,
  onStarted,
}: {
  files: readonly RegisterFile[]
  today: string
  staleDays: number | undefined
  twoReaders: boolean
  onClose: () => void
  onStarted: (id: string) => void
}) {
  const { t } = useTranslation()
  const campaign = useCampaign()
  const refresh = useRefresh()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const usable = inOrder(files.filter((it) => it.status === 'validated'))
  const [chosen, setChosen] = useState<readonly string[]>(() => offeredFiles(files).map((it) => it.id))
  const [title, setTitle] = useState('')
  const [readByTwo, setReadByTwo] = useState(twoReaders)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const taken = usable.filter((it) => chosen.includes(it.id))
  const { why } = readinessOf(taken, today, staleDays)
  const start = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFailed('')
    try {
      const made = await post<{ id: string }>('/api/comparisons', {
        campaign: campaign?.id,
        title: title.trim() || null,
        files: taken.map((it) => it.id),
        twoReaders: readByTwo,
      })
      await refresh()
      onStarted(made.id)
    } catch (error) {
      setFailed(saidOf(error, t))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('comparison.start')} onClose={onClose}>
      <form onSubmit={(event) => void start(event)}>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="field">
          <label htmlFor="run-title">
            {t('comparison.runTitle')} <span className="soft">{t('optional')}</span>
          </label>
          <input id="run-title" value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        </div>
        <fieldset className="field">
          <legend>{t('comparison.filesTaken')}</legend>
          {usable.map((it) => (
            <label key={it.id} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(it.id)}
                onChange={() =>
                  setChosen((old) => (old.includes(it.id) ? old.filter((id) => id !== it.id) : [...old, it.id]))
                }
              />
              <span>
                {kinds[it.kind] ?? it.kind} · <span className="break">{it.name}</span>{' '}
                <span className="soft small">{t('comparison.asOfDay', { day: it.asOf })}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label className="check field">
          <input type="checkbox" checked={readByTwo} onChange={(event) => setReadByTwo(event.target.checked)} />
          <span>{t('comparison.twoReaders')}</span>
        </label>
        {why.length > 0 ? (
          <div className="note wait" role="status">
            {t('comparison.willBeProvisional')}
            <ul>
              {why.map((it) => (
                <li key={it}>{it}</li>
              ))}
            </ul>
          </div>
        ) : null}
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn" disabled={busy || taken.length === 0}>
            {busy ? t('saving') : t('comparison.start')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
