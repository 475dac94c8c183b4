import { useTranslation } from 'react-i18next'
import type { Share } from '@qingmei/core/kernel/share'
import { shownShare } from './estimate.ts'

/** An estimated share, its interval and what it rests on: never one without the others. */
export function Percent({ share }: { share: Share | null }) {
  const { t } = useTranslation()
  if (share === null || share.of === 0) return <span className="soft">{t('comparison.notEstimated')}</span>
  return (
    <>
      <strong>{shownShare(share.value)}</strong>{' '}
      <span className="soft small nowrap">
        {t('comparison.interval', {
          low: shownShare(share.low),
          high: shownShare(share.high),
          n: share.of.toLocaleString('en-US'),
        })}
      </span>
    </>
  )
}
