import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, post, query } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import { useTell } from '../../parts/Toast.tsx'
import type { QuestionChoice, QuestionRow, QuestionPage } from '@qingmei/contract/comparison'
import { choicesOf, step } from './desk-choices.ts'
import { commandOf, type DeskCommand } from './desk-keys.ts'
import { answered, nextFrom, onDesk, putOff, takenBack, without } from './desk-queue.ts'
import { DeskHelp } from './DeskHelp.tsx'
import { DeskView } from './DeskView.tsx'
import { Crumb } from './Crumb.tsx'
import type { Run } from './run.ts'

/** What was answered on this desk, to be taken back by one key. */
interface Answered {
  readonly question: QuestionRow
  readonly decisions: readonly string[]
}

/** So many questions in hand are enough; below, more are fetched. */
const FEW = 4

/** The review desk: the best question first, answered by a key, each answer taken back by another. */
export function ReviewPage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const tell = useTell()
  const refresh = useRefresh()
  const client = useQueryClient()
  const [params] = useSearchParams()
  const [from, setFrom] = useState(0)
  const [later, setLater] = useState<readonly QuestionRow[]>([])
  const [done, setDone] = useState<readonly Answered[]>([])
  const [chosen, setChosen] = useState({ no: -1, at: 0 })
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const [help, setHelp] = useState(false)
  const group = params.get('group') ?? ''
  const path = `/api/comparisons/${run.id}`
  // Every page that was fetched is kept up: putting off and answering goes back and forth between them.
  const pages = ['questions', run.id, group]
  const queryKey = [...pages, from]
  const page = useQuery({
    queryKey,
    queryFn: () => get<QuestionPage>(`${path}/questions${query({ open: '1', group, after: from })}`),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  })
  const left = page.data ?? { rows: [], open: 0, settled: 0, pending: 0 }
  const question = onDesk(left.rows, later)
  const no = question?.no
  // Who is looked at, among the candidates and then the neighbours; a new question begins with the one that was chosen for now.
  const at = chosen.no === no ? chosen.at : (question?.chosen ?? 0)
  const choose = (to: number) => {
    if (no !== undefined) setChosen({ no, at: to })
  }
  useEffect(() => {
    if (no !== undefined) window.scrollTo({ top: 0 })
  }, [no])
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setFailed('')
    try {
      await work()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
    setBusy(false)
  }
  /** Fetches more when few are in hand. */
  const stockUp = (rows: readonly QuestionRow[], off: readonly QuestionRow[]) => {
    if (rows.filter((it) => off.every((other) => other.no !== it.no)).length >= FEW) return
    if (nextFrom(off) === from) void page.refetch()
    else setFrom(nextFrom(off))
  }
  const answer = (choice: QuestionChoice) => {
    if (!question) return
    void attempt(async () => {
      const { decisions } = await post<{ decisions: readonly string[] }>(`${path}/questions/${question.no}/decide`, {
        choice,
        reason: null,
      })
      const off = without(later, question.no)
      setDone((old) => [...old, { question, decisions }])
      setLater(off)
      client.setQueriesData<QuestionPage>(
        { queryKey: pages },
        (old) => old && answered(old, question.no, decisions.length),
      )
      stockUp(without(left.rows, question.no), off)
    })
  }
  const undo = () => {
    const last = done.at(-1)
    if (!last) return
    void attempt(async () => {
      const { restored } = await post<{ restored: readonly string[] }>(`${path}/questions/${last.question.no}/undo`, {
        reason: t('comparison.undoReason'),
      })
      setDone((old) => old.slice(0, -1))
      // What another comparison had decided stands again: whether it is asked at all is for the server to say.
      if (restored.length > 0) await client.invalidateQueries({ queryKey: pages })
      else
        client.setQueriesData<QuestionPage>(
          { queryKey: pages },
          (old) => old && takenBack(old, last.question, last.decisions.length),
        )
      tell(t('comparison.undone', { name: last.question.record.name }))
    })
  }
  const command = (it: DeskCommand) => {
    if (it === 'help') setHelp(true)
    else if (it === 'undo') undo()
    else if (!question) return
    else if (it === 'later') {
      const off = putOff(later, question)
      setLater(off)
      stockUp(left.rows, off)
    } else if (it === 'up' || it === 'down') choose(step(question, at, it === 'up' ? -1 : 1))
    else if (it === 'same') answer(choicesOf(question)[at]?.says ?? 0)
    else answer(it === 'different' ? 'none' : 'unsure')
  }
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (busy || document.querySelector('dialog[open]')) return
    const asked = commandOf(event, event.target instanceof Element ? event.target : null)
    if (asked === null) return
    event.preventDefault()
    command(asked)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  const all = left.open + left.settled
  return (
    <>
      <Crumb run={run} />
      <div className="row">
        <h1>{t('comparison.desk')}</h1>
        <div className="btns">
          <button type="button" className="btn q" disabled={busy || done.length === 0} onClick={() => command('undo')}>
            {t('comparison.command.undo')} <kbd>{t('comparison.keyOf.undo')}</kbd>
          </button>
          <button type="button" className="btn q" onClick={() => setHelp(true)}>
            {t('comparison.command.help')} <kbd>{t('comparison.keyOf.help')}</kbd>
          </button>
        </div>
      </div>
      <div className="meta deskbar">
        <span role="status">
          {t('comparison.progress', {
            settled: left.settled.toLocaleString('en-US'),
            open: left.open.toLocaleString('en-US'),
          })}
        </span>
        <progress value={left.settled} max={Math.max(all, 1)} aria-label={t('comparison.desk')} />
        {run.twoReaders ? <span className="tag">{t('comparison.twoReadersOn')}</span> : null}
        {later.length > 0 ? <span>{t('comparison.putOff', { n: later.length })}</span> : null}
      </div>
      {failed ? (
        <div className="note bad" role="alert">
          {failed}
        </div>
      ) : null}
      {page.error || page.isLoading ? <Waiting error={page.error} retry={() => void page.refetch()} /> : null}
      {question ? (
        <DeskView key={question.no} question={question} at={at} busy={busy} onChoose={choose} onCommand={command} />
      ) : page.data ? (
        <div className="card">
          <p>{left.settled > 0 ? t('comparison.allSettled') : t('comparison.noQuestions')}</p>
          {left.pending > 0 ? <p className="soft">{t('comparison.thenRematch', { n: left.pending })}</p> : null}
          <Link className="btn" to={`/comparison/${run.id}`} onClick={() => void refresh()}>
            {t('comparison.toRun')}
          </Link>
        </div>
      ) : null}
      {help ? <DeskHelp onClose={() => setHelp(false)} /> : null}
    </>
  )
}
