import { papersOf } from '@qingmei/core/case/papers'
import { useTranslation } from 'react-i18next'
import type { Dictionaries, Row } from '../api/types.ts'

/** The documents that can be printed from a record, as Word files. */
export function Papers({ ledger, record, dictionaries }: { ledger: string; record: Row; dictionaries: Dictionaries }) {
  const { t } = useTranslation()
  const ready = papersOf(ledger).filter((it) => it.ready(record as never))
  if (ready.length === 0) return null
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">{t('papers.title')}</h2>
      <ul className="nav">
        {ready.map(({ kind }) => (
          <li key={kind}>
            <a href={`/api/ledgers/${ledger}/records/${record.id}/papers/${kind}`}>
              <span>{dictionaries['document-kind']?.[kind] ?? kind}</span>
              <span className="soft small">{t('papers.word')}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
