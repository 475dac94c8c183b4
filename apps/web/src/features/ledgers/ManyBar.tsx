import type { Action } from '@qingmei/core/ledger/action'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, query } from '../../api/client.ts'
import type { Page, Row } from '../../api/types.ts'
import { useTell } from '../../parts/Toast.tsx'
import { saidOf } from '../../parts/Waiting.tsx'
import { ManyForm } from './ManyForm.tsx'
import type { Chosen } from './use-chosen.ts'

/** More than a list counts is not one decision any more: it is narrowed further, town by town. */
const MOST = 1000

/** What may be done with the rows that are chosen, at the foot of the list; how many they are, and all that match. */
export function ManyBar({
  ledger,
  actions,
  mayDo,
  chosen,
  shown,
  where,
  total,
}: {
  ledger: string
  actions: readonly Action[]
  mayDo: (action: Action, row: Row) => boolean
  chosen: Chosen
  shown: readonly Row[]
  /** The query of the list as it is narrowed now. */
  where: Parameters<typeof query>[0]
  /** How many match it; null while that is not known. */
  total: { readonly count: number; readonly more: boolean } | null
}) {
  const { t } = useTranslation()
  const tell = useTell()
  const [doing, setDoing] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  // What the list shows by now is what the person sees: its version counts.
  const rows = [...chosen.chosen.values()].map((row) => shown.find((it) => it.id === row.id) ?? row)
  const elsewhere = rows.filter((row) => !shown.some((it) => it.id === row.id)).length

  const chooseAll = async () => {
    setBusy(true)
    try {
      const found = await everyRow(ledger, where)
      const fit = found.filter((row) => actions.some((action) => mayDo(action, row)))
      if (fit.length === 0) tell(t('many.none'))
      else chosen.set(fit)
    } catch (error) {
      tell(saidOf(error, t))
    } finally {
      setBusy(false)
    }
  }
  const offered = actions
    .map((it) => ({ action: it, n: rows.filter((row) => mayDo(it, row)).length }))
    .filter(({ n }) => n > 0)
  const action = actions.find((it) => it.name === doing)
  const fit = action ? rows.filter((row) => mayDo(action, row)) : []
  const offersAll = total !== null && !total.more && total.count > 0 && !(rows.length >= total.count && elsewhere === 0)
  return (
    <section className={rows.length > 0 ? 'many on no-print' : 'many no-print'} aria-label={t('many.bar')}>
      <span role="status">
        {rows.length > 0 ? <strong>{t('many.chosen', { n: rows.length })}</strong> : null}{' '}
        {elsewhere > 0 ? <span className="soft small">{t('many.elsewhere', { n: elsewhere })}</span> : null}
      </span>
      {offersAll ? (
        <button type="button" className="btn link" disabled={busy} onClick={() => void chooseAll()}>
          {busy ? t('many.gathering') : t('many.all', { n: total.count })}
        </button>
      ) : null}
      {total?.more ? <span className="soft small">{t('many.most', { n: MOST.toLocaleString('en-US') })}</span> : null}
      {rows.length > 0 ? (
        <>
          <button type="button" className="btn link" onClick={() => chosen.set([])}>
            {t('many.clear')}
          </button>
          <span className="btns">
            {offered.map(({ action: it, n }, i) => (
              <button
                key={it.name}
                type="button"
                className={i === 0 ? 'btn' : 'btn q'}
                onClick={() => setDoing(it.name)}
              >
                {it.label} {n}
              </button>
            ))}
          </span>
        </>
      ) : null}
      {action ? (
        <ManyForm
          ledger={ledger}
          action={action}
          rows={fit}
          others={rows.length - fit.length}
          onClose={() => setDoing(null)}
          onDone={(done) => {
            const now = new Map(done.map((it) => [it.id, it]))
            chosen.set(rows.flatMap((row) => (now.has(row.id) ? [{ ...row, ...now.get(row.id) }] : [])))
          }}
        />
      ) : null}
    </section>
  )
}

/** Every row that matches: the list has counted that they are not too many. */
async function everyRow(ledger: string, where: Parameters<typeof query>[0]): Promise<readonly Row[]> {
  const rows: Row[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: Page = await get<Page>(`/api/ledgers/${ledger}${query({ ...where, after, limit: 200 })}`)
    rows.push(...page.rows)
    after = rows.length < MOST ? page.next : null
  }
  return rows
}
