import { CLASSES } from '@qingmei/contract/comparison'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign, useDictionaries, useOrganisations } from '../../api/hooks.ts'
import { Waiting } from '../../parts/Waiting.tsx'

interface Spread {
  readonly places: readonly { town: string | null; kind: string; state: string; n: number }[]
  readonly grids: readonly { town: string | null; grid: string; n: number }[]
  readonly lists: readonly { town: string | null; class: string; status: string; n: number }[]
}
interface Roads {
  readonly roads: readonly { road: string; n: number; open: number }[]
  readonly others: number
  readonly unnamed: number
}

const sum = (rows: readonly { n: number }[]) => rows.reduce((total, row) => total + row.n, 0)

/** Where the places lie, without a map: by town, its grids and roads, with how many of which kind and on which list. */
export default function PlacesPage() {
  const { t } = useTranslation()
  const campaign = useCampaign()
  const dictionaries = useDictionaries()
  const organisations = useOrganisations()
  const [open, setOpen] = useState<string | null>(null)
  const spread = useQuery({
    queryKey: ['spread', campaign?.id],
    queryFn: () => get<Spread>(`/api/premises/spread${query({ campaign: campaign?.id })}`),
  })
  if (!spread.data) return <Waiting error={spread.error} retry={() => void spread.refetch()} />
  const { places, grids, lists } = spread.data
  const towns = [...new Set(places.map((it) => it.town))].toSorted(
    (a, b) => sum(places.filter((it) => it.town === b)) - sum(places.filter((it) => it.town === a)),
  )
  const nameOf = (town: string | null) =>
    town === null ? t('places.noTown') : (organisations.find((it) => it.id === town)?.name ?? town)
  const most = Math.max(1, ...towns.map((town) => sum(places.filter((it) => it.town === town))))
  const hasLists = lists.length > 0
  return (
    <>
      <p className="crumb">
        <Link to="/premises">{t('places.list')}</Link>
      </p>
      <div className="row">
        <div>
          <h1>{t('places.title')}</h1>
          <p className="sub">{t('places.sub')}</p>
        </div>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('file.print')}
          </button>
        </div>
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('places.title')}>
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">{t('places.town')}</th>
              <th scope="col" className="num">
                {t('places.all')}
              </th>
              <th scope="col" className="num">
                {t('places.open')}
              </th>
              <th scope="col">{t('places.kinds')}</th>
              {hasLists
                ? CLASSES.map((it) => (
                    <th key={it} scope="col" className="num">
                      {dictionaries['premises-class']?.[it] ?? it}
                    </th>
                  ))
                : null}
            </tr>
          </thead>
          <tbody>
            {towns.map((town) => {
              const here = places.filter((it) => it.town === town)
              const kinds = [...new Set(here.map((it) => it.kind))]
                .map((kind) => ({ kind, n: sum(here.filter((it) => it.kind === kind)) }))
                .toSorted((a, b) => b.n - a.n)
              const key = town ?? ''
              return [
                <tr key={key}>
                  <td data-label={t('places.town')}>
                    <div>
                      <button
                        type="button"
                        className="btn link"
                        aria-expanded={open === key}
                        onClick={() => setOpen(open === key ? null : key)}
                      >
                        {nameOf(town)}
                      </button>
                      <progress max={most} value={sum(here)} aria-label={nameOf(town)} />
                    </div>
                  </td>
                  <td data-label={t('places.all')} className="num">
                    {town === null ? sum(here) : <Link to={`/premises?filter=town:${town}`}>{sum(here)}</Link>}
                  </td>
                  <td data-label={t('places.open')} className="num">
                    {sum(here.filter((it) => it.state === 'open'))}
                  </td>
                  <td data-label={t('places.kinds')}>
                    <span className="small">
                      {kinds.map(({ kind, n }) => `${dictionaries['premises-kind']?.[kind] ?? kind} ${n}`).join(' · ')}
                    </span>
                  </td>
                  {hasLists
                    ? CLASSES.map((it) => (
                        <td key={it} data-label={dictionaries['premises-class']?.[it] ?? it} className="num">
                          <Link
                            to={`/list-entry${query({ filter: [`class:${it}`, ...(town === null ? [] : [`town:${town}`])] })}`}
                          >
                            {sum(lists.filter((row) => row.town === town && row.class === it))}
                          </Link>
                        </td>
                      ))
                    : null}
                </tr>,
                open === key ? (
                  <tr key={`${key} inside`}>
                    <td colSpan={hasLists ? 8 : 4}>
                      <Inside town={town} grids={grids.filter((it) => it.town === town)} nameOf={nameOf} />
                    </td>
                  </tr>
                ) : null,
              ]
            })}
          </tbody>
        </table>
      </div>
      {towns.length === 0 ? <p className="soft">{t('places.none')}</p> : null}
      {hasLists ? (
        <p className="soft small">
          {t('places.listsHint')} <Link to="/list-entry">{t('places.lists')}</Link>
        </p>
      ) : null}
    </>
  )
}

/** The grids and the roads of a town. */
function Inside({
  town,
  grids,
  nameOf,
}: {
  town: string | null
  grids: Spread['grids']
  nameOf: (org: string | null) => string
}) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['roads', town],
    queryFn: () => get<Roads>(`/api/premises/roads${query({ town })}`),
  })
  if (!data) return <Waiting error={error} retry={() => void refetch()} />
  return (
    <>
      {grids.length > 0 ? (
        <p>
          <strong>{t('places.grids')}</strong>{' '}
          {grids.map((it) => (
            <Link key={it.grid} to={`/premises?filter=grid:${it.grid}`} className="nowrap" style={{ marginRight: 14 }}>
              {nameOf(it.grid)} {it.n}
            </Link>
          ))}
        </p>
      ) : null}
      <p>
        <strong>{t('places.roads')}</strong>{' '}
        {data.roads.map((it) => (
          <Link
            key={it.road}
            to={`/premises?${new URLSearchParams({ q: it.road, ...(town === null ? {} : { filter: `town:${town}` }) }).toString()}`}
            className="nowrap"
            style={{ marginRight: 14, display: 'inline-block' }}
          >
            {it.road} {it.n}
          </Link>
        ))}
        {data.others + data.unnamed > 0 ? (
          <span className="soft">{t('places.others', { n: data.others + data.unnamed })}</span>
        ) : null}
      </p>
    </>
  )
}
