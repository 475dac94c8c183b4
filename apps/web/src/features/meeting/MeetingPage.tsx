import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { post } from '../../api/client.ts'
import { useDictionaries, useLinked, useMe, useRecord, useRefresh } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { Actions } from '../../parts/Actions.tsx'
import { Children, rowsOf } from '../../parts/Children.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { instantOfLocal, shownInstant } from '../../parts/time.ts'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'

const meeting = qingmei.ledger('meeting')
const CONTENT = ['kind', 'plannedAt', 'place', 'chair', 'heldAt', 'issueNo', 'issuedAt']
/** Done by buttons beside what they are about, not at the top of the page. */
const ELSEWHERE = ['hold', 'addTopic', 'dropTopic', 'invite', 'attend']

type Asking = { readonly action: string; readonly given?: Readonly<Record<string, unknown>> }

/** A meeting: agenda, who comes, the data sheet it goes through, its minutes, and what it asked of whom. */
export default function MeetingPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const dictionaries = useDictionaries()
  const opened = useRecord('meeting', id)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [holding, setHolding] = useState(false)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  const words = { names, dictionaries }
  const may = (name: string) => actions.some((it) => it.name === name && it.allowed)
  const month = typeof record.month === 'string' ? record.month : null
  const ask = (action: string, label: string, given?: Asking['given']) => (
    <button type="button" className="btn link" onClick={() => setAsking({ action, ...(given ? { given } : {}) })}>
      {label}
    </button>
  )
  return (
    <>
      <p className="crumb">
        <Link to="/meeting">{meeting.label}</Link>
      </p>
      <div className="row">
        <div>
          <h1>{String(record.title)}</h1>
          <div className="meta">
            <State ledger="meeting" status={record.status} />
            {record.heldAt ? <span>{t('meeting.heldOn', { at: shownInstant(record.heldAt) })}</span> : null}
          </div>
        </div>
        <div className="btns">
          <Actions
            ledger="meeting"
            record={record}
            offered={actions}
            main={may('hold') ? null : ['minute', 'issue', 'close']}
            without={ELSEWHERE}
          />
          {may('hold') ? (
            <button type="button" className="btn" onClick={() => setHolding(true)}>
              {qingmei.action('meeting', 'hold').label}
            </button>
          ) : null}
        </div>
      </div>
      <div className="grid">
        <div>
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('meeting.arranged')}</h2>
            <Fields ledger={meeting} record={record} names={CONTENT} words={words} />
            {month ? (
              <p>
                <Link to={`/sheet?month=${month}`}>
                  {t(record.sheet ? 'meeting.frozenSheet' : 'meeting.sheet', { month })}
                </Link>
              </p>
            ) : null}
          </section>
          <section className="card" aria-labelledby="agenda">
            <div className="row">
              <h2 id="agenda">{meeting.children.agenda?.label}</h2>
              {may('addTopic') ? ask('addTopic', t('meeting.addTopic')) : null}
            </div>
            <Children
              ledger={meeting}
              record={record}
              child="agenda"
              words={words}
              {...(may('dropTopic')
                ? { tools: (row: Row) => ask('dropTopic', t('meeting.drop'), { no: row.no }) }
                : {})}
            />
          </section>
          <section className="card" aria-labelledby="attendance">
            <div className="row">
              <h2 id="attendance">
                {meeting.children.attendance?.label} {presentOf(rowsOf(record, 'attendance'), t)}
              </h2>
              {may('invite') ? ask('invite', t('meeting.invite')) : null}
            </div>
            <Children
              ledger={meeting}
              record={record}
              child="attendance"
              words={words}
              {...(may('attend')
                ? {
                    tools: (row: Row) =>
                      ask('attend', t('meeting.attend'), { no: row.no, person: row.person, present: row.present }),
                  }
                : {})}
            />
          </section>
          {record.minutes ? (
            <section className="card" aria-labelledby="minutes">
              <h2 id="minutes">{t('meeting.minutes')}</h2>
              <p className="pre">{String(record.minutes)}</p>
              {record.outlook ? (
                <>
                  <h3>{t('meeting.outlook')}</h3>
                  <p className="pre">{String(record.outlook)}</p>
                </>
              ) : null}
            </section>
          ) : null}
          <Items meeting={record} mayAsk={['held', 'minuted', 'issued'].includes(record.status) && may('attend')} />
        </div>
        <div>
          <Deadlines ledger="meeting" rows={deadlines} names={names} now={me.clock.now} />
          <Timeline ledger="meeting" id={id} />
        </div>
      </div>
      {asking ? (
        <ActionForm
          ledger="meeting"
          action={asking.action}
          record={record}
          given={asking.given ?? {}}
          hidden={asking.given ? ['no'] : []}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {holding ? <Hold meeting={record} now={me.clock.now} onClose={() => setHolding(false)} /> : null}
    </>
  )
}

function presentOf(rows: readonly Row[], t: (key: string, values: Record<string, number>) => string): string {
  if (rows.every((row) => row.present === null)) return ''
  return t('meeting.present', { n: rows.filter((row) => row.present === true).length, all: rows.length })
}

/** What the meeting asked for: each with its owner and day. */
function Items({ meeting: record, mayAsk }: { meeting: Row; mayAsk: boolean }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { data } = useLinked('action-item', 'meeting', record.id)
  const item = qingmei.ledger('action-item')
  return (
    <section className="card" aria-labelledby="items">
      <div className="row">
        <h2 id="items">{item.label}</h2>
        {mayAsk ? (
          <button type="button" className="btn link" onClick={() => setAsking(true)}>
            {t('meeting.addItem')}
          </button>
        ) : null}
      </div>
      {data && data.rows.length > 0 ? (
        <table className="table cards">
          <caption className="visually-hidden">{item.label}</caption>
          <thead>
            <tr>
              <th scope="col">{t('meeting.task')}</th>
              <th scope="col">{t('meeting.owner')}</th>
              <th scope="col">{t('meeting.dueOn')}</th>
              <th scope="col">{t('meeting.state')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.id}>
                <td className="lead-cell">
                  <Link to={`/action-item/${row.id}`}>{String(row.task)}</Link>
                </td>
                <td data-label={t('meeting.owner')}>
                  <span>{data.names[String(row.owner)]}</span>
                </td>
                <td data-label={t('meeting.dueOn')}>
                  <span>{String(row.dueOn)}</span>
                </td>
                <td data-label={t('meeting.state')}>
                  <State ledger="action-item" status={row.status} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="soft">{t('meeting.noItems')}</p>
      )}
      {asking ? (
        <ActionForm
          ledger="action-item"
          action="open"
          campaign={record.campaign}
          given={{ meeting: record.id }}
          hidden={['meeting']}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  )
}

/** Says when it was held; the month's sheet is frozen with it. */
function Hold({ meeting: record, now, onClose }: { meeting: Row; now: string; onClose: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const tell = useTell()
  const planned = typeof record.plannedAt === 'string' && record.plannedAt <= now ? record.plannedAt : now
  const [at, setAt] = useState(shownInstant(planned).replace(' ', 'T'))
  const [failed, setFailed] = useState('')
  const [busy, setBusy] = useState(false)
  const label = qingmei.action('meeting', 'hold').label
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await post(`/api/meetings/${record.id}/hold`, { heldAt: instantOfLocal(at), version: record.version })
      await refresh()
      tell(t('record.done', { action: label }))
      onClose()
    } catch (error) {
      setFailed(saidOf(error, t))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={label} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {record.month ? <p className="soft small">{t('meeting.holdHint', { month: String(record.month) })}</p> : null}
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="field">
          <label>
            {t('meeting.heldAt')}
            <input type="datetime-local" required value={at} onChange={(event) => setAt(event.target.value)} />
          </label>
        </div>
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="btn" disabled={busy}>
            {busy ? t('saving') : label}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
