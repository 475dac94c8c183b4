import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { post } from '../../api/client.ts'
import { useDictionaries, useLinked, useMe, usePlan, useRecord, useRefresh } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { Actions } from '../../parts/Actions.tsx'
import { Children } from '../../parts/Children.tsx'
import { Deadlines } from '../../parts/Deadlines.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import { EvidenceCheck } from './EvidenceCheck.tsx'
import { qingmei } from '../../words/house.ts'

const transfer = qingmei.ledger('transfer')
const CONTENT = [
  'lead',
  'org',
  'to',
  'letter',
  'discoveredAt',
  'dueAt',
  'again',
  'approvedAt',
  'approvedBy',
  'sentAt',
  'sentBy',
  'onTime',
  'receivedAt',
  'acceptedAt',
  'returnedAt',
  'returnReason',
  'forwardedTo',
  'feedbackAt',
  'feedbackResult',
  'feedback',
  'closedAt',
]

/** A transfer: both sides, the evidence manifest with its hashes, what is still missing, and its way. */
export default function TransferPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const plan = usePlan()
  const dictionaries = useDictionaries()
  const opened = useRecord('transfer', id)
  const [asking, setAsking] = useState<string | null>(null)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions, deadlines } = opened.data
  const words = { names, dictionaries }
  const manifest = (record.evidence ?? []) as readonly Row[]
  const exemptions = (record.exemptions ?? []) as readonly Row[]
  const unsent = record.status === 'draft' || record.status === 'approved'
  const mayChange = actions.some((it) => it.name === 'attach' && it.allowed)
  return (
    <>
      <p className="crumb">
        <Link to="/transfer">{transfer.label}</Link> / {record.number}
      </p>
      <div className="row">
        <div>
          <h1>{String(record.subject)}</h1>
          <div className="meta">
            <State ledger="transfer" status={record.status} />
            <span>
              {names[record.org]} → {names[String(record.to)]}
            </span>
          </div>
        </div>
        <Actions
          ledger="transfer"
          record={record}
          offered={actions}
          main={['send', 'approve', 'accept', 'feedBack', 'close']}
          without={['attach', 'detach']}
        />
      </div>
      <div className="grid">
        <div>
          {unsent ? (
            <EvidenceCheck
              title={t('transfer.checks')}
              kinds={plan?.transfer.evidence ?? []}
              has={manifest}
              exempted={exemptions.map((row) => String(row.kind))}
              ask={(kind) =>
                mayChange ? (
                  <button type="button" className="btn link" onClick={() => setAsking(kind)}>
                    {t('lead.askExemption')}
                  </button>
                ) : null
              }
            />
          ) : null}
          {mayChange ? <Unattached transfer={record} manifest={manifest} /> : null}
          <section className="card" aria-labelledby="manifest">
            <h2 id="manifest">{t('transfer.manifest')}</h2>
            {manifest.length === 0 ? (
              <p className="soft">{t('transfer.noManifest')}</p>
            ) : (
              <div className="scroll" tabIndex={0} role="region" aria-label={t('transfer.manifest')}>
                <Children ledger={transfer} record={record} child="evidence" words={words} />
              </div>
            )}
            {record.manifest ? (
              <p className="soft small" style={{ marginTop: 8 }}>
                {t('transfer.manifestHash')} <span className="mono break">{String(record.manifest)}</span>
              </p>
            ) : null}
          </section>
          {exemptions.length > 0 ? (
            <section className="card" aria-labelledby="exemptions">
              <h2 id="exemptions">{t('transfer.exemptions')}</h2>
              <Children ledger={transfer} record={record} child="exemptions" words={words} />
            </section>
          ) : null}
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('record.content')}</h2>
            <Fields ledger={transfer} record={record} names={CONTENT} words={words} />
          </section>
        </div>
        <div>
          <Deadlines ledger="transfer" rows={deadlines} names={names} now={me.clock.now} />
          <Timeline ledger="transfer" id={id} />
        </div>
      </div>
      {asking ? (
        <ActionForm
          ledger="exemption"
          action="request"
          given={{ transfer: id, kind: asking }}
          hidden={['transfer']}
          onClose={() => setAsking(null)}
        />
      ) : null}
    </>
  )
}

/** Evidence that came to the lead after the transfer was drafted: attached by one button. */
function Unattached({ transfer: record, manifest }: { transfer: Row; manifest: readonly Row[] }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const tell = useTell()
  const { data } = useLinked('evidence', 'lead', String(record.lead))
  const fresh = (data?.rows ?? []).filter(
    (row) => row.status === 'held' && !manifest.some((line) => line.evidence === row.id),
  )
  if (fresh.length === 0) return null
  const attach = async () => {
    try {
      await post(`/api/ledgers/transfer/records/${record.id}/actions/attach`, {
        input: { evidence: fresh.map((row) => row.id) },
        version: record.version,
      })
      await refresh()
    } catch (error) {
      tell(saidOf(error, t))
    }
  }
  return (
    <div className="note wait row">
      <span>{t('transfer.unattached', { n: fresh.length })}</span>
      <button type="button" className="btn q" onClick={() => void attach()}>
        {t('transfer.attachAll')}
      </button>
    </div>
  )
}
