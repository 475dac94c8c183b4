import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { CLASSES } from '@qingmei/contract/comparison'
import { byTown, type Facet } from './class-counts.ts'

/** How many places of each class stand in each town; each figure opens the places that it counts. */
export function Towns({
  facets,
  names,
  to,
}: {
  facets: readonly Facet[]
  names: Readonly<Record<string, string>>
  /** Where the places of a class in a town are listed. */
  to: (where: { readonly class: string; readonly town: string | null }) => string
}) {
  const { t } = useTranslation()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('comparison.byTown')}>
      <table className="table towns">
        <caption className="visually-hidden">{t('comparison.byTown')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.town')}</th>
            {CLASSES.map((it) => (
              <th key={it} scope="col" className="num">
                {t(`comparison.class.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byTown(facets).map((line) => {
            const name = line.town === null ? t('comparison.noTown') : (names[line.town] ?? line.town)
            return (
              <tr key={line.town ?? ''}>
                <th scope="row">{name}</th>
                {CLASSES.map((it) => {
                  const { count, open } = line.by[it]
                  return (
                    <td key={it} className="num">
                      {open > 0 ? (
                        <span className="soft small nowrap">{t('comparison.uncertainOf', { n: open })} </span>
                      ) : null}
                      {count === 0 ? (
                        <span className="soft">0</span>
                      ) : (
                        <Link
                          to={to({ class: it, town: line.town })}
                          aria-label={`${name} ${t(`comparison.class.${it}`)} ${count}`}
                        >
                          {count.toLocaleString('en-US')}
                        </Link>
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
