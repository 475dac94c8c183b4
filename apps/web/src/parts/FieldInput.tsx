import { listIn } from '@qingmei/core/kernel/list'
import type { FieldInfo } from '@qingmei/core/ledger/field'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dictionaries, Org } from '../api/types.ts'
import { FileInput } from './FileInput.tsx'
import { PersonInput } from './PersonInput.tsx'
import { RefInput } from './RefInput.tsx'
import { instantOfLocal, shownInstant } from './time.ts'

export interface FieldInputProps {
  readonly field: FieldInfo
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly wrong: string | undefined
  readonly dictionaries: Dictionaries
  readonly organisations: readonly Org[]
  /** What is offered instead of the dictionary, or of a bare number. */
  readonly options?: readonly (readonly [string, string])[] | undefined
  /** The organisation at which the person works. */
  readonly at?: unknown
}

/** The input of one field, with its label, its help and what is wrong with it tied to it. */
export function FieldInput(props: FieldInputProps) {
  const { field, wrong } = props
  const { t } = useTranslation()
  const id = useId()
  const notes = [field.help ? `${id}-help` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ')
  const shared = {
    id,
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': notes || undefined,
    required: !field.nullable && field.kind !== 'codes' && field.kind !== 'texts',
  }
  return (
    <div className="field">
      {field.kind === 'codes' ? null : (
        <label htmlFor={id}>
          {field.label} {field.nullable ? <span className="soft small">（{t('optional')}）</span> : null}
        </label>
      )}
      <Control {...props} shared={shared} />
      {field.help ? (
        <div className="help" id={`${id}-help`}>
          {field.help}
        </div>
      ) : null}
      {wrong ? (
        <div className="wrong" id={`${id}-wrong`}>
          {wrong}
        </div>
      ) : null}
    </div>
  )
}

type Shared = {
  id: string
  'aria-invalid': boolean | undefined
  'aria-describedby': string | undefined
  required: boolean
}

function Control({
  field,
  value,
  onChange,
  dictionaries,
  organisations,
  options,
  at,
  shared,
}: FieldInputProps & { shared: Shared }) {
  const { t } = useTranslation()
  const text = typeof value === 'string' ? value : ''
  const set = (said: string) => onChange(said === '' ? null : said)
  if (field.at !== undefined) return <PersonInput shared={shared} at={at} value={text} onChange={set} />
  switch (field.kind) {
    case 'long-text':
      return <textarea {...shared} value={text} onChange={(event) => set(event.target.value)} />
    case 'code':
      return (
        <Choice
          shared={shared}
          value={text}
          onChange={set}
          options={options ?? Object.entries(dictionaries[field.dictionary ?? ''] ?? {})}
        />
      )
    case 'codes':
      return (
        <Codes
          field={field}
          value={value}
          onChange={onChange}
          options={options ?? Object.entries(dictionaries[field.dictionary ?? ''] ?? {})}
        />
      )
    case 'organisation':
      return (
        <Choice
          shared={shared}
          value={text}
          onChange={set}
          options={organisations
            .filter((it) => field.kinds === undefined || field.kinds.includes(it.kind))
            .map((it) => [it.id, it.name] as const)}
        />
      )
    case 'ref':
      return <RefInput shared={shared} target={field.target ?? ''} value={text} onChange={set} />
    case 'file':
      return <FileInput id={shared.id} describedBy={shared['aria-describedby']} value={text} onChange={set} />
    case 'date':
      return <input {...shared} type="date" value={text} onChange={(event) => set(event.target.value)} />
    case 'instant':
      return (
        <input
          {...shared}
          type="datetime-local"
          value={text.includes('+08:00') ? text.slice(0, 16) : shownInstant(text).replace(' ', 'T')}
          onChange={(event) => set(instantOfLocal(event.target.value))}
        />
      )
    case 'boolean':
      return (
        <Choice
          shared={shared}
          value={value === true ? 'true' : value === false ? 'false' : ''}
          onChange={(said) => onChange(said === '' ? null : said === 'true')}
          options={[
            ['true', t('yes')],
            ['false', t('no')],
          ]}
        />
      )
    case 'integer':
      if (options)
        return (
          <Choice
            shared={shared}
            value={typeof value === 'number' ? String(value) : ''}
            onChange={(said) => onChange(said === '' ? null : Number(said))}
            options={options}
          />
        )
      return (
        <input
          {...shared}
          type="number"
          step={1}
          value={typeof value === 'number' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        />
      )
    case 'fen':
      return (
        <input
          {...shared}
          type="number"
          step="0.01"
          value={typeof value === 'number' ? value / 100 : ''}
          onChange={(event) =>
            onChange(event.target.value === '' ? null : Math.round(Number(event.target.value) * 100))
          }
        />
      )
    case 'texts':
      return <Texts shared={shared} value={value} onChange={onChange} />
    default:
      return <input {...shared} type="text" value={text} onChange={(event) => set(event.target.value)} />
  }
}

/** Several short texts in one line; what is typed stays as it is typed, the sign after the last one included. */
function Texts({ shared, value, onChange }: { shared: Shared; value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(Array.isArray(value) ? value.join('、') : '')
  return (
    <input
      {...shared}
      placeholder={t('form.lines')}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        onChange(listIn(event.target.value))
      }}
    />
  )
}

function Choice({
  shared,
  value,
  onChange,
  options,
}: {
  shared: Shared
  value: string
  onChange: (value: string) => void
  options: readonly (readonly [string, string])[]
}) {
  const { t } = useTranslation()
  return (
    <select {...shared} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('form.choose')}</option>
      {options.map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  )
}

function Codes({
  field,
  value,
  onChange,
  options,
}: {
  field: FieldInfo
  value: unknown
  onChange: (value: unknown) => void
  options: readonly (readonly [string, string])[]
}) {
  const { t } = useTranslation()
  const chosen = Array.isArray(value) ? (value as string[]) : []
  return (
    <fieldset>
      <legend>
        {field.label} <span className="soft small">（{t('form.several')}）</span>
      </legend>
      <div className="checks">
        {options.map(([code, label]) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, code] : chosen.filter((it) => it !== code))
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
