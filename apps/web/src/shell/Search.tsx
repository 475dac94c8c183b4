import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { get, query } from '../api/client.ts'

interface Hit {
  readonly ledger: string
  readonly ledgerLabel: string
  readonly id: string
  readonly title: string
  readonly number: string | null
  readonly status: string
}

/** Search over everything one may see: type, arrows, Enter; “/” or Ctrl-K comes here. */
export function Search() {
  const { t } = useTranslation()
  const go = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const text = typed.trim()
  const found = useQuery({
    queryKey: ['search', text],
    queryFn: () => get<{ rows: Hit[] }>(`/api/search${query({ q: text })}`),
    enabled: open && text.length > 1,
    staleTime: 5000,
  })
  const hits = found.data?.rows ?? []
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test((event.target as HTMLElement).tagName)
      if ((event.key === 'k' && (event.ctrlKey || event.metaKey)) || (event.key === '/' && !typing)) {
        event.preventDefault()
        input.current?.focus()
      }
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  const choose = (hit: Hit | undefined) => {
    if (!hit) return
    setOpen(false)
    setTyped('')
    void go(`/${hit.ledger}/${hit.id}`)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((old) => Math.min(old + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setAt((old) => Math.max(old - 1, 0))
    else if (event.key === 'Enter') choose(hits[at])
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
  }
  const shown = open && text !== ''
  return (
    <div className="search" role="search">
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label={t('search.label')}
        aria-expanded={shown && hits.length > 0}
        aria-controls="found"
        {...(shown && hits[at] ? { 'aria-activedescendant': `hit-${at}` } : {})}
        placeholder={t('search.hint')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setOpen(true)
          setAt(0)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setTimeout(() => setOpen(false), 150)}
        onKeyDown={key}
      />
      {shown && hits.length > 0 ? (
        <ul className="found" id="found" role="listbox" aria-label={t('search.label')}>
          {hits.map((hit, i) => (
            <li key={hit.id} id={`hit-${i}`} role="option" aria-selected={i === at} onMouseDown={() => choose(hit)}>
              {hit.title}{' '}
              <span className="soft small">
                {hit.ledgerLabel} · {hit.status} {hit.number ?? ''}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {shown && hits.length === 0 && !found.isLoading ? (
        <div className="found" role="status">
          <div style={{ padding: '4px 14px' }} className="soft">
            {text.length < 2 ? t('search.short') : t('search.none', { q: text })}
          </div>
        </div>
      ) : null}
    </div>
  )
}
