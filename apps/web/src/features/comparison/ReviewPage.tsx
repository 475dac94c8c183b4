import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get, post, query } from '../../api/client.ts'
import { useRefresh } from '../../api/hooks.ts'
import { saidOf, Waiting } from '../../parts/Waiting.tsx'
import { useTell } from '../../parts/Toast.tsx'
import type { Question, QuestionPage } from './answers.ts'
import { commandOf, type DeskCommand } from './desk-keys.ts'
import { onDesk, putBack, putOff, type Queue, settle, takeIn } from './desk-queue.ts'
import { DeskHelp } from './DeskHelp.tsx'
import { DeskView } from './DeskView.tsx'
import type { Run } from './run.ts'

/** What was answered on this desk, to be taken back by one key. */
interface Answered {
  readonly question: Question
  readonly decisions: readonly string[]
}

/** So many questions in hand are enough; below, more are fetched. */
const FEW = 4

/** The review desk: the best question first, answered by a key, each answer taken back by another. */
export function ReviewPage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const tell = useTell()
  const refresh = useRefresh()
  const [params] = useSearchParams()
  const group = params.get('group') ?? ''
  const path = `/api/comparisons/${run.id}`
  const page = useQuery({
    queryKey: ['questions', run.id, group],
    queryFn: () => get<QuestionPage>(`${path}/questions${query({ open: '1', group })}`),
    refetchOnWindowFocus: false,
    staleTime: 0,
  })
  const [queue, setQueue] = useState<Queue<Question>>({ waiting: [], later: [] })
  const [done, setDone] = useState<readonly Answered[]>([])
  const [at, setAt] = useState(0)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState('')
  const [help, setHelp] = useState(false)
  const [left, setLeft] = useState({ open: 0, settled: 0, pending: 0 })
  useEffect(() => {
    const { data } = page
    if (!data) return
    setQueue((old) => takeIn(old, data.rows, data.next === null))
    setLeft(data)
  }, [page.data])
  const question = onDesk(queue)
  const { refetch } = page
  const more = queue.waiting.length < FEW && left.open > queue.waiting.length + queue.later.length
  useEffect(() => {
    if (more && !busy) void refetch()
  }, [more, busy, refetch])
  // A new question is read from its beginning, by its first candidate.
  const no = question?.no
  const top = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    setAt(question?.chosen ?? 0)
    window.scrollTo({ top: 0 })
  }, [no])
  const attempt = useCallback(
    async (work: () => Promise<void>) => {
      setBusy(true)
      setFailed('')
      try {
        await work()
      } catch (error) {
        setFailed(saidOf(error, t))
      }
      setBusy(false)
    },
    [t],
  )
  const answer = (choice: number | 'none' | 'unsure') => {
    if (!question) return
    void attempt(async () => {
      const { decisions } = await post<{ decisions: readonly string[] }>(`${path}/questions/${question.no}/decide`, {
        choice,
        reason: null,
      })
      setDone((old) => [...old, { question, decisions }])
      setQueue((old) => settle(old, question.no))
      setLeft((old) => ({ open: old.open - 1, settled: old.settled + 1, pending: old.pending + decisions.length }))
    })
  }
  const undo = () => {
    const last = done.at(-1)
    if (!last) return
    void attempt(async () => {
      await post(`${path}/questions/${last.question.no}/undo`, { reason: t('comparison.undoReason') })
      setDone((old) => old.slice(0, -1))
      setQueue((old) => putBack(old, last.question))
      setLeft((old) => ({ open: old.open + 1, settled: old.settled - 1, pending: old.pending - last.decisions.length }))
      tell(t('comparison.undone', { name: last.question.record.name }))
    })
  }
  const command = (it: DeskCommand) => {
    const last = (question?.candidates.length ?? 0) - 1
    if (it === 'help') setHelp(true)
    else if (it === 'undo') undo()
    else if (it === 'later') setQueue(putOff)
    else if (it === 'up') setAt((old) => Math.max(old - 1, 0))
    else if (it === 'down') setAt((old) => Math.min(old + 1, last))
    else answer(it === 'same' ? at : it === 'different' ? 'none' : 'unsure')
  }
  const current = useRef(command)
  current.current = command
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (busy || document.querySelector('dialog[open]')) return
      const asked = commandOf(event, event.target instanceof Element ? event.target : null)
      if (asked === null) return
      event.preventDefault()
      current.current(asked)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [busy])
  const all = left.open + left.settled
  return (
    <>
      <p className="crumb">
        <Link to="/comparison">{t('comparison.title')}</Link> / <Link to={`/comparison/${run.id}`}>{run.title}</Link>
      </p>
      <div className="row">
        <h1 ref={top}>{t('comparison.desk')}</h1>
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
          {t('comparison.progress', { settled: left.settled.toLocaleString('en-US'), open: left.open.toLocaleString('en-US') })}
        </span>
        <progress value={left.settled} max={Math.max(all, 1)} aria-label={t('comparison.desk')} />
        {run.twoReaders ? <span className="tag">{t('comparison.twoReadersOn')}</span> : null}
        {queue.later.length > 0 ? <span>{t('comparison.putOff', { n: queue.later.length })}</span> : null}
      </div>
      {failed ? (
        <div className="note bad" role="alert">
          {failed}
        </div>
      ) : null}
      {page.error || page.isLoading ? <Waiting error={page.error} retry={() => void page.refetch()} /> : null}
      {question ? (
        <DeskView
          key={question.no}
          question={question}
          at={Math.min(at, question.candidates.length - 1)}
          busy={busy}
          onChoose={setAt}
          onCommand={command}
        />
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
