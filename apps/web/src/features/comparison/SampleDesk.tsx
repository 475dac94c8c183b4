import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post, query } from '../../api/client.ts'
import { useDictionaries } from '../../api/hooks.ts'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import type { RecordBeside, ShownRecord } from '@qingmei/contract/comparison'
import { Beside } from './Beside.tsx'
import { commandOf } from './desk-keys.ts'
import { without } from './desk-queue.ts'
import { besideLines } from './records.ts'

interface Drawn {
  readonly no: number
  readonly a: ShownRecord
  readonly b: ShownRecord | null
  readonly beside: RecordBeside | null
}

type Label = 'same' | 'different' | 'later'

/** Links drawn at random, labelled blind: the two records and nothing of what the comparison thinks of them. */
export function SampleDesk({ run, onLabelled }: { run: string; onLabelled: () => void }) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const [from, setFrom] = useState(0)
  const [done, setDone] = useState<readonly number[]>([])
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const path = `/api/comparisons/${run}/samples`
  const page = useQuery({
    queryKey: ['samples', run, from],
    queryFn: () =>
      get<{ rows: Drawn[]; next: number | null }>(`${path}${query({ open: '1', blind: '1', after: from })}`),
    refetchOnWindowFocus: false,
  })
  const rows = (page.data?.rows ?? []).filter((it) => !done.includes(it.no))
  const [drawn] = rows
  const label = async (said: Label) => {
    if (!drawn || busy) return
    setBusy(true)
    setFailed('')
    try {
      if (said !== 'later') await post(`${path}/${drawn.no}/label`, { right: said === 'same' })
      setDone((old) => [...old, drawn.no])
      if (said !== 'later') onLabelled()
      const { next } = page.data ?? { next: null }
      if (without(rows, drawn.no).length === 0 && next !== null) setFrom(next)
    } catch (error) {
      setFailed(saidOf(error, t))
    }
    setBusy(false)
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    const asked = commandOf(event, event.target instanceof Element ? event.target : null)
    if (asked !== 'same' && asked !== 'different' && asked !== 'later') return
    event.preventDefault()
    void label(asked)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  if (!page.data) return <Waiting error={page.error} retry={() => void page.refetch()} />
  if (!drawn)
    return (
      <p className="note good" role="status">
        {t('comparison.sampleDone')}
      </p>
    )
  const kindOf = ({ kind }: ShownRecord) => kinds[kind] ?? kind
  return (
    <section className="card" aria-labelledby="drawn">
      <h2 id="drawn">
        {t('comparison.question')} <span className="soft small">{t('comparison.blind', { no: drawn.no })}</span>
      </h2>
      {drawn.b ? (
        <Beside
          caption={t('comparison.question')}
          left={kindOf(drawn.a)}
          leftNo={drawn.a.key}
          right={kindOf(drawn.b)}
          rightNo={drawn.b.key}
          lines={besideLines(drawn.a, drawn.b, drawn.beside ?? {}, t)}
        />
      ) : (
        <p>{t('comparison.standsAlone', { name: drawn.a.name, address: drawn.a.address ?? '' })}</p>
      )}
      {failed ? (
        <div className="note bad" role="alert">
          {failed}
        </div>
      ) : null}
      <div className="btns labels">
        {(['same', 'different', 'later'] as const).map((it) => (
          <button
            key={it}
            type="button"
            className={it === 'same' ? 'btn' : 'btn q'}
            disabled={busy}
            onClick={() => void label(it)}
          >
            {t(`comparison.labels.${it}`)} <kbd>{t(`comparison.keyOf.${it}`)}</kbd>
          </button>
        ))}
      </div>
      {/* Of a record that stands alone there is no pair to decide on. */}
      {drawn.b ? <p className="soft small">{t('comparison.sampleDecides')}</p> : null}
    </section>
  )
}
