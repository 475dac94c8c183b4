import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../../api/client.ts'

/** Above the list of places: where they lie, and mergers that somebody is to decide. */
export default function PlacesCard() {
  const { t } = useTranslation()
  const waiting = useQuery({
    queryKey: ['count', 'merger', 'proposed'],
    queryFn: () => get<{ count: number }>('/api/ledgers/merger/count?filter=status:proposed'),
  })
  const n = waiting.data?.count ?? 0
  return (
    <p>
      <Link to="/places">{t('places.title')}</Link>
      {n > 0 ? (
        <>
          {' · '}
          <Link to="/merger?filter=status:proposed">{t('file.pending', { n })}</Link>
        </>
      ) : null}
    </p>
  )
}
