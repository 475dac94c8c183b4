import type { FieldInfo } from '@qingmei/core/ledger/field'
import { filtersOf } from '@qingmei/core/ledger/ledger'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDictionaries, useOrganisations } from '../../api/hooks.ts'
import { fieldOf, qingmei } from '../../words/house.ts'

export interface Narrowed {
  /** `status:sent`, one for each field; a field that was only named has no value yet: `status:`. */
  readonly filters: readonly string[]
  readonly q: string
  readonly from: string
  readonly until: string
}

/** What narrows a list: any of its filters together, days, words. */
export function FilterBar({
  name,
  narrowed,
  set,
}: {
  name: string
  narrowed: Narrowed
  set: (name: string, values: readonly string[]) => void
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  const [typed, setTyped] = useState(narrowed.q)
  const chosen = narrowed.filters.map((it) => it.split(/:(.*)/s))
  const [list] = ledger.lists
  const others = (list ? filtersOf(list) : [])
    .map((field) => fieldOf(ledger, field))
    .filter((field) => field.kind !== 'ref' && !chosen.some(([it]) => it === field.name))
  const change = (field: string, value: string | null) =>
    set('filter', [
      ...narrowed.filters.flatMap((it) => (it.startsWith(`${field}:`) ? (value ? [`${field}:${value}`] : []) : [it])),
      ...(value === '' ? [`${field}:`] : []),
    ])
  return (
    <form
      className="bar"
      role="search"
      aria-label={ledger.label}
      onSubmit={(event) => {
        event.preventDefault()
        set('q', [typed.trim()])
      }}
    >
      {others.length > 0 ? (
        <label>
          {t('list.filterBy')}
          <select value="" onChange={(event) => change(event.target.value, '')}>
            <option value="">{t(chosen.length > 0 ? 'list.moreFilter' : 'list.noFilter')}</option>
            {others.map((it) => (
              <option key={it.name} value={it.name}>
                {it.label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {chosen.map(([field = '', value = '']) => (
        <OneFilter
          key={field}
          ledger={name}
          field={fieldOf(ledger, field)}
          value={value}
          onChange={(said) => change(field, said === '' ? null : said)}
        />
      ))}
      {(['from', 'until'] as const).map((it) => (
        <label key={it}>
          {t(`list.${it}`, { field: fieldOf(ledger, ledger.lists[0]?.order ?? 'createdAt').label })}
          <input type="date" value={narrowed[it]} onChange={(event) => set(it, [event.target.value])} />
        </label>
      ))}
      {ledger.info.some((it) => it.search) ? (
        <label>
          {t('list.find')}
          <input
            type="search"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              if (event.target.value === '') set('q', [''])
            }}
          />
        </label>
      ) : null}
    </form>
  )
}

/** The values of one filter. A record that a link narrowed to cannot be chosen here, only let go. */
function OneFilter({
  ledger: name,
  field,
  value,
  onChange,
}: {
  ledger: string
  field: FieldInfo
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  const dictionaries = useDictionaries()
  const organisations = useOrganisations()
  const options = (): readonly (readonly [string, string])[] => {
    if (field.name === 'status')
      return ledger.statuses.map((status) => [status, ledger.life[status]?.label ?? status] as const)
    if (field.kind === 'ref') return [[value, t('list.oneRecord')]]
    if (field.kind === 'organisation')
      return organisations
        .filter((it) => field.kinds === undefined || field.kinds.includes(it.kind))
        .map((it) => [it.id, it.name] as const)
    if (field.kind === 'boolean')
      return [
        ['true', t('yes')],
        ['false', t('no')],
      ]
    return Object.entries(dictionaries[field.dictionary ?? ''] ?? {})
  }
  return (
    <label>
      {field.label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t(value === '' ? 'form.choose' : 'list.anyValue')}</option>
        {options().map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
