import type { PublicationChange, PublicationPage } from '@qingmei/contract/comparison-outcome'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
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
  const listOf = (it: string) => t(`comparison.class.${it}`)
  return (
    <section aria-labelledby="publish-names">
      <h3 id="publish-names">{t(`comparison.publication.${change}`)}</h3>
      <ul className="named">
        {rows.map((it) => (
          <li key={it.no ?? it.entry}>
            <Link to={it.no === null ? `/list-entry/${it.entry}` : `/comparison/${run.id}/lines/${it.no}`}>
              {it.name}
            </Link>{' '}
            <span className="tag">{listOf(it.class)}</span>{' '}
            <span className="soft small break">
              {change === 'changed' && it.from !== null && it.from !== it.class
                ? `${t('comparison.publishFrom', { list: listOf(it.from) })} · `
                : ''}
              {it.town === null ? '' : `${names[it.town] ?? ''} `}
              {it.address}
            </span>
          </li>
        ))}
      </ul>
      <NextPage pages={pages} />
    </section>
  )
}
