import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign, useDictionaries, useMe, useOrganisations } from '../../api/hooks.ts'
import type { Page } from '../../api/types.ts'
import { ActionForm, type ActionFormProps } from '../../parts/ActionForm.tsx'
import { State } from '../../parts/State.tsx'
import { Value } from '../../parts/Value.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { plain } from '../../parts/plain.ts'
import { fieldOf, qingmei } from '../../words/house.ts'

/** Any ledger’s list: its columns, one filter at a time, search, pages, export, import, and making a record. */
export default function LedgerList({
  name,
  above: Above,
  beside,
}: {
  name: string
  above?: ComponentType | undefined
  beside?: ActionFormProps['beside'] | undefined
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  const campaign = useCampaign()
  const { data: me } = useMe()
  const go = useNavigate()
  const dictionaries = useDictionaries()
  const [params, setParams] = useSearchParams()
  const [making, setMaking] = useState<string | null>(null)
  const filter = params.get('filter') ?? ''
  const q = params.get('q') ?? ''
  const scope =
    ledger.placement === 'regional' && ledger.info.some((field) => field.kind === 'ref' && field.target === 'lead')
      ? campaign?.id
      : undefined
  const days = { from: params.get('from') ?? '', until: params.get('until') ?? '' }
  const where = {
    filter: filter.endsWith(':') ? '' : filter,
    q,
    ...days,
    campaign: name === 'lead' ? campaign?.id : scope,
  }
  const pages = useInfiniteQuery({
    queryKey: ['list', name, where],
    queryFn: ({ pageParam }) => get<Page>(`/api/ledgers/${name}${query({ ...where, after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const count = useQuery({
    queryKey: ['count', name, where],
    queryFn: () => get<{ count: number; more: boolean }>(`/api/ledgers/${name}/count${query(where)}`),
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const names = Object.assign({}, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Record<string, string>
  const roles = me?.seats.map((seat) => seat.role) ?? []
  const makers = [...ledger.actions.values()].filter(
    (action) =>
      action.creates && action.who?.some((who) => who.at === 'seat' && who.roles.some((role) => roles.includes(role))),
  )
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  return (
    <>
      <div className="row">
        <div>
          <h1>{ledger.label}</h1>
          <p className="sub">{plain(ledger.about)}</p>
        </div>
        <div className="btns">
          {ledger.imports && makers.length > 0 ? (
            <Link className="btn q" to={`/${name}/import`}>
              {t('list.import')}
            </Link>
          ) : null}
          <a className="btn q" href={`/api/ledgers/${name}/export${query({ ...where, format: 'xlsx' })}`}>
            {t('list.exportXlsx')}
          </a>
          <a className="btn q" href={`/api/ledgers/${name}/export${query({ ...where, format: 'csv' })}`}>
            {t('list.exportCsv')}
          </a>
          {makers.map((action) => (
            <button key={action.name} type="button" className="btn" onClick={() => setMaking(action.name)}>
              {action.label.length > 2 ? action.label : `${action.label}${ledger.label}`}
            </button>
          ))}
        </div>
      </div>
      {Above ? <Above /> : null}
      <FilterBar name={name} filter={filter} q={q} days={days} set={set} />
      {pages.error || pages.isLoading ? <Waiting error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data ? (
        <p className="soft small" role="status">
          {count.data
            ? t(count.data.more ? 'list.countMore' : 'list.count', { n: count.data.count.toLocaleString('en-US') })
            : ' '}
        </p>
      ) : null}
      {pages.data && rows.length === 0 ? (
        <div className="card">
          <p className="soft">
            {t(filter || q || days.from || days.until ? 'list.empty' : 'list.emptyAll', { label: ledger.label })}
          </p>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <div className="scroll" tabIndex={0} role="region" aria-label={ledger.label}>
          <table className="table cards">
            <caption className="visually-hidden">{ledger.label}</caption>
            <thead>
              <tr>
                {ledger.columns.map((column) => (
                  <th key={column} scope="col">
                    {fieldOf(ledger, column).label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {ledger.columns.map((column) => (
                    <td
                      key={column}
                      data-label={fieldOf(ledger, column).label}
                      className={column === 'number' || fieldOf(ledger, column).kind === 'code' ? 'nowrap' : ''}
                    >
                      <span className="break">
                        {column === ledger.title ? (
                          <Link to={`/${name}/${row.id}`}>{String(row[column] ?? row.number ?? '')}</Link>
                        ) : column === 'status' ? (
                          <State ledger={name} status={row.status} />
                        ) : (
                          <Value
                            field={fieldOf(ledger, column)}
                            value={row[column]}
                            words={{ names, dictionaries }}
                            ledger={name}
                          />
                        )}
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {pages.hasNextPage ? (
        <p style={{ marginTop: 12 }}>
          <button
            type="button"
            className="btn q"
            disabled={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('list.next')}
          </button>
        </p>
      ) : null}
      {making ? (
        <ActionForm
          ledger={name}
          action={making}
          campaign={ledger.standing ? null : (campaign?.id ?? null)}
          {...(beside ? { beside } : {})}
          onClose={() => setMaking(null)}
          onDone={(record) => void go(`/${name}/${record.id}`)}
        />
      ) : null}
    </>
  )
}

function FilterBar({
  name,
  filter,
  q,
  days,
  set,
}: {
  name: string
  filter: string
  q: string
  days: { readonly from: string; readonly until: string }
  set: (name: string, value: string) => void
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  const dictionaries = useDictionaries()
  const organisations = useOrganisations()
  const [typed, setTyped] = useState(q)
  const filters = (ledger.lists[0]?.filters ?? [])
    .map((field) => fieldOf(ledger, field))
    .filter((field) => field.kind !== 'ref')
  const [field = '', value = ''] = filter.split(/:(.*)/s)
  const chosen = filters.find((it) => it.name === field)
  const options = (): readonly (readonly [string, string])[] => {
    if (!chosen) return []
    if (chosen.name === 'status') return ledger.statuses.map((status) => [status, ledger.life[status]?.label ?? status])
    if (chosen.kind === 'organisation') return organisations.map((it) => [it.id, it.name])
    if (chosen.kind === 'boolean')
      return [
        ['true', t('yes')],
        ['false', t('no')],
      ]
    return Object.entries(dictionaries[chosen.dictionary ?? ''] ?? {})
  }
  const canSearch = ledger.info.some((it) => it.search)
  return (
    <form
      className="bar"
      role="search"
      aria-label={ledger.label}
      onSubmit={(event) => {
        event.preventDefault()
        set('q', typed.trim())
      }}
    >
      <label>
        {t('list.filterBy')}
        <select
          value={field}
          onChange={(event) => set('filter', event.target.value === '' ? '' : `${event.target.value}:`)}
        >
          <option value="">{t('list.noFilter')}</option>
          {filters.map((it) => (
            <option key={it.name} value={it.name}>
              {it.label}
            </option>
          ))}
        </select>
      </label>
      {(['from', 'until'] as const).map((it) => (
        <label key={it}>
          {t(`list.${it}`, { field: fieldOf(ledger, ledger.lists[0]?.order ?? 'createdAt').label })}
          <input type="date" value={days[it]} onChange={(event) => set(it, event.target.value)} />
        </label>
      ))}
      {chosen ? (
        <label>
          {t('list.value')}
          <select value={value} onChange={(event) => set('filter', `${field}:${event.target.value}`)}>
            <option value="">{t('form.choose')}</option>
            {options().map(([code, label]) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {canSearch ? (
        <label>
          {t('list.find')}
          <input
            type="search"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              if (event.target.value === '') set('q', '')
            }}
          />
        </label>
      ) : null}
    </form>
  )
}
