import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { shownInstant } from '../../parts/time.ts'
import { printed, type Sheet, type SheetLine } from './sheet.ts'

/** What the meeting went through, and what has changed since: each figure before and after, and the records. */
export function Frozen({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation()
  const { frozen } = sheet
  if (!frozen) return <p className="note">{t('sheet.notFrozen')}</p>
  const lineOf = (id: string): SheetLine | undefined => sheet.lines.find((it) => it.id === id)
  const whole = frozen.cells.filter((it) => it.org === null && it.group === null)
  return (
    <section className="card" aria-labelledby="frozen">
      <h2 id="frozen">{t('sheet.frozen', { at: shownInstant(frozen.at) })}</h2>
      <p>
        <Link to={`/meeting/${frozen.meeting}`}>{t('sheet.meeting')}</Link>{' '}
        {whole.length === 0 ? t('sheet.unchanged') : t('sheet.changed', { n: whole.length })}
      </p>
      {whole.length > 0 ? (
        <details open={whole.length <= FEW}>
          <summary>{t('sheet.changes')}</summary>
          <table className="table sheet">
            <caption className="visually-hidden">{t('sheet.changes')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('sheet.indicator')}</th>
                <th scope="col" className="num">
                  {t('sheet.was')}
                </th>
                <th scope="col" className="num">
                  {t('sheet.is')}
                </th>
              </tr>
            </thead>
            <tbody>
              {whole.map((it) => {
                const line = lineOf(it.line)
                if (!line) return null
                return (
                  <tr key={`${it.line}${it.which}`}>
                    <td>
                      <span className="soft small">{it.line.split('.')[0]}</span>{' '}
                      {t('sheet.lineOf', {
                        label: line.label,
                        which: t(it.which === 'month' ? 'sheet.inMonth' : 'sheet.cumulative'),
                        unit: line.unit,
                      })}
                    </td>
                    <td className="num">{printed(line, it.was ?? 0)}</td>
                    <td className="num">
                      <strong>{printed(line, it.is ?? 0)}</strong>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </details>
      ) : null}
      {frozen.records.length > 0 ? (
        <details>
          <summary>{t('sheet.changedRecords', { n: frozen.records.length + frozen.restricted })}</summary>
          <ul className="nav">
            {frozen.records.map((it) => (
              <li key={`${it.figure}${it.id}${it.no ?? ''}`}>
                <Link to={`/${it.ledger}/${it.id}`}>
                  <span>
                    {it.title}
                    {it.no === null ? '' : ` #${it.no}`}
                  </span>
                  <span className="soft small">
                    {t('record.changed', {
                      label: lineOf(it.figure)?.label,
                      from: said(lineOf(it.figure), it.was, t),
                      to: said(lineOf(it.figure), it.is, t),
                    })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {frozen.restricted > 0 ? (
            <p className="soft small">{t('sheet.restricted', { n: frozen.restricted })}</p>
          ) : null}
        </details>
      ) : null}
    </section>
  )
}

/** So many changes are shown at once; more are opened. */
const FEW = 6

/** What a record counted for; not at all before it came, or after it went. */
function said(line: SheetLine | undefined, value: string | number | null, t: (key: string) => string): string {
  if (value === null) return t('sheet.notCounted')
  return line && typeof value === 'number' ? printed(line, value) : t('sheet.counted')
}
