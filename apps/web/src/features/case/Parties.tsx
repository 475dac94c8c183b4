import type { Statute } from '@qingmei/core/case/statute'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../api/types.ts'
import { rowsOf } from '../../parts/Children.tsx'
import type { ValueWords } from '../../parts/Value.tsx'
import { Law } from './Law.tsx'
import { yuan } from './yuan.ts'

/** Each party by itself: what it did, under which law, and what it was given for it. */
export function Parties({
  file,
  words,
  statutes,
}: {
  file: Row
  words: ValueWords
  statutes: Readonly<Record<string, Statute>>
}) {
  const { t } = useTranslation()
  const parties = rowsOf(file, 'parties')
  const lines = rowsOf(file, 'violations')
  const penalties = rowsOf(file, 'penalties')
  const label = (dictionary: string, code: unknown) => words.dictionaries[dictionary]?.[String(code)] ?? String(code)
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">{t('case.parties')}</h2>
      {parties.length === 0 ? <p className="soft">{t('case.noParties')}</p> : null}
      {parties.map((party) => (
        <article key={String(party.no)} className="party">
          <h3>
            {String(party.name)}{' '}
            <span className="soft small">
              {label('party-kind', party.kind)} · {label('party-role', party.role)}
              {party.identity ? ` · ${String(party.identity)}` : ''}
            </span>
          </h3>
          {lines
            .filter((line) => line.party === party.no)
            .map((line) => {
              const statute = typeof line.statute === 'string' ? statutes[line.statute] : undefined
              return (
                <div key={String(line.no)} className="violation">
                  <strong>{label('violation', line.violation)}</strong>
                  {line.note ? <span className="soft"> {String(line.note)}</span> : null}
                  {statute ? (
                    <Law statute={statute} file={file} partyKind={line.partyKind} dictionaries={words.dictionaries} />
                  ) : (
                    <p className="soft small">{t('case.noLaw')}</p>
                  )}
                  <ul className="penalties">
                    {penalties
                      .filter((it) => it.line === line.no)
                      .map((it) => (
                        <li key={String(it.no)} className={it.status === 'annulled' ? 'gone' : undefined}>
                          <span>
                            {label('penalty-kind', it.kind)}
                            {typeof it.amount === 'number' ? ` ${t('case.yuan', { yuan: yuan(it.amount) })}` : ''}
                            {typeof it.initial === 'number' && it.initial !== it.amount ? (
                              <span className="soft small"> {t('case.initial', { yuan: yuan(it.initial) })}</span>
                            ) : null}
                            {it.unusual ? (
                              <span className="soft small"> {t('case.unusual', { why: String(it.unusual) })}</span>
                            ) : null}
                          </span>
                          <span className="soft small">
                            {file.decidedAt ? label('penalty-state', it.status) : t('case.proposed')}
                            {typeof it.amount === 'number' && Number(it.paid) > 0
                              ? ` · ${t('case.paidOf', { paid: yuan(Number(it.paid)), all: yuan(it.amount) })}`
                              : ''}
                          </span>
                        </li>
                      ))}
                  </ul>
                </div>
              )
            })}
        </article>
      ))}
    </section>
  )
}
