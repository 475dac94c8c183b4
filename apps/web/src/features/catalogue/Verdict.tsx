import type { Nature } from '@qingmei/core/premises/catalogue/catalogue'
import { useTranslation } from 'react-i18next'
import { TONES } from './catalogue.ts'

/** What an item is, as a word; what nobody may do is said beside it. */
export function Verdict({ nature, prohibited = false }: { nature: Nature | 'unknown'; prohibited?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className="verdict">
      <span className={`tag ${TONES[nature]}`}>{t(`catalogue.natures.${nature}`)}</span>
      {prohibited ? <span className="tag bad">{t('catalogue.prohibited')}</span> : null}
    </span>
  )
}
