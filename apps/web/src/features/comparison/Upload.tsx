import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../../api/client.ts'
import { saidOf } from '../../parts/Waiting.tsx'
import { ConfirmFile } from './ConfirmFile.tsx'
import { lookAt, type Looked } from './look-at.ts'

/** A file on its way in. */
interface Coming {
  readonly key: string
  readonly name: string
  readonly share: number
  readonly looked: Looked | null
  readonly failed: unknown
}

/** Brings one or several files: each is uploaded (and taken up again where it broke off), looked at, and confirmed. */
export function Upload() {
  const { t } = useTranslation()
  const id = useId()
  const [coming, setComing] = useState<readonly Coming[]>([])
  const change = (key: string, patch: Partial<Coming>) =>
    setComing((old) => old.map((it) => (it.key === key ? { ...it, ...patch } : it)))
  const drop = (key: string) => setComing((old) => old.filter((it) => it.key !== key))
  const bring = async (key: string, file: File) => {
    try {
      const stored = await upload(file, (share) => change(key, { share }))
      change(key, { share: 1, looked: await lookAt(stored) })
    } catch (failed) {
      change(key, { failed })
    }
  }
  const take = async (files: readonly File[]) => {
    const begun = files.map((file) => ({ key: crypto.randomUUID(), file }))
    setComing((old) => [
      ...old,
      ...begun.map(({ key, file }) => ({ key, name: file.name, share: 0, looked: null, failed: null })),
    ])
    // One after the other: a county's line is narrow, and the first can be confirmed while the second comes.
    for (const { key, file } of begun) await bring(key, file)
  }
  return (
    <section className="card" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`}>{t('comparison.bring')}</h2>
      <div className="field">
        <label htmlFor={id}>{t('comparison.pick')}</label>
        <input
          id={id}
          type="file"
          multiple
          accept=".csv,.xlsx,.jsonl,.txt"
          aria-describedby={`${id}help`}
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            // The same file may be chosen again after it was set aside.
            event.target.value = ''
          }}
        />
        <div id={`${id}help`} className="help">
          {t('comparison.pickHint')}
        </div>
      </div>
      {coming.map((it, i) => (
        <div key={it.key} className="coming">
          {it.looked ? (
            <ConfirmFile
              looked={it.looked}
              first={coming.findIndex((other) => other.looked) === i}
              onLook={(looked) => change(it.key, { looked })}
              onDone={() => drop(it.key)}
            />
          ) : it.failed ? (
            <div className="note bad row" role="alert">
              <span>
                <span className="strong">{it.name}</span> {saidOf(it.failed, t)}
              </span>
              <button type="button" className="btn q" onClick={() => drop(it.key)}>
                {t('comparison.setAside')}
              </button>
            </div>
          ) : (
            <p role="status" className="small soft">
              {it.name} ·{' '}
              {it.share < 1 ? t('form.uploading', { percent: Math.floor(it.share * 100) }) : t('comparison.looking')}
              <progress value={it.share} max={1} aria-label={it.name} />
            </p>
          )}
        </div>
      ))}
    </section>
  )
}
