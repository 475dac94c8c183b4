import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { get } from '../../api/client.ts'
import { useDictionaries, useMe } from '../../api/hooks.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'
import type { RecordName } from '@qingmei/contract/comparison'
import { Crumb } from './Crumb.tsx'
import type { Run } from './run.ts'

interface Borrowed {
  readonly record: RecordName
  readonly name: string
  readonly code: string
  readonly owner: RecordName
  readonly ownerName: string
  /** The lead that could be made of it, ready to be entered. */
  readonly keyLead: Readonly<Record<string, unknown>>
}

/** Records that show a credit code registered to somebody else: each a lead to look into, none a finding. */
export function BorrowedPage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const { data: me } = useMe()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const [making, setMaking] = useState<Borrowed | null>(null)
  const found = useQuery({
    queryKey: ['borrowed', run.id, run.version],
    queryFn: () => get<{ rows: Borrowed[] }>(`/api/comparisons/${run.id}/borrowed-codes`),
  })
  const who = qingmei.action('key-lead', 'register').who ?? []
  const mayMake = me?.seats.some((seat) => who.some((it) => it.roles.some((role) => role === seat.role))) ?? false
  const rows = found.data?.rows ?? []
  return (
    <>
      <Crumb run={run} />
      <h1>{t('comparison.borrowed')}</h1>
      <p className="sub">{t('comparison.borrowedHint')}</p>
      {found.data ? null : <Waiting error={found.error} retry={() => void found.refetch()} />}
      {found.data && rows.length === 0 ? (
        <div className="card">
          <p className="soft">{t('comparison.noBorrowed')}</p>
        </div>
      ) : null}
      {rows.length > 0 ? (
        <table className="table cards">
          <caption className="visually-hidden">{t('comparison.borrowed')}</caption>
          <thead>
            <tr>
              {(['shows', 'code', 'owner'] as const).map((it) => (
                <th key={it} scope="col">
                  {t(`comparison.borrowedHead.${it}`)}
                </th>
              ))}
              {mayMake ? <th scope="col">{t('tools')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((it) => (
              <tr key={`${it.record.kind}${it.record.key}`}>
                <td data-label={t('comparison.borrowedHead.shows')}>
                  <div className="break">
                    {it.name}
                    <div className="soft small">
                      {kinds[it.record.kind] ?? it.record.kind} · {it.record.key}
                    </div>
                  </div>
                </td>
                <td data-label={t('comparison.borrowedHead.code')}>
                  <span className="mono">{it.code}</span>
                </td>
                <td data-label={t('comparison.borrowedHead.owner')}>
                  <span className="break">{it.ownerName}</span>
                </td>
                {mayMake ? (
                  <td>
                    <button type="button" className="btn q" onClick={() => setMaking(it)}>
                      {t('comparison.makeLead')}
                    </button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {making ? (
        <ActionForm
          ledger="key-lead"
          action="register"
          campaign={run.campaign}
          given={making.keyLead}
          hidden={['problem', 'entry']}
          onClose={() => setMaking(null)}
          onDone={(record) => void go(`/key-lead/${record.id}`)}
        />
      ) : null}
    </>
  )
}
