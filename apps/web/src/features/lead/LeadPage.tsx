import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { useDictionaries, useLinked, useMe, usePlan, useRecord } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { Actions } from '../../parts/Actions.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Due } from '../../parts/Due.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { Follow } from '../../parts/Follow.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { EvidenceCheck } from './EvidenceCheck.tsx'
import { EvidenceTable } from './EvidenceTable.tsx'
import { qingmei } from '../../words/house.ts'

const lead = qingmei.ledger('lead')
const CONTENT = [
  'discoveredAt',
  'source',
  'premises',
  'address',
  'town',
  'violations',
  'facts',
  'urgency',
  'competent',
  'holder',
  'result',
  'resultNote',
  'mergedInto',
]

/** A lead: what is still missing before it can be sent, what was found, its evidence, its clock and its story. */
export default function LeadPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const go = useNavigate()
  const { data: me } = useMe()
  const plan = usePlan()
  const dictionaries = useDictionaries()
  const opened = useRecord('lead', id)
  const evidence = useLinked('evidence', 'lead', id)
  const transfers = useLinked('transfer', 'lead', id)
  const corrections = useLinked('correction', 'lead', id)
  const [open, setOpen] = useState<'file' | 'draft' | null>(null)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  const held = (evidence.data?.rows ?? []).filter((row) => row.status === 'held')
  const isMine = actions.some((it) => it.allowed)
  const drafting = (transfers.data?.rows ?? []).find((row) => ['draft', 'approved'].includes(row.status))
  const returned = (transfers.data?.rows ?? []).find((row) => row.status === 'returned')
  const limit = deadlines.find((it) => it.key === 'transfer' && it.state === 'open')
  const isConcluded = record.status === 'verified' || record.status === 'closed'
  const canFile = isMine && ['registered', 'verifying', 'to-transfer'].includes(record.status)
  const canDraft =
    isMine && record.status === 'to-transfer' && !drafting && !me.seats.every((seat) => seat.role === 'grid')
  return (
    <>
      <p className="crumb">
        <Link to="/lead">{lead.label}</Link> / {record.number}
      </p>
      <div className="row">
        <div>
          <h1>{String(record.subject)}</h1>
          <div className="meta">
            <State ledger="lead" status={record.status} />
            <span>{t('lead.holder', { name: names[String(record.holder)] ?? '' })}</span>
            {record.competent ? (
              <span>{t('lead.competent', { name: names[String(record.competent)] ?? '' })}</span>
            ) : null}
            {limit ? (
              <span>
                {limit.label} <Due due={limit.due} now={me.clock.now} withInstant={false} />
              </span>
            ) : null}
          </div>
        </div>
        <div className="btns">
          <Follow
            ledger="lead"
            record={record}
            only={isConcluded ? ['case', 'opinion', 'correction'] : ['case', 'opinion']}
            asks={['subject']}
          />
          <Actions
            ledger="lead"
            record={record}
            offered={actions}
            main={canDraft ? null : ['assess', 'conclude', 'close']}
          />
          {canDraft ? (
            <button type="button" className="btn" onClick={() => setOpen('draft')}>
              {returned ? t('lead.again') : t('lead.transfer')}
            </button>
          ) : null}
        </div>
      </div>
      <div className="grid">
        <div>
          {record.status === 'to-transfer' || record.status === 'registered' ? (
            <EvidenceCheck
              title={t('lead.checks')}
              kinds={plan?.transfer.evidence ?? []}
              has={held}
              hint={t('lead.fillFirst')}
            />
          ) : null}
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('record.content')}</h2>
            <Fields ledger={lead} record={record} names={CONTENT} words={{ names, dictionaries }} />
          </section>
          <section className="card" aria-labelledby="evidence">
            <div className="row">
              <h2 id="evidence">{t('lead.evidence')}</h2>
              {canFile ? (
                <button type="button" className="btn q" onClick={() => setOpen('file')}>
                  {t('lead.addEvidence')}
                </button>
              ) : null}
            </div>
            <EvidenceTable rows={evidence.data?.rows ?? []} />
          </section>
          <Transfers rows={transfers.data?.rows ?? []} names={transfers.data?.names ?? {}} />
          <Corrections rows={corrections.data?.rows ?? []} />
        </div>
        <div>
          <Deadlines ledger="lead" rows={deadlines} names={names} now={me.clock.now} />
          <Timeline ledger="lead" id={id} />
        </div>
      </div>
      {open === 'file' ? (
        <ActionForm
          ledger="evidence"
          action="file"
          given={{ lead: id, takenAt: record.discoveredAt, takenBy: me.account.name }}
          hidden={['lead']}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'draft' ? (
        <ActionForm
          ledger="transfer"
          action="draft"
          given={{
            lead: id,
            to: record.competent,
            evidence: held.map((row) => row.id),
            again: returned?.id ?? null,
            letter: returned ? String(returned.letter) : null,
          }}
          hidden={['lead', 'evidence', 'again']}
          onClose={() => setOpen(null)}
          onDone={(made) => void go(`/transfer/${made.id}`)}
        />
      ) : null}
    </>
  )
}

function Transfers({ rows, names }: { rows: readonly Row[]; names: Readonly<Record<string, string>> }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="transfers">
      <h2 id="transfers">{t('lead.transfers')}</h2>
      {rows.length === 0 ? <p className="soft">{t('lead.noTransfers')}</p> : null}
      {rows.map((row) => (
        <div key={row.id} className="row" style={{ marginBottom: 6 }}>
          <span>
            <Link to={`/transfer/${row.id}`}>{row.number}</Link> {names[row.org]} → {names[String(row.to)]}
          </span>
          <State ledger="transfer" status={row.status} />
        </div>
      ))}
    </section>
  )
}

function Corrections({ rows }: { rows: readonly Row[] }) {
  const label = qingmei.ledger('correction').label
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="corrections">
      <h2 id="corrections">{label}</h2>
      {rows.map((row) => (
        <div key={row.id} className="row" style={{ marginBottom: 6 }}>
          <span>
            <Link to={`/correction/${row.id}`}>{row.number}</Link> {String(row.reason)}
          </span>
          <State ledger="correction" status={row.status} />
        </div>
      ))}
    </section>
  )
}
