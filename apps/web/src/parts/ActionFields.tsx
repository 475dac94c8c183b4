import type { FieldInfo } from '@qingmei/core/ledger/field'
import type { Action } from '@qingmei/core/ledger/action'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDictionaries, useOrganisations } from '../api/hooks.ts'
import type { Org, Row } from '../api/types.ts'
import { fieldsOf, qingmei } from '../words/house.ts'
import { sayFault } from '../words/refusals.ts'
import { rowOptions } from './child-row.ts'
import { FieldInput } from './FieldInput.tsx'
import { startOf } from './start-of.ts'

export type Values = Readonly<Record<string, unknown>>

export interface FieldNarrowing {
  /** Values that are already known; hidden ones are not shown again. */
  readonly given?: Values
  readonly hidden?: readonly string[]
  /** What a field of codes offers, where what else was said narrows it. */
  readonly options?: (field: string, values: Values) => readonly (readonly [string, string])[] | undefined
}

/** What is typed into the form of an action, and what of it is wrong. */
export function useActionInput(action: Action, record: Row | undefined, { given = {}, hidden = [] }: FieldNarrowing) {
  const { t } = useTranslation()
  const fields = useMemo(() => fieldsOf(action.input), [action])
  const [values, setValues] = useState<Values>(() => startOf(fields, record, given))
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  return {
    fields,
    values,
    wrong,
    setWrong,
    shown: fields.filter(
      (field) => !hidden.includes(field.name) && !(field.kind === 'ref' && field.schema.type === 'array'),
    ),
    /** Whoever worked at the organisation that was said before does not work at another one. */
    set: (name: string, value: unknown) =>
      setValues((old) => ({
        ...old,
        ...Object.fromEntries(fields.filter((it) => it.at === name).map((it) => [it.name, null])),
        [name]: value,
      })),
    /** How many fields are wrong; each is told beside itself. */
    judge(): number {
      const judged = action.input.safeParse(values)
      const issues = judged.success ? [] : judged.error.issues
      setWrong(
        Object.fromEntries(
          issues.map((issue) => [
            String(issue.path[0] ?? ''),
            issue.code === 'invalid_type' ? t('required') : sayFault(issue.message),
          ]),
        ),
      )
      return issues.length
    },
  }
}

export type ActionInput = ReturnType<typeof useActionInput>

/** The inputs of an action's form. */
export function ActionFields({
  ledger,
  record,
  input,
  options,
}: {
  ledger: string
  record?: Row | undefined
  input: ActionInput
  options?: FieldNarrowing['options']
}) {
  const dictionaries = useDictionaries()
  const organisations = useOrganisations()
  const { fields, values } = input
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
      ? (options?.(field.name, values) ?? narrowed(field))
      : rowOptions(qingmei.ledger(ledger), record, field.rows, { names: namesOf(organisations), dictionaries })
  return input.shown.map((field) => (
    <FieldInput
      key={field.name}
      field={field}
      value={values[field.name]}
      onChange={(value) => input.set(field.name, value)}
      wrong={input.wrong[field.name]}
      dictionaries={dictionaries}
      organisations={organisations}
      options={offered(field)}
      at={field.at === undefined ? undefined : values[field.at]}
    />
  ))
}

const namesOf = (organisations: readonly Org[]) => Object.fromEntries(organisations.map((it) => [it.id, it.name]))
