import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDictionaries, useLinked, useMe, useRecord } from '../../api/hooks.ts'
import { Actions } from '../../parts/Actions.tsx'
import { Children, rowsOf } from '../../parts/Children.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Fields, isFilled } from '../../parts/Fields.tsx'
import { Follow } from '../../parts/Follow.tsx'
import { Papers } from '../../parts/Papers.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { fieldOf, qingmei } from '../../words/house.ts'

/** Any record: its fields, its children, what it owes, what may be done, its story, and what points at it. */
export default function RecordPage({ name }: { name: string }) {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const ledger = qingmei.ledger(name)
  const dictionaries = useDictionaries()
  const opened = useRecord(name, id)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  const words = { names, dictionaries }
  const file = ledger.info.find((field) => field.kind === 'file')
  const linked = qingmei.ledgers.flatMap((other) =>
    other.info
      .filter(
        (field) =>
          field.kind === 'ref' &&
          field.target === name &&
          (other.lists[0]?.filters as readonly string[] | undefined)?.includes(field.name),
      )
      .map((field) => ({ other: other.name, field: field.name })),
  )
  const filled = Object.entries(ledger.children).filter(([child]) => rowsOf(record, child).length > 0)
  const blank = [
    ...ledger.info.filter((field) => !isFilled(record[field.name])).map((field) => field.label),
    ...Object.entries(ledger.children).flatMap(([child, it]) => (rowsOf(record, child).length > 0 ? [] : it.label)),
  ]
  return (
    <>
      <p className="crumb">
        <Link to={`/${name}`}>{ledger.label}</Link>
        {record.number ? ` / ${record.number}` : ''}
      </p>
      <div className="row">
        <div>
          <h1>{String(record[ledger.title] ?? record.number ?? '')}</h1>
          <div className="meta">
            <State ledger={name} status={record.status} />
          </div>
        </div>
        <div className="btns">
          <Follow ledger={name} record={record} />
          <Actions ledger={name} record={record} offered={actions} />
        </div>
      </div>
      <div className="grid">
        <div>
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('record.content')}</h2>
            <Fields ledger={ledger} record={record} names={ledger.info.map((field) => field.name)} words={words} />
            {blank.length > 0 ? (
              <details className="soft small">
                <summary>{t('record.blank', { count: blank.length })}</summary>
                {blank.join(t('comma'))}
              </details>
            ) : null}
          </section>
          {file && typeof record[file.name] === 'string' ? (
            <section className="card" aria-label={file.label}>
              <iframe
                className="viewer"
                title={String(record[ledger.title])}
                src={`/api/files/${String(record[file.name])}/content`}
              />
            </section>
          ) : null}
          {filled.map(([child, it]) => (
            <section key={child} className="card" aria-label={it.label}>
              <h2>{it.label}</h2>
              <Children ledger={ledger} record={record} child={child} words={words} />
            </section>
          ))}
          {linked.map((it) => (
            <Linked key={`${it.other}${it.field}`} {...it} id={id} />
          ))}
        </div>
        <div>
          {Object.keys(ledger.deadlines).length > 0 ? (
            <Deadlines ledger={name} rows={deadlines} names={names} now={me.clock.now} />
          ) : null}
          <Papers ledger={name} record={record} dictionaries={dictionaries} />
          <Timeline ledger={name} id={id} />
        </div>
      </div>
    </>
  )
}

/** The records of another ledger that point at this one. */
function Linked({ other, field, id }: { other: string; field: string; id: string }) {
  const ledger = qingmei.ledger(other)
  const { data } = useLinked(other, field, id)
  const dictionaries = useDictionaries()
  // Of ten licences of one holder, only their kinds tell them apart.
  const kind = ledger.columns.map((name) => fieldOf(ledger, name)).find((it) => it.kind === 'code')
  if (!data || data.rows.length === 0) return null
  return (
    <section className="card" aria-label={ledger.label}>
      <h2>{ledger.label}</h2>
      {data.rows.map((row) => (
        <div key={row.id} className="row" style={{ marginBottom: 6 }}>
          <Link to={`/${other}/${row.id}`}>{String(row[ledger.title] ?? row.number)}</Link>
          <span className="soft small">
            {kind ? dictionaries[kind.dictionary ?? '']?.[String(row[kind.name])] : null} {row.number}{' '}
            <State ledger={other} status={row.status} />
          </span>
        </div>
      ))}
    </section>
  )
}
