import { useTranslation } from 'react-i18next'
import type { WorkProgress } from '@qingmei/contract/comparison'
import { STAGES, stageAt } from './stages.ts'

/** How far a comparison is: its stages, the one that it is in, and how much of that is done. */
export function Stages({ work }: { work: WorkProgress | null }) {
  const { t } = useTranslation()
  const at = stageAt(work?.stage ?? null)
  // What is told is the share of the whole run; how long the last stage takes, nobody knows.
  const share = work?.total ? work.done / work.total : null
  return (
    <section className="card" aria-labelledby="stages">
      <h2 id="stages">{t('comparison.underWay')}</h2>
      <ol className="way">
        {STAGES.map((name, i) => (
          <li key={name} className={i < at ? 'done' : ''} aria-current={i === at ? 'step' : undefined}>
            <span className={i === at ? 'strong' : 'soft'}>{t(`comparison.stage.${name}`)}</span>
            <span className="soft small">{i < at ? t('comparison.stageDone') : ''}</span>
          </li>
        ))}
      </ol>
      <progress aria-label={t('comparison.underWay')} {...(share === null ? {} : { value: share, max: 1 })} />
      <p className="soft small" role="status">
        {work?.state === 'waiting' || work === null || at < 0
          ? t('comparison.waiting')
          : t('comparison.working', { stage: t(`comparison.stage.${STAGES[at] ?? 'read'}`) })}
        {work && work.tries > 1 ? ` ${t('comparison.triedAgain', { n: work.tries })}` : ''}
      </p>
    </section>
  )
}
