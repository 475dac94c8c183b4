import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDictionaries } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { State } from '../../parts/State.tsx'
import { shortInstant, shownBytes } from '../../parts/time.ts'

/** The evidence on a lead. */
export function EvidenceTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const dictionaries = useDictionaries()
  if (rows.length === 0) return <p className="soft">{t('lead.noEvidence')}</p>
  return (
    <table className="table cards">
      <caption className="visually-hidden">{t('lead.evidence')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('lead.file')}</th>
          <th scope="col">{t('lead.kind')}</th>
          <th scope="col">{t('lead.taken')}</th>
          <th scope="col" className="num">
            {t('lead.size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td data-label={t('lead.file')}>
              <span className="break">
                <Link to={`/evidence/${row.id}`}>{String(row.name)}</Link>{' '}
                {row.status === 'held' ? null : <State ledger="evidence" status={row.status} />}
              </span>
            </td>
            <td data-label={t('lead.kind')}>
              <span>{dictionaries['evidence-kind']?.[String(row.kind)] ?? String(row.kind)}</span>
            </td>
            <td data-label={t('lead.taken')}>
              <span>
                {shortInstant(String(row.takenAt))} {String(row.takenBy)}
              </span>
            </td>
            <td data-label={t('lead.size')} className="num">
              <span>{shownBytes(row.bytes)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
