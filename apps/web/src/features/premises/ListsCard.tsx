import { CLASSES } from '@qingmei/contract/comparison'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign, useDictionaries } from '../../api/hooks.ts'

interface Lists {
  readonly lists: readonly { class: string; status: string; check: boolean; n: number }[]
}

/** Nobody was there yet. */
const UNSEEN = ['listed', 'relisted', 'assigned']

/** Above the entries: each list with how many are on it and how many nobody has looked at, and what a list is not. */
export default function ListsCard() {
  const { t } = useTranslation()
  const campaign = useCampaign()
  const dictionaries = useDictionaries()
  const [params] = useSearchParams()
  const { data } = useQuery({
    queryKey: ['spread', campaign?.id],
    queryFn: () => get<Lists>(`/api/premises/spread${query({ campaign: campaign?.id })}`),
  })
  const sum = (rows: Lists['lists']) => rows.reduce((total, row) => total + row.n, 0)
  return (
    <>
      <nav aria-label={t('lists.classes')} className="btns" style={{ justifyContent: 'flex-start', margin: '12px 0' }}>
        {CLASSES.map((it) => {
          const rows = (data?.lists ?? []).filter((row) => row.class === it)
          const unseen = sum(rows.filter((row) => row.check && UNSEEN.includes(row.status)))
          // What else narrows the list stays.
          const others = params.getAll('filter').filter((filter) => !filter.startsWith('class:'))
          const isOpen = params.getAll('filter').includes(`class:${it}`)
          return (
            <Link
              key={it}
              to={`/list-entry${query({ filter: [...others, `class:${it}`] })}`}
              className={isOpen ? 'btn' : 'btn q'}
              aria-current={isOpen ? 'page' : undefined}
            >
              {dictionaries['premises-class']?.[it] ?? it} {data ? sum(rows) : ''}
              {unseen > 0 ? ` · ${t('lists.left', { n: unseen })}` : ''}
            </Link>
          )
        })}
      </nav>
      <p className="soft small">{t('lists.hint')}</p>
    </>
  )
}
