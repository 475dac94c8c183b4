import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCampaign, usePlan } from '../../api/hooks.ts'
import { shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { Charts, Strip } from './Figures.tsx'
import { sayPlanned } from '../../words/plan-words.ts'
import { Late } from './Late.tsx'
import { Roll } from './Roll.tsx'
import { usePosition } from './use-position.ts'

/** How the campaign stands: phases, figures, charts, and who is late. */
export default function CampaignPage() {
  const { t } = useTranslation()
  const campaign = useCampaign()
  const position = usePosition(60_000)
  if (campaign === null) return <p className="soft">{t('campaign.noCampaign')}</p>
  return (
    <>
      <div className="row">
        <div>
          <h1>{t('campaign.title')}</h1>
          <p className="sub">
            {campaign.name} · {campaign.from} — {campaign.until}
          </p>
        </div>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => print()}>
            {t('campaign.print')}
          </button>
          <Link className="btn" to="/wall">
            {t('nav.wall')}
          </Link>
        </div>
      </div>
      {position.data ? (
        <>
          <Phases now={position.data.now} />
          <Strip at={position.data} />
          <Charts at={position.data} />
          <Late at={position.data} />
          <Roll />
        </>
      ) : (
        <Waiting error={position.error} retry={() => void position.refetch()} />
      )}
    </>
  )
}

/** The plan’s phases with today among them. */
export function Phases({ now }: { now: string }) {
  const { t } = useTranslation()
  const plan = usePlan()
  const today = shownInstant(now).slice(0, 10)
  return (
    <div className="phases">
      {(plan?.phases ?? []).map((it) => {
        const on = it.from <= today && today <= it.to
        return (
          <div key={it.id} className={on ? 'on' : ''}>
            {sayPlanned(it.id, it.label)}
            {on ? ` · ${t('campaign.today')} ${today.slice(5)}` : ''}
            <small>
              {it.from.slice(5)} — {it.to.slice(5)}
            </small>
          </div>
        )
      })}
    </div>
  )
}
