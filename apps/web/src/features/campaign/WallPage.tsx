import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { Phases } from './CampaignPage.tsx'
import { Charts, Strip } from './Figures.tsx'
import { LateInShort } from './Late.tsx'
import { usePosition } from './use-position.ts'

/** The wall view for the meeting room: the same figures, large, fresh every half minute. */
export default function WallPage() {
  const { t } = useTranslation()
  const position = usePosition(30_000)
  return (
    <main className="wall">
      {position.data ? (
        <>
          <div className="row">
            <h1>{position.data.campaign.name}</h1>
            <span className="soft">
              {t('campaign.updated', { at: shownInstant(position.data.now) })}{' '}
              <Link to="/campaign-position">{t('campaign.exit')}</Link>
            </span>
          </div>
          <Phases now={position.data.now} />
          <Strip at={position.data} />
          <Charts at={position.data}>
            <div className="card">
              <LateInShort at={position.data} most={4} />
            </div>
          </Charts>
        </>
      ) : (
        <Waiting error={position.error} retry={() => void position.refetch()} />
      )}
    </main>
  )
}
