import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import type { RegisterReport } from './answers.ts'
import type { Run } from './run.ts'
import { SelfTest } from './SelfTest.tsx'

/** How right a comparison is: what it measured by itself, and what people found in a random sample. */
export function AccuracyPage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const looked = useQuery({
    queryKey: ['comparison', run.id, run.status],
    queryFn: () => get<{ report: { registers: readonly RegisterReport[] } | null }>(`/api/comparisons/${run.id}`),
  })
  return (
    <>
      <p className="crumb">
        <Link to="/comparison">{t('comparison.title')}</Link> / <Link to={`/comparison/${run.id}`}>{run.title}</Link>
      </p>
      <h1>{t('comparison.accuracy')}</h1>
      <p className="sub">{t('comparison.accuracyHint')}</p>
      {looked.data ? (
        <SelfTest registers={looked.data.report?.registers ?? []} />
      ) : (
        <Waiting error={looked.error} retry={() => void looked.refetch()} />
      )}
    </>
  )
}
