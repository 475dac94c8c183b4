import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, post, requestKey } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import type { WorkProgress } from '@qingmei/contract/comparison'
import type { Publication, PublicationChange } from '@qingmei/contract/comparison-outcome'
import { PublishNames } from './PublishNames.tsx'
import type { Run } from './run.ts'

const COUNTS = ['entered', 'changed', 'relisted', 'left', 'places', 'licences', 'uncertain'] as const

const hasNames = (count: (typeof COUNTS)[number]): count is PublicationChange =>
  count !== 'places' && count !== 'licences'

/** What publishing would do to the lists, and the button that does it. */
export function Publish({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const [named, setNamed] = useState<PublicationChange | null>(null)
  const [key] = useState(requestKey)
  const preview = useQuery({
    queryKey: ['publication', run.id, run.version],
    queryFn: () => get<Publication>(`/api/comparisons/${run.id}/publication`),
    retry: false,
  })
  const publish = async () => {
    setBusy(true)
    setFailed('')
    try {
      await post(`/api/ledgers/comparison/records/${run.id}/actions/publish`, {
        input: {},
        version: run.version,
        requestKey: `${key}-${run.version}`,
      })
      await refresh()
      onClose()
    } catch (error) {
      setFailed(saidOf(error, t))
      setBusy(false)
    }
  }
  const { data } = preview
  return (
    <Dialog title={t('comparison.publish')} onClose={onClose}>
      <div className="body">
        {data ? (
          <>
            <p>{t('comparison.publishHint')}</p>
            <table className="table">
              <caption className="visually-hidden">{t('comparison.publish')}</caption>
              <tbody>
                {COUNTS.map((it) => (
                  <tr key={it}>
                    <th scope="row">{t(`comparison.publication.${it}`)}</th>
                    <td className="num">
                      {hasNames(it) && data[it] > 0 ? (
                        <button
                          type="button"
                          className="btn link"
                          aria-expanded={named === it}
                          title={t('comparison.publishNames')}
                          onClick={() => setNamed(named === it ? null : it)}
                        >
                          {data[it].toLocaleString('en-US')}
                        </button>
                      ) : (
                        data[it].toLocaleString('en-US')
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {named ? <PublishNames key={named} run={run} change={named} /> : null}
            {data.provisional ? (
              <p className="note wait">{t('comparison.provisionalWhy', { why: data.provisionalWhy })}</p>
            ) : null}
            {data.keepsAll ? <p className="note wait">{t('comparison.keepsAll')}</p> : null}
            <p className="soft small">
              <Link to={`/comparison/${run.id}/difference`}>{t('comparison.seeDifference')}</Link>
            </p>
          </>
        ) : (
          <Waiting error={preview.error} retry={() => void preview.refetch()} />
        )}
        {failed ? (
          <div className="note bad" role="alert">
            {failed}
          </div>
        ) : null}
        <div className="foot">
          <button type="button" className="btn q" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="button" className="btn" disabled={busy || !data} onClick={() => void publish()}>
            {busy ? t('saving') : t('comparison.publishNow')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

/** The lists are being written; it goes on without this page. */
export function Publishing({ work }: { work: WorkProgress | null }) {
  const { t } = useTranslation()
  return (
    <section className="card" role="status">
      <p>{t('comparison.publishing')}</p>
      <progress
        aria-label={t('comparison.publishing')}
        {...(work?.total ? { value: work.done, max: work.total } : {})}
      />
    </section>
  )
}
