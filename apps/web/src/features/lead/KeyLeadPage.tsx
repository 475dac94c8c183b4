import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDictionaries, useLinked, useMe, useRecord } from '../../api/hooks.ts'
import { Actions } from '../../parts/Actions.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { Follow } from '../../parts/Follow.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'
import { Chain } from './Chain.tsx'

const keyLead = qingmei.ledger('key-lead')

/** A key lead: what was said, the chain of each product from its supplier to its users, what became of it. */
export default function KeyLeadPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const dictionaries = useDictionaries()
  const opened = useRecord('key-lead', id)
  const leads = useLinked('lead', 'keyLead', id)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  return (
    <>
      <p className="crumb">
        <Link to="/key-lead">{keyLead.label}</Link> / {record.number}
      </p>
      <div className="row">
        <div>
          <h1>{String(record.subject)}</h1>
          <div className="meta">
            <State ledger="key-lead" status={record.status} />
            <span>{dictionaries['key-lead-family']?.[String(record.family)]}</span>
            <span>{dictionaries['key-lead-priority']?.[String(record.priority)]}</span>
          </div>
        </div>
        <div className="btns">
          <Follow ledger="key-lead" record={record} only={['lead']} />
          <Actions
            ledger="key-lead"
            record={record}
            offered={actions}
            main={['assign', 'conclude', 'close', 'reopen']}
          />
        </div>
      </div>
      <div className="grid">
        <div>
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('record.content')}</h2>
            <Fields
              ledger={keyLead}
              record={record}
              names={keyLead.info.map((field) => field.name)}
              words={{ names, dictionaries }}
            />
          </section>
          <Chain record={record} names={names} dictionaries={dictionaries} />
          {leads.data?.rows.length ? (
            <section className="card" aria-labelledby="leads">
              <h2 id="leads">{qingmei.ledger('lead').label}</h2>
              {leads.data.rows.map((row) => (
                <div key={row.id} className="row" style={{ marginBottom: 6 }}>
                  <Link to={`/lead/${row.id}`}>{row.number}</Link>
                  <State ledger="lead" status={row.status} />
                </div>
              ))}
            </section>
          ) : null}
        </div>
        <div>
          <Deadlines ledger="key-lead" rows={deadlines} names={names} now={me.clock.now} />
          <Timeline ledger="key-lead" id={id} />
        </div>
      </div>
    </>
  )
}
