import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDictionaries } from '../../api/hooks.ts'
import { Beside } from './Beside.tsx'
import type { DeskCommand } from './desk-keys.ts'
import { shownChance } from './estimate.ts'
import { likely } from './likely.ts'
import { besideLines } from './records.ts'
import type { QuestionRow, ShownRecord } from '@qingmei/contract/comparison'
import { Why } from './Why.tsx'

/** One question of the review desk: a record, its candidates, and why each might be it. */
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
  const choices = useRef<HTMLOListElement>(null)
  // The candidate that the keys came to is in sight; the page itself does not move.
  useEffect(() => {
    const list = choices.current
    const item = list?.children[at]
    if (!list || !(item instanceof HTMLElement)) return
    const below = item.offsetTop + item.offsetHeight - list.clientHeight
    list.scrollTop = Math.min(Math.max(list.scrollTop, below), item.offsetTop)
  }, [at])
  const kinds = useDictionaries()['register-kind'] ?? {}
  const kindOf = ({ kind }: ShownRecord) => kinds[kind] ?? kind
  const [whole, setWhole] = useState(false)
  const chosen = question.candidates[at]
  const shown = whole ? question.candidates : question.candidates.slice(0, Math.max(likely(question), at + 1))
  const button = (command: DeskCommand, look: string) => (
    <button key={command} type="button" className={look} disabled={busy} onClick={() => onCommand(command)}>
      {t(`comparison.command.${command}`)} <kbd>{t(`comparison.keyOf.${command}`)}</kbd>
    </button>
  )
  return (
    <div className="grid desk">
      <div>
        <section className="card" aria-labelledby="question">
          <h2 id="question">
            {t('comparison.question')}{' '}
            <span className="tag wait">
              {t(`comparison.reason.${question.reason}`, { defaultValue: question.reason })}
            </span>
          </h2>
          {chosen ? (
            <Beside
              caption={t('comparison.question')}
              left={kindOf(question.record)}
              leftNo={numberOf(question.record)}
              right={kindOf(chosen.record)}
              rightNo={numberOf(chosen.record)}
              lines={besideLines(question.record, chosen.record, chosen.why?.evidence ?? [], t)}
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
        ) : null}
      </div>
      <aside>
        <section className="card candidates" aria-labelledby="candidates">
          <h2 id="candidates">{t('comparison.candidates', { n: shown.length })}</h2>
          <ol className="choices" ref={choices}>
            {shown.map((it, i) => (
              <li key={`${it.record.kind}${it.record.key}`}>
                <button type="button" aria-current={i === at ? 'true' : undefined} onClick={() => onChoose(i)}>
                  <span className="break">{it.record.name}</span>
                  <span className="small soft">
                    {kindOf(it.record)} · {shownChance(it.probability)}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {shown.length < question.candidates.length ? (
            <button type="button" className="btn link" onClick={() => setWhole(true)}>
              {t('comparison.unlikely', { n: question.candidates.length - shown.length })}
            </button>
          ) : null}
          <p className="soft small">{t('comparison.noneOf', { chance: shownChance(question.none) })}</p>
        </section>
        <section className="card neighbours" aria-labelledby="neighbours">
          <h2 id="neighbours">{t('comparison.neighbours')}</h2>
          {question.neighbours.length === 0 ? <p className="soft">{t('comparison.noNeighbours')}</p> : null}
          <ul className="plain">
            {question.neighbours.map((it) => (
              <li key={`${it.kind}${it.key}`}>
                <span className="break">{it.name}</span>{' '}
                <span className="small soft">
                  {kindOf(it)} {it.principal ?? ''}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </aside>
    </div>
  )
}

/** The number by which the register knows a record, where that is not its credit code. */
const numberOf = ({ key, code }: ShownRecord): string => (key === code ? '' : key)
