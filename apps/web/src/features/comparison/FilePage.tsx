import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useDictionaries, useRecord } from '../../api/hooks.ts'
import { Actions } from '../../parts/Actions.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { shownBytes, shownInstant } from '../../parts/time.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { sayRow } from '../../words/refusals.ts'
import type { FaultRow, WorkProgress } from '@qingmei/contract/comparison'
import './comparison.css'
import type { RegisterFile } from './run.ts'
import { NextPage } from '../../parts/NextPage.tsx'

const COUNTS = ['rows', 'taken', 'refused', 'noted', 'outOfScope'] as const

/** One file of a register: how many of its rows were taken, and each that was not, with where and why. */
export default function FilePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const opened = useRecord('register-file', id, (status) => status === 'received')
  const file = opened.data?.record as RegisterFile | undefined
  const isRead = file !== undefined && file.status !== 'received'
  const progress = useQuery({
    queryKey: ['register file', id],
    queryFn: () => get<{ status: string; work: WorkProgress }>(`/api/register-files/${id}/progress`),
    enabled: file?.status === 'received',
    refetchInterval: 700,
  })
  if (!opened.data || !file) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const work = progress.data?.work
  return (
    <>
      <p className="crumb">
        <Link to="/comparison">{t('comparison.title')}</Link> / {kinds[file.kind] ?? file.kind}
      </p>
      <div className="row">
        <h1 className="break">{file.name}</h1>
        <Actions ledger="register-file" record={file} offered={opened.data.actions} main={null} />
      </div>
      <p className="meta">
        <State ledger="register-file" status={file.status} />
        <span>{t('comparison.asOfDay', { day: file.asOf })}</span>
        <span>{t('comparison.receivedAt', { at: shownInstant(file.receivedAt) })}</span>
        <span>{shownBytes(file.bytes)}</span>
      </p>
      {file.note ? <p className={file.status === 'rejected' ? 'note bad' : 'note'}>{file.note}</p> : null}
      {isRead ? null : (
        <section className="card">
          <p role="status" className="soft">
            {t('comparison.reading', { n: (work?.done ?? 0).toLocaleString('en-US') })}
            <progress
              aria-label={t('comparison.readingFile')}
              {...(work?.total ? { value: work.done, max: work.total } : {})}
            />
          </p>
        </section>
      )}
      {isRead && file.rows !== null ? (
        <dl className="strip">
          {COUNTS.map((it) => (
            <div key={it} className={it === 'refused' && file.refused ? 'r' : ''}>
              <dt>{t(`comparison.count.${it}`)}</dt>
              <dd>{(file[it] ?? 0).toLocaleString('en-US')}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {isRead && file.faults !== null ? <Faults id={id} /> : null}
      <Timeline ledger="register-file" id={id} />
    </>
  )
}

interface FaultPage {
  readonly rows: readonly FaultRow[]
  readonly next: number | null
}

/** Rows that cannot be taken, or that are taken without a value: where, what is wrong, and what to do. */
function Faults({ id }: { id: string }) {
  const { t } = useTranslation()
  const pages = useInfiniteQuery({
    queryKey: ['register faults', id],
    queryFn: ({ pageParam }) => get<FaultPage>(`/api/register-files/${id}/faults${query({ after: pageParam })}`),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows.map(sayRow)) ?? []
  if (!pages.data) return <Waiting error={pages.error} retry={() => void pages.refetch()} />
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="faults" className="block">
      <div className="row">
        <div>
          <h2 id="faults">{t('comparison.faults')}</h2>
          <p className="soft small">{t('comparison.faultsHint')}</p>
        </div>
        <div className="btns">
          {(['xlsx', 'csv'] as const).map((format) => (
            <a key={format} className="btn q" href={`/api/register-files/${id}/faults.${format}`}>
              {t(format === 'xlsx' ? 'list.exportXlsx' : 'list.exportCsv')}
            </a>
          ))}
        </div>
      </div>
      <table className="table cards">
        <caption className="visually-hidden">{t('comparison.faults')}</caption>
        <thead>
          <tr>
            {(['row', 'column', 'value', 'reason', 'remedy'] as const).map((it) => (
              <th key={it} scope="col">
                {t(`import.${it}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((it, i) => (
            <tr key={`${it.sheet}${it.row}${it.column}${i}`}>
              <td data-label={t('import.row')} className="nowrap">
                <span>
                  {it.sheet ? `${it.sheet} ` : ''}
                  {it.row}{' '}
                  <span className={it.level === 'refused' ? 'tag bad' : 'tag'}>
                    {t(`comparison.faultLevel.${it.level}`)}
                  </span>
                </span>
              </td>
              {(['column', 'value', 'reason', 'remedy'] as const).map((of) => (
                <td key={of} data-label={t(`import.${of}`)} className={of === 'column' ? 'nowrap' : undefined}>
                  <span className="break">{it[of]}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <NextPage pages={pages} />
    </section>
  )
}
