import { useQuery } from '@tanstack/react-query'
import type { ItemGuide } from '@qingmei/core/premises/catalogue/item-guide'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { Verdict } from './Verdict.tsx'

/** One item: what it is, what to look for, who may do it, and where all that is from. */
export default function ItemPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['catalogue item', id],
    queryFn: () => get<ItemGuide>(`/api/catalogue/items/${encodeURIComponent(id)}`),
    staleTime: 300_000,
    retry: false,
  })
  if (!data)
    return (
      <>
        <p className="crumb">
          <Link to="/catalogue">{t('catalogue.title')}</Link>
        </p>
        <Waiting error={error} retry={() => void refetch()} />
      </>
    )
  const { item } = data
  const nobody = data.prohibited?.state === 'forbidden' || data.prohibited?.state === 'withdrawn'
  return (
    <>
      <p className="crumb">
        <Link to="/catalogue">{t('catalogue.title')}</Link> › {t(`catalogue.disciplines.${item.discipline}`)}
      </p>
      <div className="row">
        <div>
          <h1>{item.name}</h1>
          <p className="meta">
            <Verdict nature={item.nature} prohibited={item.prohibited !== undefined} />
            <span>{t(nobody ? 'catalogue.verdict.nobody' : `catalogue.verdict.${item.nature}`)}</span>
          </p>
        </div>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('sheet.print')}
          </button>
        </div>
      </div>
      {data.prohibited ? (
        <div className="note bad" role="note">
          <p className="strong">
            {t(`catalogue.states.${data.prohibited.state}`)}：{data.prohibited.name}
          </p>
          <p>
            {data.prohibited.since ? `${t('catalogue.since', { date: data.prohibited.since })} ` : ''}
            {data.prohibited.note}
          </p>
        </div>
      ) : null}
      <div className="grid">
        <div>
          <section className="card">
            <h2>{t('catalogue.look')}</h2>
            <p>{item.look}</p>
          </section>
          {item.nature === 'lifestyle' || nobody ? null : <Who guide={data} />}
          <Products guide={data} />
        </div>
        <div>
          <Names guide={data} />
          <Grounds guide={data} />
        </div>
      </div>
    </>
  )
}

/** Who may do it: institutions by grade, the physician in charge, and what holds for every medical item. */
function Who({ guide }: { guide: ItemGuide }) {
  const { t } = useTranslation()
  const { item, discipline, volumes } = guide
  const graded = item.grade !== undefined
  return (
    <section className="card">
      <h2>{t('catalogue.who')}</h2>
      {item.nature === 'depends' ? <p className="soft">{t('catalogue.whoDepends')}</p> : null}
      <Pairs
        pairs={[
          [
            t('catalogue.grade'),
            graded
              ? `${t(`catalogue.grades.${item.grade}`)}${guide.meaning ? ` · ${guide.meaning}` : ''}`
              : volumes.length > 0
                ? null
                : t(
                    discipline?.graded
                      ? 'catalogue.notGradedItem'
                      : item.discipline === 'outside'
                        ? 'catalogue.outside'
                        : 'catalogue.notGraded',
                  ),
          ],
          [t('catalogue.institutions'), guide.institutions.length > 0 ? guide.institutions.join('；') : null],
          [
            t('catalogue.physician'),
            guide.physicianYears === null ? null : t('catalogue.physicianYears', { n: guide.physicianYears }),
          ],
        ]}
      />
      {volumes.length > 0 ? (
        <ul>
          {volumes.map(({ below, item: other }) => (
            <li key={other.id}>
              <Link to={`/catalogue/${other.id}`}>{other.name}</Link>
              {other.grade === undefined
                ? ` · ${t('catalogue.notGradedItem')}`
                : ` · ${t(`catalogue.grades.${other.grade}`)}`}
              {below === null ? '' : ` · ${t('catalogue.below', { n: below })}`}
            </li>
          ))}
        </ul>
      ) : null}
      <details className="small">
        <summary>{t('catalogue.rules')}</summary>
        <ul>
          {guide.rules.map((it) => (
            <li key={it.id}>
              {it.text} <Sure confidence={it.confidence} />
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function Products({ guide: { products } }: { guide: ItemGuide }) {
  const { t } = useTranslation()
  if (products.length === 0) return null
  return (
    <section className="card">
      <h2>{t('catalogue.products')}</h2>
      <Pairs
        pairs={products.map((it) => [
          it.name,
          <Fragment key={it.id}>
            <span className="tag">{t(`catalogue.kinds.${it.kind}`)}</span> {it.look} <Sure confidence={it.confidence} />
          </Fragment>,
        ])}
      />
    </section>
  )
}

function Names({ guide: { item } }: { guide: ItemGuide }) {
  const { t } = useTranslation()
  if (item.trade.length + item.slang.length === 0) return null
  return (
    <section className="card">
      <h2>{t('catalogue.names')}</h2>
      {item.trade.length > 0 ? <p>{item.trade.join('、')}</p> : null}
      {item.slang.length > 0 ? (
        <>
          <h3>{t('catalogue.slang')}</h3>
          <p>{item.slang.join('、')}</p>
        </>
      ) : null}
    </section>
  )
}

function Grounds({ guide: { item, source } }: { guide: ItemGuide }) {
  const { t } = useTranslation()
  return (
    <section className="card">
      <h2>{t('catalogue.source')}</h2>
      <Pairs
        pairs={[
          [t('catalogue.text'), source?.title ?? item.source],
          [t('catalogue.number'), source?.number ?? null],
          [t('catalogue.from'), source?.from ?? null],
          [t('catalogue.clause'), item.clause],
          [t('catalogue.group'), item.group ?? null],
          [t('catalogue.confidence'), <Sure key="sure" confidence={item.confidence} />],
        ]}
      />
      {item.confidence === 'sure' ? null : <p className="soft small">{t('catalogue.checkFirst')}</p>}
    </section>
  )
}

function Sure({ confidence }: { confidence: ItemGuide['item']['confidence'] }) {
  const { t } = useTranslation()
  return (
    <span className={`tag ${confidence === 'unsure' || confidence === 'gap' ? 'wait' : ''}`}>
      {t(`catalogue.confidences.${confidence}`)}
    </span>
  )
}

function Pairs({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="fields">
      {pairs
        .filter(([, value]) => value !== null)
        .map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  )
}
