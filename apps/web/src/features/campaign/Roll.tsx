import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get } from '../../api/client.ts'
import { useCampaign, useMe } from '../../api/hooks.ts'
import { sayClause } from '../../words/house.ts'
import { sayPlanned } from '../../words/plan-words.ts'

interface Gap {
  readonly org: string | null
  readonly organisation: string
  readonly missing: readonly {
    readonly post: string
    readonly label: string
    readonly clause: string
    readonly short: number
  }[]
}

/** The units that have not named their heads and persons responsible; for the office and the leading group. */
export function Roll() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const campaign = useCampaign()
  const mayAsk = me?.seats.some((seat) => seat.role === 'office' || seat.role === 'lghead') ?? false
  const { data } = useQuery({
    queryKey: ['roll', campaign?.id],
    queryFn: () => get<{ rows: Gap[] }>(`/api/campaigns/${campaign?.id ?? ''}/roll`),
    enabled: mayAsk && campaign !== null,
  })
  if (!data || data.rows.length === 0) return null
  const wanted = ({ post, label, short }: Gap['missing'][number]) =>
    short > 1 ? `${sayPlanned(post, label)} ×${short}` : sayPlanned(post, label)
  return (
    <section aria-labelledby="roll">
      <h2 id="roll">{t('campaign.roll', { count: data.rows.length })}</h2>
      <table className="table cards">
        <caption className="visually-hidden">{t('campaign.roll', { count: data.rows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('campaign.org')}</th>
            <th scope="col">{t('campaign.missing')}</th>
            <th scope="col">{t('campaign.clause')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((it) => (
            <tr key={it.organisation}>
              <td data-label={t('campaign.org')}>
                {it.org ? <Link to={`/post?filter=at:${it.org}`}>{it.organisation}</Link> : it.organisation}
              </td>
              <td data-label={t('campaign.missing')}>
                <span className="break">{it.missing.map(wanted).join(t('comma'))}</span>
              </td>
              <td data-label={t('campaign.clause')}>
                <span className="soft">
                  {[...new Set(it.missing.map((each) => sayClause(each.clause)))].join(t('comma'))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
