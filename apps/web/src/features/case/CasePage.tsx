import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useDictionaries, useMe, usePlan, useRecord } from '../../api/hooks.ts'
import { Actions } from '../../parts/Actions.tsx'
import { Children, rowsOf } from '../../parts/Children.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { Follow } from '../../parts/Follow.tsx'
import { Papers } from '../../parts/Papers.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { shortInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { LawfulForm } from './LawfulForm.tsx'
import { Parties } from './Parties.tsx'
import { yuan } from './yuan.ts'
import { qingmei } from '../../words/house.ts'

const file = qingmei.ledger('case')
const CONTENT = [
  'cause',
  'facts',
  'lead',
  'premises',
  'town',
  'agency',
  'heavierNote',
  'reviewOpinion',
  'outcome',
  'outcomeReason',
  'decisionNo',
  'publishedOn',
]
const BASES = ['income', 'goodsValue', 'goodsBasis', 'adCost']
/** The way of a case, each step with the field that says when. */
const WAY = [
  'proposedAt',
  'filedAt',
  'evidenceClosedAt',
  'reviewedAt',
  'noticedAt',
  'decidedAt',
  'servedAt',
  'executedAt',
  'closedAt',
] as const
/** Done with the law beside them. */
const LAWFUL = ['addViolation', 'addPenalty'] as const

/** A case: how far it is, its parties apart from each other with what each did and was given, goods, money, documents. */
export default function CasePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const plan = usePlan()
  const dictionaries = useDictionaries()
  const opened = useRecord('case', id)
  const [asking, setAsking] = useState<(typeof LAWFUL)[number] | null>(null)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  const words = { names, dictionaries }
  const lawful = LAWFUL.filter((name) => actions.some((it) => it.name === name && it.allowed))
  const sum = (name: string) => Number(record[name] ?? 0)
  return (
    <>
      <p className="crumb">
        <Link to="/case">{file.label}</Link> / {record.number}
      </p>
      <div className="row">
        <div>
          <h1>{String(record.subject)}</h1>
          <div className="meta">
            <State ledger="case" status={record.status} />
            {record.criminal === 'none' ? null : (
              <span className="tag bad">{dictionaries['criminal-state']?.[String(record.criminal)]}</span>
            )}
          </div>
        </div>
        <div className="btns">
          <Follow ledger="case" record={record} />
          {lawful.map((name) => (
            <button key={name} type="button" className="btn q" onClick={() => setAsking(name)}>
              {qingmei.action('case', name).label}
            </button>
          ))}
          <Actions ledger="case" record={record} offered={actions} main={MAIN} without={LAWFUL} />
        </div>
      </div>
      <ol className="way" aria-label={t('case.way')}>
        {WAY.map((name) => (
          <li key={name} className={record[name] ? 'done' : undefined}>
            <span>{t(`case.step.${name}`)}</span>
            <span className="soft small">{record[name] ? shortInstant(String(record[name])).slice(0, 5) : '–'}</span>
          </li>
        ))}
      </ol>
      <div className="grid">
        <div>
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('case.facts')}</h2>
            <Fields ledger={file} record={record} names={CONTENT} words={words} />
            {BASES.some((name) => record[name] !== null) ? (
              <>
                <h3>{t('case.bases')}</h3>
                <Fields ledger={file} record={record} names={BASES} words={words} />
              </>
            ) : null}
          </section>
          <Parties file={record} words={words} statutes={plan?.statutes ?? {}} />
          {(['goods', 'payments', 'documents'] as const).map((child) =>
            rowsOf(record, child).length === 0 ? null : (
              <section key={child} className="card" aria-label={file.children[child]?.label}>
                <h2>{file.children[child]?.label}</h2>
                <div className="scroll" tabIndex={0} role="region" aria-label={file.children[child]?.label}>
                  <Children ledger={file} record={record} child={child} words={words} />
                </div>
              </section>
            ),
          )}
        </div>
        <div>
          <Deadlines ledger="case" rows={deadlines} names={names} now={me.clock.now} />
          {record.decidedAt ? (
            <section className="card" aria-labelledby="money">
              <h2 id="money">{t('case.money')}</h2>
              <dl className="sums">
                <dt>{t('case.fines')}</dt>
                <dd>{yuan(sum('fineTotal'))}</dd>
                <dt>{t('case.confiscated')}</dt>
                <dd>{yuan(sum('incomeTotal'))}</dd>
                <dt>{t('case.paid')}</dt>
                <dd>{yuan(sum('paidTotal'))}</dd>
                <dt>{t('case.owed')}</dt>
                <dd>{yuan(sum('fineTotal') + sum('incomeTotal') - sum('paidTotal'))}</dd>
              </dl>
            </section>
          ) : null}
          <Papers ledger="case" record={record} dictionaries={dictionaries} />
          <Timeline ledger="case" id={id} />
        </div>
      </div>
      {asking ? (
        <LawfulForm action={asking} file={record} statutes={plan?.statutes ?? {}} onClose={() => setAsking(null)} />
      ) : null}
    </>
  )
}

/** The next step, by what is furthest on. */
const MAIN = [
  'close',
  'execute',
  'pay',
  'serve',
  'decide',
  'notice',
  'review',
  'closeEvidence',
  'investigate',
  'file',
  'addParty',
]
