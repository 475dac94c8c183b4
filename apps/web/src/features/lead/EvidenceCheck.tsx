import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useDictionaries } from '../../api/hooks.ts'
import { shortInstant } from '../../parts/time.ts'

/** A piece of evidence as the check reads it: on the lead, or a line of a manifest. */
type Piece = Readonly<Record<string, unknown>>

/** The kinds of evidence that the plan demands, each there, exempted or missing. */
export function EvidenceCheck({
  title,
  kinds,
  has,
  exempted = [],
  hint,
  ask,
}: {
  title: string
  kinds: readonly string[]
  has: readonly Piece[]
  exempted?: readonly string[]
  hint?: string
  ask?: (kind: string) => ReactNode
}) {
  const { t } = useTranslation()
  const dictionaries = useDictionaries()
  return (
    <section className="card" aria-labelledby="check">
      <h2 id="check">{title}</h2>
      <dl className="checklist">
        {kinds.map((kind) => {
          const found = has.filter((it) => it.kind === kind)
          const [first] = found
          return (
            <Fragment key={kind}>
              <dt>{dictionaries['evidence-kind']?.[kind] ?? kind}</dt>
              {first ? (
                <>
                  <dd className="ok">
                    ✓ {t('lead.has')}
                    {found.length > 1 ? ` ${found.length}` : ''}
                  </dd>
                  <dd className="break">
                    {String(first.name)}{' '}
                    <span className="soft small">
                      {first.takenAt ? shortInstant(String(first.takenAt)) : ''}{' '}
                      <span className="mono">{String(first.sha256).slice(0, 8)}…</span>
                    </span>
                  </dd>
                </>
              ) : exempted.includes(kind) ? (
                <>
                  <dd className="ok">✓ {t('lead.exempted')}</dd>
                  <dd />
                </>
              ) : (
                <>
                  <dd className="late">✗ {t('lead.missing')}</dd>
                  <dd>{ask ? ask(kind) : <span className="soft small">{hint}</span>}</dd>
                </>
              )}
            </Fragment>
          )
        })}
      </dl>
    </section>
  )
}
