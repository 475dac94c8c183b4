import type { PublicationChange, PublicationPage, PublicationRow } from '@qingmei/contract/comparison-outcome'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { listedOtherwise } from './listed-otherwise.ts'
import type { Run } from './run.ts'
import { NextPage } from '../../parts/NextPage.tsx'

/** Whose entry would come, move or go: each leads to what the run says of it, or to the entry that leaves. */
export function PublishNames({ run, change }: { run: Run; change: PublicationChange }) {
  const { t } = useTranslation()
  const pages = useInfiniteQuery({
    queryKey: ['publication', run.id, run.version, change],
    queryFn: ({ pageParam }) =>
      get<PublicationPage>(`/api/comparisons/${run.id}/publication/entries${query({ change, after: pageParam })}`),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  if (!pages.data) return <Waiting error={pages.error} retry={() => void pages.refetch()} />
  const rows = pages.data.pages.flatMap((page) => page.rows)
  const names = Object.assign({}, ...pages.data.pages.map((page) => page.names)) as Record<string, string>
  return (
    <section aria-labelledby="publish-names">
      <h3 id="publish-names">{t(`comparison.publication.${change}`)}</h3>
      <ul className="named">
        {rows.map((it) => (
          <li key={it.no ?? it.entry}>
            <Link to={it.no === null ? `/list-entry/${it.entry}` : `/comparison/${run.id}/lines/${it.no}`}>
              {it.name}
            </Link>{' '}
            <span className="tag">{t(`comparison.class.${it.is.class}`)}</span>{' '}
            {it.is.medical === true ? <span className="tag">{t('comparison.medicalTag')}</span> : null}{' '}
            <span className="soft small break">
              {it.town === null ? '' : `${names[it.town] ?? ''} `}
              {it.address}
            </span>
            <What row={it} change={change} />
          </li>
        ))}
      </ul>
      <NextPage pages={pages} />
    </section>
  )
}

/** What happens to the entry, in words: from which list to which, what is said of it otherwise, why it is not certain. */
function What({ row, change }: { row: PublicationRow; change: PublicationChange }) {
  const { t } = useTranslation()
  const said = (() => {
    if (change === 'left') return [t('comparison.publishLeft')]
    if (change === 'uncertain') return row.doubt === null ? [] : [t(`comparison.doubt.${row.doubt}`)]
    if (row.was === null) return []
    return [
      ...listedOtherwise(row.was, row.is).map((it) =>
        it.what === 'class'
          ? t('comparison.publishClass', { from: t(`comparison.class.${it.from}`), to: t(`comparison.class.${it.to}`) })
          : t(`comparison.publishBecomes.${it.what}.${it.to}`),
      ),
      ...(change === 'relisted' && row.leftReason ? [t('comparison.publishBack', { why: row.leftReason })] : []),
    ]
  })()
  if (said.length === 0) return null
  return (
    <ul className="reasons small">
      {said.map((it) => (
        <li key={it} className="break">
          {it}
        </li>
      ))}
    </ul>
  )
}
