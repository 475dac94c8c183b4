import { useQuery } from '@tanstack/react-query'
import { listIn } from '@qingmei/core/kernel/list'
import type { Nature } from '@qingmei/core/premises/catalogue/catalogue'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { post } from '../../api/client.ts'
import type { Row } from '../../api/types.ts'
import { Verdict } from '../../parts/Verdict.tsx'

interface Told {
  readonly services: readonly {
    readonly text: string
    readonly nature: Nature | 'unknown'
    readonly why: string
    readonly item: { readonly id: string; readonly name: string; readonly prohibited: string | null } | null
  }[]
}

const FIRST: Readonly<Record<Nature | 'unknown', number>> = { medical: 0, depends: 1, unknown: 2, lifestyle: 3 }

/** What a place says that it offers, told apart by the catalogue: a word at each, medical ones first. */
export function Services({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const services = [...new Set(rows.flatMap((row) => listIn(String(row.scope))))].slice(0, 200)
  const { data } = useQuery({
    queryKey: ['services told', services],
    queryFn: () => post<Told>('/api/catalogue/classify', { services }),
    enabled: services.length > 0,
    staleTime: 300_000,
  })
  if (services.length === 0) return null
  const told = data?.services.toSorted((a, b) => FIRST[a.nature] - FIRST[b.nature])
  return (
    <section className="card" aria-labelledby="services">
      <h2 id="services">{t('file.services')}</h2>
      <p className="soft small">{[...new Set(rows.map((row) => String(row.source)))].join('、')}</p>
      {told ? (
        <ul className="told">
          {told.map((it) => (
            <li key={it.text} title={it.why}>
              {it.item ? <Link to={`/catalogue/${it.item.id}`}>{it.text}</Link> : it.text}{' '}
              <Verdict nature={it.nature} prohibited={Boolean(it.item?.prohibited)} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="break">{services.join('、')}</p>
      )}
    </section>
  )
}
