import { fineRange, type FineRange, type Statute } from '@qingmei/core/case/statute'
import { useTranslation } from 'react-i18next'
import type { Dictionaries, Row } from '../../api/types.ts'
import { yuan } from './yuan.ts'

/** The lawful range of a fine for a line of the case, on what the case has determined so far. */
export function rangeOf(statute: Statute, file: Row, partyKind: unknown): FineRange | null {
  const amount = (name: string) => (typeof file[name] === 'number' ? (file[name] as number) : null)
  return fineRange(statute, {
    party: partyKind === 'person' ? 'person' : 'organisation',
    incomeFen: amount('income'),
    goodsFen: amount('goodsValue'),
    costFen: amount('adCost'),
  })
}

/** The law of a violation: its article, what it may cost, whose it is, and how sure we are of it. */
export function Law({
  statute,
  file,
  partyKind,
  dictionaries,
}: {
  statute: Statute
  file: Row
  partyKind: unknown
  dictionaries: Dictionaries
}) {
  const { t } = useTranslation()
  const range = rangeOf(statute, file, partyKind)
  return (
    <p className="soft small law">
      {statute.law} <Confidence statute={statute} />
      <br />
      {range ? <Range range={range} /> : t(statute.fines.length === 0 ? 'case.noFine' : 'case.noBase')}
      {' · '}
      {t('case.measures', {
        said: statute.measures.map((it) => dictionaries['penalty-kind']?.[it] ?? it).join('、'),
      })}
      {statute.note ? (
        <>
          <br />
          {statute.note}
        </>
      ) : null}
    </p>
  )
}

/** What is unsure says so: from memory, or an amount that nobody has. */
export function Confidence({ statute }: { statute: Statute }) {
  const { t } = useTranslation()
  if (statute.confidence === 'sure') return null
  return <span className="tag wait">{t(`case.confidence.${statute.confidence}`)}</span>
}

function Range({ range }: { range: FineRange }) {
  const { t } = useTranslation()
  const { rule } = range
  const [min, max] = [yuan(range.minFen), range.maxFen === null ? t('case.noMax') : yuan(range.maxFen)]
  return (
    <>
      {t('case.range', { min, max })}
      {rule.times && rule.of
        ? t('case.times', { of: t(`case.base.${rule.of}`), low: rule.times[0], high: rule.times[1] })
        : ''}
    </>
  )
}
