import type { FieldInfo } from '@qingmei/core/ledger/field'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { post, Refused, requestKey } from '../api/client.ts'
import { useDictionaries, useOrganisations, useRefresh } from '../api/hooks.ts'
import type { Org, Row } from '../api/types.ts'
import { Dialog } from './Dialog.tsx'
import { FieldInput } from './FieldInput.tsx'
import { startOf } from './start-of.ts'
import { useTell } from './Toast.tsx'
import { saidOf } from './Waiting.tsx'
import { rowOptions } from './child-row.ts'
import { plain } from './plain.ts'
import { fieldsOf, qingmei } from '../words/house.ts'

type Values = Readonly<Record<string, unknown>>

export interface ActionFormProps {
  readonly ledger: string
  readonly action: string
  /** The record it is done to; absent when it makes one. */
  readonly record?: Row
  readonly campaign?: string | null
  /** Values that are already known; hidden ones are not shown again. */
  readonly given?: Readonly<Record<string, unknown>>
  readonly hidden?: readonly string[]
  /** What a field of codes offers, where what else was said narrows it. */
  readonly options?: (field: string, values: Values) => readonly (readonly [string, string])[] | undefined
  /** What is said beside the form about what was typed so far. */
  readonly beside?: (values: Values) => ReactNode
  readonly onClose: () => void
  readonly onDone?: (record: Row) => void
}

/** The form of any action, made from its input. What was typed survives every refusal. */
export function ActionForm(props: ActionFormProps) {
  const { t } = useTranslation()
  const { ledger, action: name, record, given = {}, hidden = [] } = props
  const action = qingmei.action(ledger, name)
  const fields = useMemo(() => fieldsOf(action.input), [action])
  const [values, setValues] = useState<Record<string, unknown>>(() => startOf(fields, record, given))
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const [failed, setFailed] = useState('')
  const [version, setVersion] = useState(record?.version)
  const [busy, setBusy] = useState(false)
  const [key] = useState(requestKey)
  const dictionaries = useDictionaries()
  const organisations = useOrganisations()
  const refresh = useRefresh()
  const tell = useTell()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const judged = action.input.safeParse(values)
    if (!judged.success) {
      setWrong(
        Object.fromEntries(
          judged.error.issues.map((issue) => [
            String(issue.path[0] ?? ''),
            issue.code === 'invalid_type' ? t('required') : issue.message,
          ]),
        ),
      )
      setFailed(t('form.problems', { n: judged.error.issues.length }))
      return
    }
    setBusy(true)
    setWrong({})
    setFailed('')
    try {
      const path = record
        ? `/api/ledgers/${ledger}/records/${record.id}/actions/${name}`
        : `/api/ledgers/${ledger}/actions/${name}`
      const done = await post<{ record: Row }>(path, {
        input: values,
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
        if (told) setWrong(Object.fromEntries(told.map((it) => [it.field.split('.')[0] ?? '', it.message])))
      }
    } finally {
      setBusy(false)
    }
  }
  const shown = fields.filter(
    (field) => !hidden.includes(field.name) && !(field.kind === 'ref' && field.schema.type === 'array'),
  )
  /** The items of a list are offered when the list is chosen: `checklist-item` by the `checklist` beside it. */
  const narrowed = (field: FieldInfo) => {
    if (!field.dictionary?.endsWith('-item')) return undefined
    const whole = field.dictionary.slice(0, -'-item'.length)
    const beside = [...fields, ...qingmei.ledger(ledger).info].find((it) => it.dictionary === whole)
    const chosen = beside && (values[beside.name] ?? record?.[beside.name])
    if (typeof chosen !== 'string') return undefined
    return Object.entries(dictionaries[field.dictionary] ?? {}).filter(([code]) => code.startsWith(`${chosen}.`))
  }
  /** The rows of a child that a number counts, or what the screen narrows the codes to. */
  const offered = (field: FieldInfo) =>
    field.rows === undefined
      ? (props.options?.(field.name, values) ?? narrowed(field))
      : rowOptions(qingmei.ledger(ledger), record, field.rows, { names: namesOf(organisations), dictionaries })
  return (
    <Dialog title={action.label} onClose={props.onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <p className="soft small">{plain(action.about)}</p>
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        {action.confirm && shown.length === 0 ? <p>{action.confirm}</p> : null}
        {shown.map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name]}
            onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
            wrong={wrong[field.name]}
            dictionaries={dictionaries}
            organisations={organisations}
            options={offered(field)}
          />
        ))}
        {props.beside?.(values)}
        {action.confirm && shown.length > 0 ? <p className="soft small">{action.confirm}</p> : null}
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

const namesOf = (organisations: readonly Org[]) => Object.fromEntries(organisations.map((it) => [it.id, it.name]))
