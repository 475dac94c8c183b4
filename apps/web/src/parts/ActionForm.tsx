import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, Refused, requestKey } from '../api/client.ts'
import { useRefresh } from '../api/hooks.ts'
import type { Row } from '../api/types.ts'
import { qingmei } from '../words/house.ts'
import { sayFault } from '../words/refusals.ts'
import { ActionFields, type FieldNarrowing, useActionInput, type Values } from './ActionFields.tsx'
import { Dialog } from './Dialog.tsx'
import { plain } from './plain.ts'
import { useTell } from './Toast.tsx'
import { saidOf } from './Waiting.tsx'

export interface ActionFormProps extends FieldNarrowing {
  readonly ledger: string
  readonly action: string
  /** The record it is done to; absent when it makes one. */
  readonly record?: Row
  readonly campaign?: string | null
  /** What is said beside the form about what was typed so far. */
  readonly beside?: (values: Values) => ReactNode
  readonly onClose: () => void
  readonly onDone?: (record: Row) => void
}

/** The form of any action, made from its input. What was typed survives every refusal. */
export function ActionForm(props: ActionFormProps) {
  const { t } = useTranslation()
  const { ledger, action: name, record } = props
  const action = qingmei.action(ledger, name)
  const input = useActionInput(action, record, props)
  const [failed, setFailed] = useState('')
  const [version, setVersion] = useState(record?.version)
  const [busy, setBusy] = useState(false)
  const [key] = useState(requestKey)
  const refresh = useRefresh()
  const tell = useTell()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const problems = input.judge()
    setFailed(problems > 0 ? t('form.problems', { n: problems }) : '')
    if (problems > 0) return
    setBusy(true)
    try {
      const path = record
        ? `/api/ledgers/${ledger}/records/${record.id}/actions/${name}`
        : `/api/ledgers/${ledger}/actions/${name}`
      const done = await post<{ record: Row }>(path, {
        input: input.values,
        requestKey: `${key}-${version ?? 0}`,
        ...(record ? { version } : { campaign: props.campaign ?? null }),
      })
      await refresh()
      tell(record ? t('record.done', { action: action.label }) : t('record.created'))
      props.onDone?.(done.record)
      props.onClose()
    } catch (error) {
      setFailed(saidOf(error, t))
      if (error instanceof Refused) {
        const { current, facts } = error.problem
        if (current) {
          setVersion(Number(current.version))
          setFailed(t('record.stale', { status: qingmei.ledger(ledger).life[String(current.status)]?.label ?? '' }))
          await refresh()
        }
        const told = facts.fields as readonly { field: string; message: string }[] | undefined
        if (told)
          input.setWrong(Object.fromEntries(told.map((it) => [it.field.split('.')[0] ?? '', sayFault(it.message)])))
      }
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={action.label} onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p className="soft small">{plain(action.about)}</p>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        {action.confirm && input.shown.length === 0 ? <p>{action.confirm}</p> : null}
        <ActionFields ledger={ledger} record={record} input={input} options={props.options} />
        {props.beside?.(input.values)}
        {action.confirm && input.shown.length > 0 ? <p className="soft small">{action.confirm}</p> : null}
        <div className="foot">
          <button type="button" className="btn q" onClick={props.onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn" disabled={busy}>
            {busy ? t('saving') : action.label}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
