import { COMPARERS } from '@qingmei/core/premises/register-source'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useMe } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'

/** For those who compare registers: how many doubtful places of the newest comparison wait for a person. */
export function Doubts() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const compares = me?.seats.some((seat) => COMPARERS.some((role) => role === seat.role)) ?? false
  const { data } = useQuery({
    queryKey: ['list', 'comparison', 'matched'],
    queryFn: () => get<{ rows: Row[] }>(`/api/ledgers/comparison${query({ filter: 'status:matched', limit: 1 })}`),
    enabled: compares,
  })
  const run = data?.rows[0]
  const n = Number(run?.review ?? 0)
  if (!run || n === 0) return null
  return (
    <p className="note">
      {t('desk.doubts', { title: run.title, n: n.toLocaleString('en-US') })}{' '}
      <Link to={`/comparison/${run.id}/review`}>{t('desk.toDoubts')}</Link>
    </p>
  )
}
