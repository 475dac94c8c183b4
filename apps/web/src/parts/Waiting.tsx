import { useTranslation } from 'react-i18next'
import { Refused, Unreachable } from '../api/client.ts'
import { sayProblem } from '../words/refusals.ts'

/** What a screen shows while it loads, when it failed, or when there is nothing. */
export function Waiting({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  if (!error)
    return (
      <p className="soft" role="status">
        {t('loading')}
      </p>
    )
  return (
    <div className="note bad" role="alert">
      <p>{saidOf(error, t)}</p>
      {retry ? (
        <button type="button" className="btn q" onClick={retry}>
          {t('retry')}
        </button>
      ) : null}
    </div>
  )
}

type T = (key: string) => string

/** What went wrong, in words for people. */
export function saidOf(error: unknown, t: T): string {
  if (error instanceof Refused) return sayProblem(error.problem)
  if (error instanceof Unreachable) return t('offline')
  return t('failed')
}
