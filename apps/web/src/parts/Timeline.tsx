import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get, post } from '../api/client.ts'
import { useDictionaries, useRefresh } from '../api/hooks.ts'
import { shownInstant } from './time.ts'
import { Value } from './Value.tsx'
import { Waiting } from './Waiting.tsx'
import { fieldOf, qingmei, sayAct, sayBy, sayOwedBy } from '../words/house.ts'

interface Item {
  readonly kind: 'version' | 'refused' | 'escalated' | 'viewed' | 'comment'
  readonly at: string
  readonly by: string
  readonly version?: number
  readonly actions?: readonly string[]
  readonly fields?: readonly {
    readonly field: string
    readonly from: unknown
    readonly to: unknown
  }[]
  readonly children?: readonly {
    readonly child: string
    readonly label: string
    readonly from: number
    readonly to: number
  }[]
  readonly action?: string
  readonly text?: string
  readonly detail?: { readonly label?: string }
}

/** The story of a record: what was done, tried, said and reminded, newest first, each change with before and after. */
export function Timeline({ ledger, id }: { ledger: string; id: string }) {
  const { t } = useTranslation()
  const story = useQuery({
    queryKey: ['story', ledger, id],
    queryFn: () =>
      get<{ items: Item[]; names: Record<string, string> }>(`/api/ledgers/${ledger}/records/${id}/timeline`),
    retry: false,
  })
  const refresh = useRefresh()
  const [text, setText] = useState('')
  const say = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    await post(`/api/ledgers/${ledger}/records/${id}/comments`, { text })
    setText('')
    await refresh()
  }
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">{t('record.history')}</h2>
      <form onSubmit={(event) => void say(event)} className="bar">
        <label style={{ flex: 1 }}>
          <span className="visually-hidden">{t('record.comment')}</span>
          <input
            value={text}
            maxLength={2000}
            placeholder={t('record.comment')}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="btn q">
          {t('record.say')}
        </button>
      </form>
      {story.data ? (
        <ol className="tl">
          {inRuns(story.data.items).map(([item, ...more]) => (
            <li key={`${item.kind}${item.at}${item.version ?? ''}${item.text ?? ''}`} className={item.kind}>
              <Told item={item} ledger={ledger} names={story.data.names} />
              {more.length > 0 ? (
                <details>
                  <summary>{t('record.run', { n: more.length })}</summary>
                  {more.map((each) => (
                    <div key={`${each.at}${each.version ?? ''}`}>
                      <Told item={each} ledger={ledger} names={story.data.names} />
                    </div>
                  ))}
                </details>
              ) : null}
              <time dateTime={item.at}>
                {shownInstant(item.at).slice(5)} {sayBy(item.by)}
              </time>
            </li>
          ))}
        </ol>
      ) : (
        <Waiting error={story.error} retry={() => void story.refetch()} />
      )}
    </section>
  )
}

/** The same thing done again and again within a minute is told once. */
function inRuns(items: readonly Item[]): (readonly [Item, ...Item[]])[] {
  const runs: [Item, ...Item[]][] = []
  for (const item of items) {
    const last = runs.at(-1)
    const same =
      item.kind === 'version' &&
      last?.[0].kind === 'version' &&
      last[0].by === item.by &&
      last[0].actions?.join() === item.actions?.join() &&
      Date.parse(last[0].at) - Date.parse(item.at) < 60_000
    if (last && same) last.push(item)
    else runs.push([item])
  }
  return runs
}

function Told({ item, ledger, names }: { item: Item; ledger: string; names: Record<string, string> }) {
  const { t } = useTranslation()
  const dictionaries = useDictionaries()
  if (item.kind === 'comment') return <span className="break">{item.text}</span>
  if (item.kind === 'refused') return <>{t('record.refused', { action: sayAct(ledger, item.action ?? '') })}</>
  if (item.kind === 'escalated')
    return <>{t('record.escalated', { label: sayOwedBy(ledger, item.detail?.label ?? '') })}</>
  if (item.kind === 'viewed') return <>{t('record.viewed')}</>
  const changes = item.version === 1 ? [] : (item.fields ?? [])
  const definition = qingmei.ledger(ledger)
  const words = { names, dictionaries }
  return (
    <>
      {item.actions?.map((it) => sayAct(ledger, it)).join(t('comma'))}
      {changes.length + (item.children?.length ?? 0) === 0 ? null : (
        <details>
          <summary>{t('record.showFields', { n: changes.length + (item.children?.length ?? 0) })}</summary>
          {changes.map((change) => {
            const field = fieldOf(definition, change.field)
            return (
              <div key={change.field} className="break">
                {t('record.of', { label: field.label })}
                {change.from === null ? null : (
                  <>
                    <Value field={field} value={change.from} words={words} ledger={ledger} /> →{' '}
                  </>
                )}
                <Value field={field} value={change.to} words={words} ledger={ledger} />
              </div>
            )
          })}
          {(item.children ?? []).map((child) => (
            <div key={child.child}>
              {t('record.rowsChanged', { ...child, label: definition.children[child.child]?.label ?? child.label })}
            </div>
          ))}
        </details>
      )}
    </>
  )
}
