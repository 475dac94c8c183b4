import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { shownDue } from '../../parts/time.ts'
import { sayOwedBy } from '../../words/house.ts'
import type { Position } from './use-position.ts'

/** Who is late, longest first, each line leading to its record. */
export function Late({ at }: { at: Position }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="late">
      <h2 id="late">{t('campaign.late')}</h2>
      {at.late.length === 0 ? (
        <div className="card soft">{t('campaign.none')}</div>
      ) : (
        <table className="table cards">
          <caption className="visually-hidden">{t('campaign.late')}</caption>
          <thead>
            <tr>
              {(['dueAt', 'item', 'owner'] as const).map((it) => (
                <th key={it} scope="col">
                  {t(`campaign.${it}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {at.late.map((it) => (
              <tr key={`${it.id}${it.label}`}>
                <td className="late nowrap" data-label={t('campaign.dueAt')}>
                  <span>{shownDue(it.due)}</span>
                </td>
                <td data-label={t('campaign.item')}>
                  <span className="break">
                    {sayOwedBy(it.ledger, it.label)} · <Link to={`/${it.ledger}/${it.id}`}>{it.title}</Link>
                  </span>
                </td>
                <td data-label={t('campaign.owner')}>
                  <span>{it.ownerName}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** The longest overdue ones for the wall, two lines each. */
export function LateInShort({ at, most }: { at: Position; most: number }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="late">
      <h2 id="late">
        {t('campaign.late')} {at.late.length > 0 ? <span className="late">{at.late.length}</span> : null}
      </h2>
      {at.late.length === 0 ? <p className="soft">{t('campaign.none')}</p> : null}
      <ul className="short">
        {at.late.slice(0, most).map((it) => (
          <li key={`${it.id}${it.label}`}>
            <span className="late nowrap">{shownDue(it.due)}</span> {it.ownerName}
            <br />
            {sayOwedBy(it.ledger, it.label)} · <Link to={`/${it.ledger}/${it.id}`}>{it.title}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
