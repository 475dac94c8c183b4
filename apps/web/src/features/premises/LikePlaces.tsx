import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { post } from '../../api/client.ts'
import { useDictionaries } from '../../api/hooks.ts'

interface LikePlace {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly address: string | null
  readonly openingState: string
  readonly status: string
  readonly why: readonly ('uscc' | 'phone' | 'name' | 'address')[]
}

const SAID = ['name', 'tradeName', 'uscc', 'phone', 'address'] as const
/** So long after the last key the server is asked. */
const PAUSE_MS = 400

/** Places that may be the one being typed, before it is saved: each opens beside, or is picked. */
export function LikePlaces({
  values,
  not = null,
  pick,
}: {
  values: Readonly<Record<string, unknown>>
  not?: string | null
  pick?: (id: string) => void
}) {
  const { t } = useTranslation()
  const dictionaries = useDictionaries()
  const typed = JSON.stringify(SAID.map((name) => values[name] || null))
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const words = asked === '' ? [] : (JSON.parse(asked) as (string | null)[])
  const found = useQuery({
    queryKey: ['like-places', asked, not],
    queryFn: () =>
      post<{ rows: LikePlace[] }>('/api/premises/like', {
        ...Object.fromEntries(SAID.map((name, i) => [name, words[i] ?? null])),
        not,
      }),
    enabled: words.some((it) => it !== null && it.length > 1),
    retry: false,
  })
  const rows = found.data?.rows ?? []
  return (
    <div className="like" role="status" aria-label={t('like.title')}>
      {rows.length > 0 ? (
        <>
          <p className="soon">{t('like.found', { n: rows.length })}</p>
          <ul>
            {rows.map((it) => (
              <li key={it.id}>
                {pick ? (
                  <button type="button" className="btn link" onClick={() => pick(it.id)}>
                    {it.name}
                  </button>
                ) : (
                  <Link to={`/premises/${it.id}`} target="_blank" rel="noreferrer">
                    {it.name}
                  </Link>
                )}{' '}
                <span className="soft small">
                  {[dictionaries['premises-kind']?.[it.kind], it.address].filter(Boolean).join(' · ')}
                </span>{' '}
                {it.why.map((why) => (
                  <span key={why} className="tag wait">
                    {t(`like.${why}`)}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

/** The same as a form of places shows it. */
export const besidePlaces = (values: Readonly<Record<string, unknown>>) => <LikePlaces values={values} />
