import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useDictionaries } from '../../api/hooks.ts'
import type { Opened } from '../../api/types.ts'
import { Actions } from '../../parts/Actions.tsx'
import { State } from '../../parts/State.tsx'
import { shownInstant } from '../../parts/time.ts'
import { CLASSES, type WorkProgress } from '@qingmei/contract/comparison'
import type { Facet } from './class-counts.ts'
import { Lines } from './Lines.tsx'
import { Publish, Publishing } from './Publish.tsx'
import { countOf, hasResult, isUnderWay, type Run } from './run.ts'
import { Stages } from './Stages.tsx'
import { Towns } from './Towns.tsx'

interface Looked {
  readonly work: WorkProgress
  readonly facets: readonly Facet[]
  readonly names: Readonly<Record<string, string>>
}

/** One comparison: how far it is, what came out by list and town, and what is to be done with it. */
export function RunPage({ run, opened }: { run: Run; opened: Opened }) {
  const { t } = useTranslation()
  const [publishing, setPublishing] = useState(false)
  const underWay = isUnderWay(run.status)
  const looked = useQuery({
    queryKey: ['comparison', run.id, run.status],
    queryFn: () => get<Looked>(`/api/comparisons/${run.id}`),
    refetchInterval: underWay ? 1000 : false,
  })
  const mayPublish = opened.actions.some((it) => it.name === 'publish' && it.allowed)
  return (
    <>
      <p className="crumb">
        <Link to="/comparison">{t('comparison.title')}</Link> / {run.number}
      </p>
      <div className="row">
        <h1>{run.title}</h1>
        <div className="btns">
          <Actions
            ledger="comparison"
            record={run}
            offered={opened.actions}
            main={mainOf(run, opened.actions)}
            without={['publish', ...(run.pending > 0 ? ['closeReview'] : ['rematch'])]}
          />
          {run.status === 'published' ? (
            <Link className="btn" to="/list-entry">
              {t('comparison.toLists')}
            </Link>
          ) : null}
          {mayPublish && run.pending === 0 ? (
            <button type="button" className="btn" onClick={() => setPublishing(true)}>
              {t('comparison.publish')}
            </button>
          ) : null}
        </div>
      </div>
      <p className="meta">
        <State ledger="comparison" status={run.status} />
        {run.provisional ? <span className="tag wait">{t('comparison.provisional')}</span> : null}
        <span>{t('comparison.asOfDay', { day: run.asOf })}</span>
        <span>
          {t('comparison.startedBy', { who: opened.names[run.operator] ?? '', at: shownInstant(run.startedAt) })}
        </span>
        {run.records === null ? null : (
          <span>
            {t('comparison.recordsIn', {
              n: run.records.toLocaleString('en-US'),
              places: (run.places ?? 0).toLocaleString('en-US'),
            })}
          </span>
        )}
        {run.publishedAt ? (
          <span>
            {t('comparison.publishedAt', { at: shownInstant(run.publishedAt) })}{' '}
            {t('comparison.published', {
              entered: run.entered ?? 0,
              changed: run.changed ?? 0,
              left: run.left ?? 0,
            })}
          </span>
        ) : null}
      </p>
      {run.provisional ? (
        <p className="note wait">{t('comparison.provisionalWhy', { why: run.provisionalWhy })}</p>
      ) : null}
      {run.status === 'failed' ? (
        <p className="note bad" role="alert">
          {run.note}
        </p>
      ) : null}
      {run.pending > 0 && !underWay ? <p className="note wait">{t('comparison.pending', { n: run.pending })}</p> : null}
      {run.status === 'publishing' ? (
        <Publishing work={looked.data?.work ?? null} />
      ) : underWay ? (
        <Stages work={looked.data?.work ?? null} />
      ) : null}
      {hasResult(run) ? (
        <>
          <Figures run={run} />
          <nav className="tabs" aria-label={run.title}>
            <NavLink to={`/comparison/${run.id}`} end>
              {t('comparison.lines')}
            </NavLink>
            <NavLink to={`/comparison/${run.id}/review`}>{t('comparison.desk')}</NavLink>
            <NavLink to={`/comparison/${run.id}/difference`}>{t('comparison.difference')}</NavLink>
            <NavLink to={`/comparison/${run.id}/accuracy`}>{t('comparison.accuracy')}</NavLink>
            <NavLink to={`/comparison/${run.id}/borrowed`}>{t('comparison.borrowed')}</NavLink>
          </nav>
          <Where run={run} facets={looked.data?.facets ?? []} names={looked.data?.names ?? {}} />
          <Lines key={run.version} run={run.id} />
        </>
      ) : null}
      <Inputs run={run} />
      {publishing ? <Publish run={run} onClose={() => setPublishing(false)} /> : null}
    </>
  )
}

/** The action that is the next step, and stands out; none while it is worked on, or where publishing is. */
function mainOf(run: Run, offered: Opened['actions']): string[] | null {
  const next = [run.pending > 0 ? 'rematch' : 'closeReview', 'retry'].filter((name) =>
    offered.some((it) => it.name === name && it.allowed),
  )
  return next.length > 0 ? next : null
}

/** The sizes of the lists, each leading to its places. */
function Figures({ run }: { run: Run }) {
  const { t } = useTranslation()
  const at = (where: Readonly<Record<string, string>>) => `/comparison/${run.id}${query(where)}#lines`
  return (
    <dl className="strip figures">
      {CLASSES.map((it) => (
        <div key={it}>
          <dt>{t(`comparison.class.${it}`)}</dt>
          <dd>
            <Link to={at({ class: it })}>{countOf(run, it).toLocaleString('en-US')}</Link>
          </dd>
          <dd className="soft small">{t(`comparison.classHint.${it}`)}</dd>
        </div>
      ))}
      <div className={run.uncertain ? 'a' : ''}>
        <dt>{t('comparison.uncertain')}</dt>
        <dd>
          <Link to={at({ uncertain: '1' })}>{(run.uncertain ?? 0).toLocaleString('en-US')}</Link>
        </dd>
        <dd className="soft small">{t('comparison.uncertainHint')}</dd>
      </div>
      <div className={run.review ? 'a' : ''}>
        <dt>{t('comparison.figure.review')}</dt>
        <dd>
          <Link to={`/comparison/${run.id}/review`}>{(run.review ?? 0).toLocaleString('en-US')}</Link>
        </dd>
        <dd className="soft small">{t('comparison.reviewHint')}</dd>
      </div>
    </dl>
  )
}

function Where({
  run,
  facets,
  names,
}: {
  run: Run
  facets: readonly Facet[]
  names: Readonly<Record<string, string>>
}) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  if (facets.length === 0) return null
  return (
    <details className="block" open={params.size === 0}>
      <summary>{t('comparison.byTown')}</summary>
      <Towns
        facets={facets}
        names={names}
        to={(where) => `/comparison/${run.id}${query({ ...where, town: where.town ?? 'none' })}#lines`}
      />
    </details>
  )
}

/** What was compared. */
function Inputs({ run }: { run: Run }) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const inputs = run.inputs ?? []
  return (
    <section aria-labelledby="inputs" className="block">
      <h2 id="inputs">{t('comparison.inputs')}</h2>
      <table className="table cards">
        <caption className="visually-hidden">{t('comparison.inputs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.register')}</th>
            <th scope="col">{t('comparison.file')}</th>
            <th scope="col">{t('comparison.asOf')}</th>
            <th scope="col" className="num">
              {t('comparison.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((it) => (
            <tr key={it.no}>
              <td data-label={t('comparison.register')}>
                <span>{kinds[it.kind] ?? it.kind}</span>
              </td>
              <td data-label={t('comparison.file')}>
                <Link className="break" to={`/register-file/${it.file}`}>
                  {it.name}
                </Link>
              </td>
              <td data-label={t('comparison.asOf')}>
                <span>
                  {it.asOf} {it.stale ? <span className="tag wait">{t('comparison.stale')}</span> : null}
                </span>
              </td>
              <td data-label={t('comparison.rows')} className="num">
                <span>{it.rows.toLocaleString('en-US')}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
