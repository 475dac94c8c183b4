import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useDictionaries, useOrganisations } from '../../api/hooks.ts'
import { printAll } from '../../parts/print-all.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { CLASSES, type LinePage, type LineRow } from '@qingmei/contract/comparison'
import { NextPage } from '../../parts/NextPage.tsx'

const FILTERS = ['class', 'town', 'medical', 'uncertain', 'q'] as const

/** The places of a run: by class and town, those that do medical work, those that wait for review; search, pages, export. */
export function Lines({ run }: { run: string }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const where = Object.fromEntries(FILTERS.map((it) => [it, params.get(it) ?? ''])) as Record<
    (typeof FILTERS)[number],
    string
  >
  const pages = useInfiniteQuery({
    queryKey: ['comparison lines', run, where],
    queryFn: ({ pageParam }) => get<LinePage>(`/api/comparisons/${run}/lines${query({ ...where, after: pageParam })}`),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  const names = Object.assign({}, ...(pages.data?.pages.map((page) => page.names) ?? [])) as Record<string, string>
  const first = pages.data?.pages[0]
  return (
    <section aria-labelledby="lines" className="block">
      <div className="row">
        <h2 id="lines">
          {where.class === '' ? t('comparison.lines') : t(`comparison.class.${where.class}`)}{' '}
          {first ? (
            <span className="soft small">{t('list.count', { n: first.total.toLocaleString('en-US') })}</span>
          ) : null}
        </h2>
        <div className="btns">
          <button
            type="button"
            className="btn q"
            disabled={pages.isFetchingNextPage}
            onClick={() => void printAll(pages)}
          >
            {t('sheet.print')}
          </button>
          {(['xlsx', 'csv'] as const).map((format) => (
            <a key={format} className="btn q" href={`/api/comparisons/${run}/export${query({ ...where, format })}`}>
              {t(format === 'xlsx' ? 'list.exportXlsx' : 'list.exportCsv')}
            </a>
          ))}
        </div>
      </div>
      {where.class === 'neither' ? <p className="note">{t('comparison.neitherHint')}</p> : null}
      {where.class === 'licensed-only' ? <p className="note">{t('comparison.licensedOnlyHint')}</p> : null}
      <Filters where={where} set={set} />
      {pages.error || pages.isLoading ? <Waiting error={pages.error} retry={() => void pages.refetch()} /> : null}
      {first && rows.length === 0 ? (
        <div className="card">
          <p className="soft">{t('comparison.noLines')}</p>
        </div>
      ) : null}
      {rows.length > 0 ? <Rows run={run} rows={rows} names={names} /> : null}
      <NextPage pages={pages} />
    </section>
  )
}

function Filters({
  where,
  set,
}: {
  where: Readonly<Record<(typeof FILTERS)[number], string>>
  set: (name: string, value: string) => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(where.q)
  const towns = useOrganisations().filter((it) => it.kind === 'town')
  return (
    <form
      className="bar"
      role="search"
      aria-label={t('comparison.lines')}
      onSubmit={(event) => {
        event.preventDefault()
        set('q', typed.trim())
      }}
    >
      <label>
        {t('comparison.list')}
        <select value={where.class} onChange={(event) => set('class', event.target.value)}>
          <option value="">{t('all')}</option>
          {CLASSES.map((it) => (
            <option key={it} value={it}>
              {t(`comparison.class.${it}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('comparison.town')}
        <select value={where.town} onChange={(event) => set('town', event.target.value)}>
          <option value="">{t('all')}</option>
          {towns.map((it) => (
            <option key={it.id} value={it.id}>
              {it.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('comparison.narrow')}
        <select
          value={where.medical ? 'medical' : where.uncertain ? 'uncertain' : ''}
          onChange={(event) => {
            set('medical', event.target.value === 'medical' ? '1' : '')
            set('uncertain', event.target.value === 'uncertain' ? '1' : '')
          }}
        >
          <option value="">{t('all')}</option>
          <option value="medical">{t('comparison.medical')}</option>
          <option value="uncertain">{t('comparison.uncertain')}</option>
        </select>
      </label>
      <label>
        {t('comparison.find')}
        <input
          type="search"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            if (event.target.value === '') set('q', '')
          }}
        />
      </label>
      <button type="submit" className="btn q">
        {t('search.label')}
      </button>
    </form>
  )
}

function Rows({
  run,
  rows,
  names,
}: {
  run: string
  rows: readonly LineRow[]
  names: Readonly<Record<string, string>>
}) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  return (
    <table className="table cards lines">
      <caption className="visually-hidden">{t('comparison.lines')}</caption>
      <thead>
        <tr>
          {(['name', 'address', 'town', 'list', 'sources'] as const).map((it) => (
            <th key={it} scope="col">
              {t(`comparison.lineHead.${it}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.no}>
            <td data-label={t('comparison.lineHead.name')}>
              <div className="break">
                <Link to={`/comparison/${run}/lines/${row.no}`}>{row.name}</Link>{' '}
                {row.medical ? <span className="tag">{t('comparison.medicalTag')}</span> : null}
                <div className="soft small">{row.uscc}</div>
              </div>
            </td>
            <td data-label={t('comparison.lineHead.address')}>
              <span className="break">{row.address}</span>
            </td>
            <td data-label={t('comparison.lineHead.town')} className="nowrap">
              <span>{row.town === null ? '' : (names[row.town] ?? row.town)}</span>
            </td>
            <td data-label={t('comparison.lineHead.list')}>
              <ClassOf line={row} />
            </td>
            <td data-label={t('comparison.lineHead.sources')} className="soft">
              <span>{row.sources.map((it) => kinds[it] ?? it).join(t('comparison.and'))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The class of a place in words: what it is called, and that it is open where it is. */
export function ClassOf({ line }: { line: Pick<LineRow, 'class' | 'certain' | 'doubt'> }) {
  const { t } = useTranslation()
  return (
    <span>
      <span className="nowrap">{t(`comparison.class.${line.class}`)}</span>{' '}
      {line.certain ? null : <span className="tag wait">{t(`comparison.doubt.${line.doubt ?? 'unsure-link'}`)}</span>}
    </span>
  )
}
