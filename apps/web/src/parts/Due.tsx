import { useTranslation } from 'react-i18next'
import { dueWords, shownDue } from './time.ts'

/** A due instant: how long is left or overdue, in words and colour, and the instant itself. */
export function Due({ due, now, withInstant = true }: { due: string | null; now: string; withInstant?: boolean }) {
  const { t } = useTranslation()
  if (due === null) return <span className="soft">{t('due.awaiting')}</span>
  const { key, n, tone } = dueWords(due, now)
  return (
    <>
      <span className={tone === 'plain' ? 'strong' : tone}>{t(key, { n })}</span>
      {withInstant ? <span className="soft small at"> {shownDue(due)}</span> : null}
    </>
  )
}
