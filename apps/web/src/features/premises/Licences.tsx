import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Dictionaries, Row } from '../../api/types.ts'
import { fieldOf, qingmei } from '../../words/house.ts'
import { validityOf } from './place-file.ts'

const licence = qingmei.ledger('licence')
const TONES = { none: 'tag plain', good: 'tag good', soon: 'tag wait', past: 'tag bad' } as const
const STANDS = ['cancelled', 'revoked', 'suspended', 'expired', 'abnormal']

/** The papers of a place: which, until when, and how they stand; and what it says that it offers. */
export function Licences({
  rows,
  now,
  dictionaries,
}: {
  rows: readonly Row[]
  now: string
  dictionaries: Dictionaries
}) {
  const { t } = useTranslation()
  const label = (name: string) => fieldOf(licence, name).label
  const services = rows.filter((row) => row.kind === 'merchant' && row.scope)
  return (
    <>
      <section className="card" aria-labelledby="licences">
        <h2 id="licences">{t('file.licences')}</h2>
        {rows.length === 0 ? <p className="soft">{t('file.noLicences')}</p> : null}
        {rows.length > 0 ? (
          <div className="scroll" tabIndex={0} role="region" aria-label={t('file.licences')}>
            <table className="table cards">
              <thead>
                <tr>
                  {['kind', 'licenceNo', 'holder', 'expiresOn', 'standing'].map((name) => (
                    <th key={name} scope="col">
                      {label(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => {
                  const validity = validityOf(row.expiresOn, now)
                  const standing = String(row.standing)
                  return (
                    <tr key={row.id}>
                      <td data-label={label('kind')} className="nowrap">
                        <Link to={`/licence/${row.id}`}>{dictionaries['licence-kind']?.[String(row.kind)]}</Link>
                      </td>
                      <td data-label={label('licenceNo')}>
                        <span className="break">{String(row.licenceNo)}</span>
                      </td>
                      <td data-label={label('holder')}>{String(row.holder)}</td>
                      <td data-label={label('expiresOn')} className="nowrap">
                        <span>
                          {row.expiresOn ? `${String(row.expiresOn)} ` : ''}
                          <span className={TONES[validity]}>{t(`file.validity.${validity}`)}</span>
                        </span>
                      </td>
                      <td data-label={label('standing')} className="nowrap">
                        <span className={STANDS.includes(standing) ? 'tag bad' : 'tag plain'}>
                          {dictionaries['licence-standing']?.[standing] ?? standing}
                        </span>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        ) : null}
      </section>
      {services.length > 0 ? (
        <section className="card" aria-labelledby="services">
          <h2 id="services">{t('file.services')}</h2>
          {services.map((row) => (
            <p key={row.id} className="break">
              <span className="soft small">{String(row.source)} </span>
              {String(row.scope)}
            </p>
          ))}
        </section>
      ) : null}
    </>
  )
}
