import { useTranslation } from 'react-i18next'
import type { Look } from '@qingmei/contract/comparison'
import type { mappingFaults } from './mapping-faults.ts'

/** Which column (by its place) is taken for which field. */
export type Chosen = Readonly<Record<number, string>>

/** The guess of the server, as the choice to begin with. */
export const guessed = ({ columns }: Pick<Look, 'columns'>): Chosen =>
  Object.fromEntries(columns.flatMap((it) => (it.field === null ? [] : [[it.at, it.field]])))

/** What each column of a file is taken for, with some of its values; a person confirms or corrects the guess. */
export function Mapping({
  look,
  chosen,
  faults,
  onChange,
}: {
  look: Look
  chosen: Chosen
  faults: ReturnType<typeof mappingFaults>
  onChange: (chosen: Chosen) => void
}) {
  const { t } = useTranslation()
  const set = (at: number, field: string) => {
    const { [at]: _old, ...rest } = chosen
    onChange(field === '' ? rest : { ...rest, [at]: field })
  }
  const said = (fields: readonly string[]) =>
    fields.map((it) => look.fields.find(({ field }) => field === it)?.label ?? it).join(t('comparison.and'))
  return (
    <>
      <table className="table cards mapping">
        <caption className="visually-hidden">{t('comparison.mapping')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.column')}</th>
            <th scope="col">{t('comparison.takenFor')}</th>
            <th scope="col">{t('comparison.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {look.columns.map((it) => (
            <tr key={it.at}>
              <td data-label={t('comparison.column')}>
                <span className="break">
                  <span className="soft small">{it.letter}</span> <span className="strong">{it.header}</span>
                </span>
              </td>
              <td data-label={t('comparison.takenFor')}>
                <div className="choice">
                  <select
                    aria-label={t('comparison.takenForOf', { column: it.header })}
                    value={chosen[it.at] ?? ''}
                    onChange={(event) => set(it.at, event.target.value)}
                  >
                    <option value="">{t('comparison.leftOut')}</option>
                    {look.fields.map((field) => (
                      <option key={field.field} value={field.field}>
                        {field.label}
                        {field.needed ? t('comparison.requiredMark') : ''}
                      </option>
                    ))}
                  </select>
                  {it.by && it.by !== 'header' && chosen[it.at] === it.field ? (
                    <span className={it.by === 'values' ? 'tag wait' : 'tag'}>{t(`comparison.guess.${it.by}`)}</span>
                  ) : null}
                </div>
              </td>
              <td data-label={t('comparison.samples')} className="soft">
                <span className="break">
                  {it.samples
                    .filter((value) => value !== '')
                    .slice(0, 3)
                    .map(shortened)
                    .join(t('comparison.and'))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div role="status">
        {faults.missing.length > 0 ? (
          <p className="note wait">{t('comparison.mappingMissing', { fields: said(faults.missing) })}</p>
        ) : null}
        {faults.twice.length > 0 ? (
          <p className="note wait">{t('comparison.mappingTwice', { fields: said(faults.twice) })}</p>
        ) : null}
      </div>
    </>
  )
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
