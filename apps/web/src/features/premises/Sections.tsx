import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Dictionaries } from '../../api/types.ts'
import { State } from '../../parts/State.tsx'
import { Value } from '../../parts/Value.tsx'
import { fieldOf, qingmei } from '../../words/house.ts'
import type { PlaceFile, PlaceSection } from './place-file.ts'

/** In the order in which a campaign goes; what is not named here comes after. */
const ORDER = [
  'list-entry',
  'screening-target',
  'visit',
  'inspection',
  'problem',
  'key-lead',
  'lead',
  'opinion',
  'case',
  'recheck',
  'guidance',
]
const COLUMNS = 5

/** Each ledger that knows something of the place, as a small list. */
export function Sections({
  file,
  place,
  dictionaries,
  without,
}: {
  file: PlaceFile
  place: string
  dictionaries: Dictionaries
  without: readonly string[]
}) {
  const { t } = useTranslation()
  const rank = (it: PlaceSection) => (ORDER.includes(it.ledger) ? ORDER.indexOf(it.ledger) : ORDER.length)
  const shown = file.sections.filter((it) => !without.includes(it.ledger)).toSorted((a, b) => rank(a) - rank(b))
  if (shown.length === 0)
    return (
      <section className="card">
        <p className="soft">{t('file.nothing')}</p>
      </section>
    )
  return shown.map((it) => (
    <Section key={it.ledger} it={it} place={place} words={{ names: file.names, dictionaries }} />
  ))
}

function Section({
  it,
  place,
  words,
}: {
  it: PlaceSection
  place: string
  words: { readonly names: PlaceFile['names']; readonly dictionaries: Dictionaries }
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(it.ledger)
  const order = ledger.lists[0]?.order
  const wanted = [ledger.title, ...(order ? [order] : []), ...ledger.columns]
  const columns = [...new Set(wanted)].filter((name) => !['number', 'premises', 'town', 'status'].includes(name))
  const names = [...columns.slice(0, COLUMNS - 1), 'status']
  const canFilter = ledger.lists[0]?.filters.includes('premises') ?? false
  return (
    <section className="card" aria-labelledby={`of-${it.ledger}`}>
      <div className="row">
        <h2 id={`of-${it.ledger}`}>
          {ledger.label} <span className="soft small">{it.more ? `${it.rows.length}+` : it.rows.length}</span>
        </h2>
        {canFilter && it.rows.length > 5 ? (
          <Link className="small" to={`/${it.ledger}?filter=premises:${place}`}>
            {t('file.all')}
          </Link>
        ) : null}
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={ledger.label}>
        <table className="table cards">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {fieldOf(ledger, name).label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {it.rows.map((row) => (
              <tr key={row.id}>
                {names.map((name) => (
                  <td key={name} data-label={fieldOf(ledger, name).label}>
                    <span className="break">
                      {name === ledger.title ? (
                        <Link to={`/${it.ledger}/${row.id}`}>{String(row[name] ?? row.number ?? '')}</Link>
                      ) : name === 'status' ? (
                        <State ledger={it.ledger} status={row.status} />
                      ) : (
                        <Value field={fieldOf(ledger, name)} value={row[name]} words={words} ledger={it.ledger} />
                      )}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
