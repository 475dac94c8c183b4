import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDictionaries } from '../../api/hooks.ts'
import { Beside } from './Beside.tsx'
import type { DeskCommand } from './desk-keys.ts'
import { type Choice, choicesOf, shownCandidates } from './desk-choices.ts'
import { taggedAs } from './likely.ts'
import { besideLines } from './records.ts'
import { sharesOf } from './shares.ts'
import type { QuestionRow, ShownRecord } from '@qingmei/contract/comparison'
import { Why } from './Why.tsx'

/** One question of the review desk: a record, whom it may be, and why each candidate might be it. */
export function DeskView({
  question,
  at,
  busy,
  onChoose,
  onCommand,
}: {
  question: QuestionRow
  at: number
  busy: boolean
  onChoose: (at: number) => void
  onCommand: (command: DeskCommand) => void
}) {
  const { t } = useTranslation()
  const aside = useRef<HTMLElement>(null)
  const records = useRef<HTMLElement>(null)
  const { length } = question.candidates
  // The candidate that the keys came to is in sight in its list; the page itself does not move. Neighbours stand far
  // from the two records on a phone, where these come back into sight.
  useEffect(() => {
    const item = aside.current?.querySelector('[aria-current]')
    const list = item?.closest('ol')
    if (!(item instanceof HTMLElement) || !list) return
    if (at >= length) {
      const isWide = matchMedia('(min-width: 861px)').matches
      ;(isWide ? item : records.current)?.scrollIntoView({ block: 'nearest' })
      return
    }
    const below = item.offsetTop + item.offsetHeight - list.clientHeight
    list.scrollTop = Math.min(Math.max(list.scrollTop, below), item.offsetTop)
  }, [at, length])
  const kinds = useDictionaries()['register-kind'] ?? {}
  const kindOf = ({ kind }: ShownRecord) => kinds[kind] ?? kind
  const [whole, setWhole] = useState(false)
  const all = choicesOf(question)
  const chosen = all[at]
  const candidates = all.slice(0, length)
  const neighbours = all.slice(length)
  const shown = whole ? candidates : candidates.slice(0, shownCandidates(question, at))
  const shares = sharesOf(question, shown.length)
  const item = (it: Choice, place: number, said: string) => (
    <li key={`${it.record.kind}${it.record.key}`}>
      <button type="button" aria-current={place === at ? 'true' : undefined} onClick={() => onChoose(place)}>
        <span className="break">{it.record.name}</span>
        <span className="small soft">{[kindOf(it.record), said].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  )
  const button = (command: DeskCommand, look: string) => (
    <button key={command} type="button" className={look} disabled={busy} onClick={() => onCommand(command)}>
      {t(`comparison.command.${command}`)} <kbd>{t(`comparison.keyOf.${command}`)}</kbd>
    </button>
  )
  return (
    <div className="grid desk">
      <div>
        <section className="card" aria-labelledby="question" ref={records}>
          <h2 id="question">
            {t('comparison.question')}{' '}
            <span className="tag wait">{t(taggedAs(question), { defaultValue: question.reason })}</span>
          </h2>
          {chosen ? (
            <Beside
              caption={t('comparison.question')}
              left={kindOf(question.record)}
              leftNo={numberOf(question.record)}
              right={kindOf(chosen.record)}
              rightNo={numberOf(chosen.record)}
              lines={besideLines(question.record, chosen.record, chosen.beside, t)}
            />
          ) : (
            <p className="soft">{t('comparison.noCandidates')}</p>
          )}
        </section>
        <div className="verdict" role="group" aria-label={t('comparison.verdict')}>
          {button('same', 'btn')}
          {button('different', 'btn q')}
          {button('unsure', 'btn q')}
          {button('later', 'btn q')}
        </div>
        {chosen?.why ? (
          <section className="card reasons-why" aria-labelledby="why">
            <h2 id="why">{t('comparison.why')}</h2>
            <Why caption={t('comparison.why')} explained={chosen.why} />
          </section>
        ) : chosen?.probability === null ? (
          <p className="note">{t('comparison.notWeighed')}</p>
        ) : null}
      </div>
      <aside ref={aside}>
        <section className="card candidates" aria-labelledby="candidates">
          <h2 id="candidates">{t('comparison.candidates', { n: shown.length })}</h2>
          <ol className="choices">{shown.map((it, i) => item(it, i, shares.candidates[i] ?? ''))}</ol>
          {shown.length < candidates.length ? (
            <button type="button" className="btn link" onClick={() => setWhole(true)}>
              {t('comparison.unlikely', { n: candidates.length - shown.length })}
            </button>
          ) : null}
          <dl className="shares small">
            {(['none', 'rest'] as const).map((it) => (
              <div key={it}>
                <dt>{t(`comparison.share.${it}`)}</dt>
                <dd className="num">{shares[it]}</dd>
              </div>
            ))}
            <div className="soft">
              <dt>{t('comparison.share.whole')}</dt>
              <dd className="num">100.0%</dd>
            </div>
          </dl>
        </section>
        <section className="card neighbours" aria-labelledby="neighbours">
          <h2 id="neighbours">{t('comparison.neighbours')}</h2>
          {question.neighbours.length === 0 ? (
            <p className="soft">{t('comparison.noNeighbours')}</p>
          ) : neighbours.length === 0 ? (
            <p className="soft">{t('comparison.neighboursAbove')}</p>
          ) : (
            <>
              <p className="soft small">{t('comparison.neighboursHint')}</p>
              <ol className="choices">{neighbours.map((it, i) => item(it, length + i, it.record.principal ?? ''))}</ol>
            </>
          )}
        </section>
      </aside>
    </div>
  )
}

/** The number by which the register knows a record, where that is not its credit code. */
const numberOf = ({ key, code }: ShownRecord): string => (key === code ? '' : key)
