import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { query } from '../../api/client.ts'
import type { Dictionaries, Row } from '../../api/types.ts'
import { rowsOf } from '../../parts/Children.tsx'

const TONES: Readonly<Record<string, string>> = { found: 'tag wait', lost: 'tag bad' }

/** Each product between those who supplied it and those who bought and used it. */
export function Chain({
  record,
  names,
  dictionaries,
}: {
  record: Row
  names: Readonly<Record<string, string>>
  dictionaries: Dictionaries
}) {
  const { t } = useTranslation()
  const products = rowsOf(record, 'products') as unknown as readonly ChainRow[]
  const links = rowsOf(record, 'links') as unknown as readonly ChainRow[]
  const word = (dictionary: string, code: unknown) => dictionaries[dictionary]?.[String(code)] ?? String(code)
  return (
    <section className="card" aria-labelledby="chain">
      <h2 id="chain">{t('keyLead.chain')}</h2>
      {products.length === 0 ? <p className="soft">{t('keyLead.noProducts')}</p> : null}
      {products.map((product) => {
        const side = (direction: 'upstream' | 'downstream') => (
          <div>
            <h3>{t(`keyLead.${direction}`)}</h3>
            <Side
              rows={links.filter((it) => it.product === product.no && it.direction === direction)}
              names={names}
              stage={(code) => word('trace-stage', code)}
            />
          </div>
        )
        return (
          <div key={product.no} className="chain">
            {side('upstream')}
            <div className="product">
              <strong>{String(product.name)}</strong>
              <div className="small">
                {[word('product-kind', product.kind), product.quantity, product.lot, product.registrationNo]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
              <span className={product.verdict === 'in-order' ? 'tag good' : 'tag wait'}>
                {word('product-verdict', product.verdict)}
              </span>
              <div className="small no-print">
                <Link to={`/product${query({ check: String(product.registrationNo ?? product.name) })}`}>
                  {t('keyLead.lookUp')}
                </Link>
              </div>
            </div>
            {side('downstream')}
          </div>
        )
      })}
    </section>
  )
}

/** A row of a child, by its number. */
type ChainRow = Readonly<Record<string, unknown>> & { readonly no: number }

function Side({
  rows,
  names,
  stage,
}: {
  rows: readonly ChainRow[]
  names: Readonly<Record<string, string>>
  stage: (code: unknown) => string
}) {
  const { t } = useTranslation()
  if (rows.length === 0) return <p className="soft small">{t('keyLead.none')}</p>
  return (
    <ul>
      {rows.map((it) => (
        <li key={it.no}>
          {it.premises ? (
            <Link to={`/premises/${String(it.premises)}`}>{names[String(it.premises)] ?? String(it.name)}</Link>
          ) : (
            String(it.name)
          )}{' '}
          <span className={TONES[String(it.stage)] ?? 'tag plain'}>{stage(it.stage)}</span>
          <div className="soft small">{[it.place, it.quantity, it.on, it.proof].filter(Boolean).join(' · ')}</div>
        </li>
      ))}
    </ul>
  )
}
