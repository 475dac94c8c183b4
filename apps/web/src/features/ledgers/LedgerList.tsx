import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign, useMe, useOrganisations } from '../../api/hooks.ts'
import type { Page } from '../../api/types.ts'
import { ActionForm, type ActionFormProps } from '../../parts/ActionForm.tsx'
import { printAll } from '../../parts/print-all.ts'
import { useTell } from '../../parts/Toast.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { plain } from '../../parts/plain.ts'
import { qingmei, saidOfMaking } from '../../words/house.ts'
import { FilterBar } from './FilterBar.tsx'
import { ListTable } from './ListTable.tsx'
import { ManyBar } from './ManyBar.tsx'
import { isFor, mayDo } from './may-do.ts'
import { useChosen } from './use-chosen.ts'
import { NextPage } from '../../parts/NextPage.tsx'

/** Any ledger’s list: its columns, filters, search, pages, export, import, making a record, and doing one thing to many. */
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
  const organisations = useOrganisations()
  const go = useNavigate()
  const [params, setParams] = useSearchParams()
  const [making, setMaking] = useState<string | null>(null)
  const chosen = useChosen()
  const tell = useTell()
  const filters = params.getAll('filter')
  const q = params.get('q') ?? ''
  const days = { from: params.get('from') ?? '', until: params.get('until') ?? '' }
  const isNarrowed = [...filters, q, days.from, days.until].some((it) => it !== '')
  const scope =
    ledger.placement === 'regional' && ledger.info.some((field) => field.kind === 'ref' && field.target === 'lead')
      ? campaign?.id
      : undefined
  const where = {
    filter: filters.filter((it) => !it.endsWith(':')),
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
  const seats = me?.seats ?? []
  const doer = { seats, organisations }
  const makers = [...ledger.actions.values()].filter(
    (action) =>
      action.creates &&
      action.who?.some((who) => who.at === 'seat' && seats.some((seat) => who.roles.some((it) => it === seat.role))),
  )
  const many = [...ledger.actions.values()].filter((action) => isFor(action, doer))
  /** A list may be a list, but not a book. */
  const print = async () =>
    count.data?.more ? tell(t('list.tooLong', { n: count.data.count.toLocaleString('en-US') })) : printAll(pages)
  const set = (param: string, values: readonly string[]) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        next.delete(param)
        for (const value of values) if (value !== '') next.append(param, value)
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
          <button type="button" className="btn q" disabled={pages.isFetchingNextPage} onClick={() => void print()}>
            {t('file.print')}
          </button>
          <a className="btn q" href={`/api/ledgers/${name}/export${query({ ...where, format: 'xlsx' })}`}>
            {t('list.exportXlsx')}
          </a>
          <a className="btn q" href={`/api/ledgers/${name}/export${query({ ...where, format: 'csv' })}`}>
            {t('list.exportCsv')}
          </a>
          {makers.map((action) => (
            <button key={action.name} type="button" className="btn" onClick={() => setMaking(action.name)}>
              {saidOfMaking(action)}
            </button>
          ))}
        </div>
      </div>
      {Above ? <Above /> : null}
      <FilterBar name={name} narrowed={{ filters, q, ...days }} set={set} />
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
          <p className="soft">{t(isNarrowed ? 'list.empty' : 'list.emptyAll', { label: ledger.label })}</p>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <ListTable
          name={name}
          rows={rows}
          names={names}
          choosing={
            many.length === 0 ? null : { chosen, mayChoose: (row) => many.some((action) => mayDo(action, row, doer)) }
          }
        />
      ) : null}
      <NextPage pages={pages} />
      {many.length > 0 && (rows.length > 0 || chosen.chosen.size > 0) ? (
        <ManyBar
          ledger={name}
          actions={many}
          mayDo={(action, row) => mayDo(action, row, doer)}
          chosen={chosen}
          shown={rows}
          where={where}
          total={count.data ?? null}
        />
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
