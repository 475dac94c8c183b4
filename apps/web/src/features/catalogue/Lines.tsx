import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { download, post } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import type { ToldAll } from './catalogue.ts'
import { Verdict } from './Verdict.tsx'

const COUNTED = ['medical', 'depends', 'lifestyle', 'unknown'] as const
const MOST = 2000

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line !== '')

/** A list of services, pasted: each told apart, with counts, and as a file. */
export function Lines() {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState('')
  const lines = linesOf(text)
  const judged = useMutation({
    mutationFn: (services: string[]) => post<ToldAll>('/api/catalogue/classify', { services }),
  })
  const taken = useMutation({
    mutationFn: (format: 'xlsx' | 'csv') =>
      download('/api/catalogue/classify', { services: judged.variables ?? lines, format }),
  })
  const tooMany = lines.length > MOST
  return (
    <details className="card paste">
      <summary>{t('catalogue.paste')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (lines.length > 0 && !tooMany) judged.mutate(lines)
        }}
      >
        <div className="field">
          <label htmlFor={id}>{t('catalogue.pasteLabel')}</label>
          <textarea
            id={id}
            rows={6}
            value={text}
            placeholder={t('catalogue.pasteHint')}
            onChange={(event) => setText(event.target.value)}
          />
          {tooMany ? (
            <p className="wrong" role="alert">
              {t('catalogue.tooMany', { most: MOST, n: lines.length })}
            </p>
          ) : null}
        </div>
        <div className="btns">
          <button type="submit" className="btn" disabled={lines.length === 0 || tooMany || judged.isPending}>
            {judged.isPending ? t('saving') : t('catalogue.judge', { n: lines.length })}
          </button>
          {judged.data && judged.data.services.length > 0
            ? (['xlsx', 'csv'] as const).map((format) => (
                <button
                  key={format}
                  type="button"
                  className="btn q"
                  disabled={taken.isPending}
                  onClick={() => taken.mutate(format)}
                >
                  {t(format === 'xlsx' ? 'list.exportXlsx' : 'list.exportCsv')}
                </button>
              ))
            : null}
        </div>
      </form>
      {(judged.error ?? taken.error) ? <Waiting error={judged.error ?? taken.error} /> : null}
      {judged.data ? <Judged all={judged.data} /> : null}
    </details>
  )
}

function Judged({ all }: { all: ToldAll }) {
  const { t } = useTranslation()
  return (
    <div className="judged">
      <p role="status">
        {COUNTED.map((it) => `${t(`catalogue.natures.${it}`)} ${all.counts[it]}`).join('，')}
        {all.prohibited ? <span className="late"> {t('catalogue.hasProhibited')}</span> : null}
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('catalogue.verdicts')}>
        <table className="table cards">
          <caption className="visually-hidden">{t('catalogue.verdicts')}</caption>
          <thead>
            <tr>
              {(['service', 'nature', 'item', 'why', 'sureness'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`catalogue.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.services.map((it, i) => (
              // Lines may be equal; their order does not change.
              <tr key={`${i} ${it.text}`}>
                <td data-label={t('catalogue.service')}>
                  <span className="break">{it.text}</span>
                </td>
                <td data-label={t('catalogue.nature')}>
                  <Verdict nature={it.nature} prohibited={Boolean(it.item?.prohibited)} />
                </td>
                <td data-label={t('catalogue.item')}>
                  {it.item ? <Link to={`/catalogue/${it.item.id}`}>{it.item.name}</Link> : '—'}
                </td>
                <td data-label={t('catalogue.why')}>
                  <span className="break">{it.why}</span>
                </td>
                <td data-label={t('catalogue.sureness')} className="nowrap">
                  {t(`catalogue.surenesses.${it.confidence}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
