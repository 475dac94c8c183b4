import { useTranslation } from 'react-i18next'
import type { Explanation, FieldEvidence } from '@qingmei/contract/comparison'
import { shownChance } from './estimate.ts'
import { Waterfall } from './Waterfall.tsx'

/** Why two records are held to be one, or not: a sentence, the weights, and what came second. */
export function Why({
  caption,
  explained,
  sentence = '',
}: {
  caption: string
  explained: Explanation
  sentence?: string
}) {
  const { t } = useTranslation()
  const { override, runnerUp, marginBits } = explained
  const weighing = explained.evidence.filter((it) => it.level !== 'missing' || it.bits !== 0)
  return (
    <div className="why">
      {sentence ? <p>{sentence}</p> : null}
      {override ? (
        <p className="note">
          {t('comparison.overridden')}
          {t(`comparison.override.${override}`)}
        </p>
      ) : null}
      <Waterfall
        caption={caption}
        start={explained.priorBits}
        chance={shownChance(explained.probability)}
        lines={weighing.map((it) => ({
          key: it.field,
          label: t(`comparison.weighed.${it.field}`),
          said: <Level evidence={it} />,
          bits: it.bits,
        }))}
      />
      {override ? null : <p className="soft small">{t('comparison.chanceApart')}</p>}
      {runnerUp ? (
        <p className="soft small">
          {t('comparison.runnerUp', {
            name: runnerUp.name,
            chance: shownChance(runnerUp.probability),
            bits: marginBits === null ? '' : marginBits.toFixed(1),
          })}
        </p>
      ) : null}
    </div>
  )
}

function Level({ evidence: { level, crowd } }: { evidence: FieldEvidence }) {
  const { t } = useTranslation()
  return (
    <>
      {t(`comparison.level.${level}`, { defaultValue: level })}
      {crowd === null ? '' : t('comparison.crowd', { n: crowd.toLocaleString('en-US') })}
    </>
  )
}
