import type { Action } from '@qingmei/core/ledger/action'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { post, requestKey } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { ActionFields, useActionInput } from '../../parts/ActionFields.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { plain } from '../../parts/plain.ts'
import { saidOf } from '../../parts/Waiting.tsx'
import { sayProblem } from '../../words/refusals.ts'
import { inPieces, type ManyAnswer, type Named, type Sent } from './in-pieces.ts'

/** The form of an action on many records, how far it has come, and what became of each. */
export function ManyForm({
  ledger,
  action,
  rows,
  others,
  onClose,
  onDone,
}: {
  ledger: string
  action: Action
  rows: readonly Row[]
  /** How many of the chosen it is not offered for. */
  others: number
  onClose: () => void
  onDone: (done: ManyAnswer['done']) => void
}) {
  const { t } = useTranslation()
  const input = useActionInput(action, undefined, {})
  const [all] = useState(() => rows.map(({ id, version }): Named => ({ id, version })))
  const [key] = useState(requestKey)
  const [sent, setSent] = useState<Sent | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const stopped = useRef(false)
  const refresh = useRefresh()

  const go = async () => {
    setBusy(true)
    stopped.current = false
    const send = (records: readonly Named[]) =>
      post<ManyAnswer>(`/api/ledgers/${ledger}/actions/${action.name}/many`, {
        input: input.values,
        records,
        requestKey: key,
      })
    const ended = await inPieces(sent?.left ?? all, send, setSent, () => stopped.current, sent ?? undefined)
    setSent(ended.failed !== null && ended.left.length === all.length ? null : ended)
    setFailed(ended.failed === null ? '' : saidOf(ended.failed, t))
    setBusy(false)
    // Refusals tell of changes too: somebody else was there before.
    await refresh()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problems = input.judge()
    setFailed(problems > 0 ? t('form.problems', { n: problems }) : '')
    if (problems === 0) void go()
  }
  const close = () => {
    if (busy) return
    // Where nothing was done what was chosen stays so, to be tried again.
    if (sent && sent.done.length > 0) onDone(sent.done)
    onClose()
  }
  const title = t('many.title', { action: action.label, n: all.length })
  const wrong = failed ? (
    <div className="note bad" role="alert">
      {failed}
    </div>
  ) : null
  if (!sent && !busy)
    return (
      <Dialog title={title} onClose={close}>
        <form onSubmit={submit} noValidate>
          <p className="soft small">{plain(action.about)}</p>
          {wrong}
          {others > 0 ? <p className="note wait">{t('many.others', { n: others })}</p> : null}
          <ActionFields ledger={ledger} input={input} />
          {action.confirm ? <p className="soft small">{action.confirm}</p> : null}
          <div className="foot">
            <button type="button" className="btn q" onClick={close}>
              {t('cancel')}
            </button>
            <button type="submit" className="btn">
              {title}
            </button>
          </div>
        </form>
      </Dialog>
    )
  const left = sent?.left.length ?? all.length
  return (
    <Dialog title={title} onClose={close}>
      <div className="body">
        {wrong}
        {busy ? (
          <>
            <p role="status">{t('many.progress', { sent: all.length - left, n: all.length })}</p>
            <progress max={all.length} value={all.length - left} aria-label={title} />
          </>
        ) : (
          <Outcome ledger={ledger} action={action} sent={sent} />
        )}
        <div className="foot">
          {busy ? (
            <button type="button" className="btn q" onClick={() => (stopped.current = true)}>
              {t('many.stop')}
            </button>
          ) : (
            <>
              {left > 0 ? (
                <button type="button" className="btn q" onClick={() => void go()}>
                  {t('many.goOn', { n: left })}
                </button>
              ) : null}
              <button type="button" className="btn" onClick={close}>
                {t('close')}
              </button>
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** How many were done, and which were refused and why. */
function Outcome({ ledger, action, sent }: { ledger: string; action: Action; sent: Sent | null }) {
  const { t } = useTranslation()
  if (!sent) return null
  const { done, refused, left } = sent
  return (
    <>
      {done.length > 0 ? (
        <p className="note good" role="status">
          {t('many.done', { action: action.label, n: done.length })} {t('many.kept')}
        </p>
      ) : null}
      {left.length > 0 ? <p className="note wait">{t('many.left', { n: left.length })}</p> : null}
      {refused.length > 0 ? (
        <>
          <h3>{t('many.refused', { n: refused.length })}</h3>
          <table className="table cards">
            <thead>
              <tr>
                <th scope="col">{t('many.record')}</th>
                <th scope="col">{t('many.why')}</th>
              </tr>
            </thead>
            <tbody>
              {refused.map((it) => (
                <tr key={it.id}>
                  <td data-label={t('many.record')}>
                    <span className="break">
                      <Link to={`/${ledger}/${it.id}`}>{it.title || it.number || t('record.hidden')}</Link>
                    </span>
                  </td>
                  <td data-label={t('many.why')}>
                    <span className="break">{sayProblem(it.problem)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </>
  )
}
