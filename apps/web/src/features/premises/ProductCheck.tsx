import type { ProductOutcome } from '@qingmei/core/premises/product-check'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'

interface Checked {
  readonly asked: { readonly udi: string | null; readonly lot: string | null; readonly expiresOn: string | null }
  readonly by: 'identifier' | 'number' | 'name'
  readonly empty: boolean
  readonly outcome: ProductOutcome
  readonly goodsExpired: boolean
  readonly products: readonly {
    readonly id: string
    readonly genericName: string
    readonly brandName: string | null
    readonly registrationNo: string | null
    readonly registeredUntil: string | null
    readonly outcome: ProductOutcome
  }[]
}

/** Above the product register: is this one registered? A scanner types its code and presses Enter by itself. */
export default function ProductCheck() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  // What was asked stands in the address: other screens lead here with it.
  const asked = params.get('check') ?? ''
  const [typed, setTyped] = useState(asked)
  const checked = useQuery({
    queryKey: ['product-check', asked],
    queryFn: () => get<Checked>(`/api/products/check${query({ q: asked })}`),
    enabled: asked !== '',
  })
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setParams((old) => {
      const next = new URLSearchParams(old)
      next.set('check', typed.trim())
      return next
    })
  }
  const said = checked.data
  return (
    <section className="card" aria-label={t('product.title')}>
      <form className="bar" role="search" onSubmit={ask}>
        <label className="wide">
          {t('product.title')}
          <input
            type="search"
            value={typed}
            minLength={2}
            maxLength={200}
            required
            placeholder={t('product.hint')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="btn">
          {t('product.check')}
        </button>
      </form>
      {asked !== '' && (checked.error || checked.isLoading) ? (
        <Waiting error={checked.error} retry={() => void checked.refetch()} />
      ) : null}
      {said ? (
        <div role="status">
          <p>
            <b>{t(`product.outcomes.${said.outcome}`)}</b>
            {said.goodsExpired ? <b> · {t('product.goodsExpired', { day: said.asked.expiresOn })}</b> : null}{' '}
            <span className="soft">{t(said.empty ? 'product.empty' : `product.next.${said.outcome}`)}</span>
          </p>
          {said.asked.lot ? <p className="soft small">{t('product.lot', { lot: said.asked.lot })}</p> : null}
          {said.by === 'name' && said.products.length > 0 ? <p className="soft small">{t('product.byName')}</p> : null}
          <ul>
            {said.products.map((it) => (
              <li key={it.id}>
                <Link to={`/product/${it.id}`}>{it.genericName}</Link>
                {it.brandName ? `（${it.brandName}）` : ''} {it.registrationNo ?? t('product.noNumber')}
                {it.registeredUntil ? ` · ${t('product.until', { day: it.registeredUntil })}` : ''} ·{' '}
                {t(`product.outcomes.${it.outcome}`)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}
