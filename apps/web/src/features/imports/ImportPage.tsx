import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, post } from '../../api/client.ts'
import { useCampaign, useRefresh } from '../../api/hooks.ts'
import { FileInput } from '../../parts/FileInput.tsx'
import { saidOf } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'
import { sayPlanned, sayRegister } from '../../words/plan-words.ts'
import { sayRow, saySkipped } from '../../words/refusals.ts'

interface Fault {
  readonly sheet: string | null
  readonly row: number | null
  readonly column: string | null
  readonly value: string | null
  readonly code: string
  readonly reason: string
  readonly remedy: string
}

interface Preview {
  readonly id: string
  readonly profile: string
  readonly file: string
  readonly total: number
  readonly mapping: readonly { readonly column: string; readonly field: string; readonly label: string }[]
  readonly counts: Readonly<Record<'good' | 'bad' | 'skipped' | 'creates' | 'updates' | 'unchanged', number>>
  readonly bad: readonly Fault[]
  /** What is odd about rows that come in all the same; `noted` counts them all. */
  readonly notes: readonly Fault[]
  readonly noted: number
  readonly skipped: readonly {
    readonly row: number | null
    readonly why: string
    readonly n: number | null
    readonly reason: string
    readonly text: string
  }[]
}

const FIGURES = ['good', 'bad', 'skipped', 'creates', 'updates', 'unchanged'] as const

/** Import: choose a file, read what it would do and every row that cannot be taken, then do it as a whole. */
export default function ImportPage({ name }: { name: string }) {
  const { t } = useTranslation()
  const ledger = qingmei.ledger(name)
  const refresh = useRefresh()
  const campaign = useCampaign()
  const inCampaign = ledger.standing ? null : (campaign?.id ?? null)
  const [file, setFile] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [busy, setBusy] = useState<'reading' | 'committing' | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const [step, setStep] = useState(0)
  const [done, setDone] = useState<{ creates: number; updates: number } | null>(null)
  const run = async (what: 'reading' | 'committing', work: () => Promise<void>) => {
    setBusy(what)
    setFailed(null)
    try {
      await work()
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(null)
    }
  }
  const take = (id: string) => {
    setFile(id)
    setPreview(null)
    setDone(null)
    if (id !== '')
      void run('reading', async () =>
        setPreview(await post<Preview>('/api/imports', { ledger: name, file: id, campaign: inCampaign })),
      )
  }
  const commit = ({ id }: Preview) =>
    void run('committing', async () => {
      setStep(0)
      const look = setInterval(() => {
        get<{ done: number }>(`/api/imports/${id}`).then(
          (it) => setStep(it.done),
          () => undefined,
        )
      }, 700)
      try {
        setDone(await post<{ creates: number; updates: number }>(`/api/imports/${id}/commit`))
      } finally {
        clearInterval(look)
      }
      setPreview(null)
      await refresh()
    })
  return (
    <>
      <p className="crumb">
        <Link to={`/${name}`}>{ledger.label}</Link>
      </p>
      <h1>{t('import.title', { label: ledger.label })}</h1>
      <p className="sub">{t('import.hint')}</p>
      <section className="card">
        <div className="field">
          <label htmlFor="file">{t('import.pick')}</label>
          <FileInput id="file" describedBy={undefined} value={file} onChange={take} accept=".csv,.xlsx,.jsonl,.txt" />
        </div>
        {busy === 'reading' ? (
          <p role="status" className="soft">
            {t('import.reading')}
            <progress aria-label={t('import.reading')} />
          </p>
        ) : null}
        {failed ? (
          <div className="note bad" role="alert">
            {saidOf(failed, t)}
          </div>
        ) : null}
        {done ? (
          <div className="note good" role="status">
            {t('import.done', done)} <Link to={`/${name}`}>{t('import.toList')}</Link>
          </div>
        ) : null}
      </section>
      {preview ? (
        <>
          <section aria-labelledby="preview">
            <div className="row">
              <h2 id="preview">
                {t('import.preview')}{' '}
                <span className="soft small">
                  {t('import.profile', {
                    profile:
                      preview.profile === 'fields'
                        ? ledger.label
                        : preview.profile === 'unreadable'
                          ? t('import.unreadable')
                          : sayRegister(preview.profile),
                  })}
                </span>
              </h2>
              {preview.counts.bad === 0 && preview.counts.good > 0 ? (
                <button type="button" className="btn" disabled={busy !== null} onClick={() => commit(preview)}>
                  {busy === 'committing' ? t('import.committing') : t('import.commit')}
                </button>
              ) : null}
            </div>
            <dl className="strip">
              {FIGURES.map((figure) => (
                <div key={figure} className={figure === 'bad' && preview.counts.bad > 0 ? 'r' : ''}>
                  <dt>{t(`import.${figure}`)}</dt>
                  <dd>
                    {preview.counts[figure].toLocaleString('en-US')} <small>{t('import.unit')}</small>
                  </dd>
                </div>
              ))}
            </dl>
            {busy === 'committing' ? (
              <p role="status" className="soft">
                {t('import.step', { step: step.toLocaleString('en-US'), total: preview.total.toLocaleString('en-US') })}{' '}
                <progress aria-label={t('import.committing')} value={step} max={Math.max(1, preview.total)} />
              </p>
            ) : null}
          </section>
          {preview.bad.length > 0 ? <Faults kind="bad" preview={preview} /> : null}
          {preview.notes.length > 0 ? <Faults kind="notes" preview={preview} /> : null}
          {preview.skipped.length > 0 ? (
            <section className="card" aria-labelledby="skipped">
              <h2 id="skipped">{t('import.skippedTitle')}</h2>
              {preview.skipped.map(saySkipped).map((it) => (
                <div key={`${it.row}${it.text}`} className="small">
                  <span className="soft">
                    {it.row === null ? '' : `${t('import.row')} ${it.row} · `}
                    {it.reason}
                  </span>{' '}
                  {it.text}
                </div>
              ))}
            </section>
          ) : null}
          {preview.mapping.length > 0 ? (
            <section className="card" aria-labelledby="mapping">
              <h2 id="mapping">{t('import.mapping')}</h2>
              <p className="small">
                {preview.mapping.map((it) => `${it.column} → ${sayPlanned(it.field, it.label)}`).join(t('comma'))}
              </p>
            </section>
          ) : null}
        </>
      ) : null}
    </>
  )
}

/** Rows with what is wrong, where, and what to do: those that stay out, or those that come in with something missing. */
function Faults({ preview, kind }: { preview: Preview; kind: 'bad' | 'notes' }) {
  const { t } = useTranslation()
  const rows = preview[kind].map(sayRow)
  const all = kind === 'bad' ? preview.counts.bad : preview.noted
  return (
    <section aria-labelledby={kind} style={{ marginBottom: 16 }}>
      <div className="row">
        <h2 id={kind}>{t(`import.${kind}Title`)}</h2>
        <a className="btn q" href={`/api/imports/${preview.id}/bad.csv`}>
          {t('import.download')}
        </a>
      </div>
      <p className="soft small">{t(`import.${kind}Hint`)}</p>
      <table className="table cards">
        <caption className="visually-hidden">{t(`import.${kind}Title`)}</caption>
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
            <tr key={`${it.row}${it.column}${i}`}>
              <td data-label={t('import.row')}>
                <span>
                  {it.sheet ? `${it.sheet} ` : ''}
                  {it.row}
                </span>
              </td>
              <td data-label={t('import.column')}>
                <span>{it.column}</span>
              </td>
              <td data-label={t('import.value')}>
                <span className="break">{it.value}</span>
              </td>
              <td data-label={t('import.reason')}>
                <span className="break">{it.reason}</span>
              </td>
              <td data-label={t('import.remedy')}>
                <span className="break">{it.remedy}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {all > rows.length ? <p className="soft small">{t('import.more', { shown: rows.length, all })}</p> : null}
    </section>
  )
}
