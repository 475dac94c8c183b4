import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { shownInstant } from '../../parts/time.ts'
import { qingmei, sayBy } from '../../words/house.ts'
import type { PlaceEvent } from './place-file.ts'

const FIRST = 30

/** The same thing done several times at once, told once with how often. */
function inRuns(events: readonly PlaceEvent[]): { readonly it: PlaceEvent; readonly times: number }[] {
  const runs: { it: PlaceEvent; times: number }[] = []
  for (const it of events) {
    const last = runs.at(-1)
    const same =
      last?.it.id === it.id &&
      last.it.actions.join() === it.actions.join() &&
      last.it.by === it.by &&
      last.it.at.slice(0, 16) === it.at.slice(0, 16)
    if (last && same) last.times++
    else runs.push({ it, times: 1 })
  }
  return runs
}

/** All that happened at a place and was done about it, newest first; of one kind when one is chosen. */
export function PlaceTimeline({ events, place }: { events: readonly PlaceEvent[]; place: string }) {
  const { t } = useTranslation()
  const [only, setOnly] = useState('')
  const [all, setAll] = useState(false)
  const kinds = [...new Set(events.map((it) => it.ledger))]
  const chosen = inRuns(events.filter((it) => only === '' || it.ledger === only))
  const shown = all ? chosen : chosen.slice(0, FIRST)
  const said = (it: PlaceEvent) =>
    it.actions.map((name) => qingmei.ledger(it.ledger).actions.get(name)?.label ?? name).join(t('comma'))
  return (
    <section className="card" aria-labelledby="events">
      <h2 id="events">{t('file.timeline')}</h2>
      {kinds.length > 1 ? (
        <div className="bar">
          <label>
            {t('file.only')}
            <select value={only} onChange={(event) => setOnly(event.target.value)}>
              <option value="">{t('all')}</option>
              {kinds.map((name) => (
                <option key={name} value={name}>
                  {qingmei.ledger(name).label}
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : null}
      {chosen.length === 0 ? <p className="soft">{t('empty')}</p> : null}
      <ol className="tl">
        {shown.map(({ it, times }) => (
          <li key={`${it.id}${it.version}`}>
            <time dateTime={it.at}>{it.at.length === 10 ? it.at : shownInstant(it.at)}</time>
            {qingmei.ledger(it.ledger).label} · {said(it)}
            {times > 1 ? ` ×${times}` : ''}{' '}
            {it.id === place ? null : <Link to={`/${it.ledger}/${it.id}`}>{it.number ?? it.title}</Link>}{' '}
            <span className="soft small">{sayBy(it.by)}</span>
          </li>
        ))}
      </ol>
      {shown.length < chosen.length ? (
        <button type="button" className="btn q" onClick={() => setAll(true)}>
          {t('file.older', { n: chosen.length - shown.length })}
        </button>
      ) : null}
    </section>
  )
}
