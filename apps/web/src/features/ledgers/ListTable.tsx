import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDictionaries } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { State } from '../../parts/State.tsx'
import { Value } from '../../parts/Value.tsx'
import { fieldOf, qingmei } from '../../words/house.ts'
import type { Chosen } from './use-chosen.ts'

/** Which rows may be chosen, and which are. */
export interface Choosing {
  readonly chosen: Chosen
  mayChoose(row: Row): boolean
}

/** The rows of a list; with `choosing`, each with a box before it. */
export function ListTable({
  name,
  rows,
  names,
  choosing,
}: {
  name: string
  rows: readonly Row[]
  names: Readonly<Record<string, string>>
  choosing: Choosing | null
}) {
  const ledger = qingmei.ledger(name)
  const dictionaries = useDictionaries()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={ledger.label}>
      <table className="table cards">
        <caption className="visually-hidden">{ledger.label}</caption>
        <thead>
          <tr>
            {choosing ? <ChooseAll rows={rows.filter((row) => choosing.mayChoose(row))} choosing={choosing} /> : null}
            {ledger.columns.map((column) => (
              <th key={column} scope="col">
                {fieldOf(ledger, column).label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={choosing?.chosen.chosen.has(row.id) ? 'chosen' : undefined}>
              {choosing ? <ChooseOne name={name} rows={rows} row={row} choosing={choosing} /> : null}
              {ledger.columns.map((column) => (
                <td
                  key={column}
                  data-label={fieldOf(ledger, column).label}
                  className={column === 'number' || fieldOf(ledger, column).kind === 'code' ? 'nowrap' : ''}
                >
                  <span className="break">
                    {column === ledger.title ? (
                      <Link to={`/${name}/${row.id}`}>{String(row[column] ?? row.number ?? '')}</Link>
                    ) : column === 'status' ? (
                      <State ledger={name} status={row.status} />
                    ) : (
                      <Value
                        field={fieldOf(ledger, column)}
                        value={row[column]}
                        words={{ names, dictionaries }}
                        ledger={name}
                      />
                    )}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ChooseAll({ rows, choosing: { chosen } }: { rows: readonly Row[]; choosing: Choosing }) {
  const { t } = useTranslation()
  const n = rows.filter((row) => chosen.chosen.has(row.id)).length
  return (
    <th scope="col" className="pick no-print">
      <label>
        <input
          type="checkbox"
          aria-label={t('many.pickAll')}
          checked={n > 0 && n === rows.length}
          disabled={rows.length === 0}
          ref={(box) => {
            if (box) box.indeterminate = n > 0 && n < rows.length
          }}
          onChange={(event) => chosen.put(rows, event.target.checked)}
        />
      </label>
    </th>
  )
}

function ChooseOne({
  name,
  rows,
  row,
  choosing: { chosen, mayChoose },
}: {
  name: string
  rows: readonly Row[]
  row: Row
  choosing: Choosing
}) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  return (
    <td className="pick no-print">
      <label>
        <input
          type="checkbox"
          aria-label={t('many.pick', { title: String(row[ledger.title] ?? row.number ?? '') })}
          checked={chosen.chosen.has(row.id)}
          disabled={!mayChoose(row) && !chosen.chosen.has(row.id)}
          onChange={(event) =>
            chosen.toggle(
              rows.filter((it) => it === row || mayChoose(it)),
              row,
              event.target.checked,
              (event.nativeEvent as MouseEvent).shiftKey,
            )
          }
        />
      </label>
    </td>
  )
}
