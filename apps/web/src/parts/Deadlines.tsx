import { useTranslation } from 'react-i18next'
import type { Deadline } from '../api/types.ts'
import { Due } from './Due.tsx'
import { shortInstant } from './time.ts'
import { sayClause, sayOwed } from '../words/house.ts'

/** The time limits of a record: what is owed, by when, by whom, and on which clause. */
export function Deadlines({
  ledger,
  rows,
  names,
  now,
}: {
  ledger: string
  rows: readonly Deadline[]
  names: Readonly<Record<string, string>>
  now: string
}) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="deadlines">
      <h2 id="deadlines">{t('record.deadlines')}</h2>
      {rows.length === 0 ? <p className="soft">{t('record.noDeadlines')}</p> : null}
      {rows.map((it) => (
        <div key={it.key} className="row" style={{ marginBottom: 8 }}>
          <div>
            {sayOwed(ledger, it.key, it.label)}
            <div className="soft small">
              {[sayClause(it.clause ?? ''), names[it.owner]].filter(Boolean).join(' · ')}
            </div>
          </div>
          <div className="num">
            {it.state === 'open' ? <Due due={it.due} now={now} /> : <span className="soft">{said(it, t)}</span>}
          </div>
        </div>
      ))}
    </section>
  )
}

function said(it: Deadline, t: (key: string) => string): string {
  if (it.state === 'waived') return t('due.waived')
  const isLate = it.due !== null && it.metAt !== null && it.metAt > it.due
  return `${t(isLate ? 'due.metLate' : 'due.met')} ${it.metAt ? shortInstant(it.metAt) : ''}`
}
