import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get } from '../../api/client.ts'
import { useDictionaries } from '../../api/hooks.ts'
import { shownInstant } from '../../parts/time.ts'
import { isEnglish } from '../../words/language.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import type { LineDetail, MemberRow, ShownRecord } from '@qingmei/contract/comparison'
import { endedRegistrations } from '@qingmei/core/premises/ended-registration'
import { shownChance } from './estimate.ts'
import { ClassOf } from './Lines.tsx'
import { FIELDS } from './records.ts'
import { Crumb } from './Crumb.tsx'
import type { Run } from './run.ts'
import { Why } from './Why.tsx'

/** One place of a run: the records that are held to be it, and why each is. */
export function LinePage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { no = '' } = useParams()
  const found = useQuery({
    queryKey: ['comparison line', run.id, run.version, no],
    queryFn: () => get<LineDetail>(`/api/comparisons/${run.id}/lines/${no}`),
    retry: false,
  })
  if (!found.data) return <Waiting error={found.error} retry={() => void found.refetch()} />
  const { line, members, questions, decisions, premises, names } = found.data
  const open = questions.filter((it) => it.settled === null)
  return (
    <>
      <Crumb run={run} />
      <div className="row">
        <h1>{line.name}</h1>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('sheet.print')}
          </button>
          {premises ? (
            <Link className="btn q" to={`/premises/${premises}`}>
              {t('lead.openPlace')}
            </Link>
          ) : null}
        </div>
      </div>
      <p className="meta">
        <ClassOf line={line} />
        {line.medical ? <span className="tag">{t('comparison.medicalTag')}</span> : null}
        <span>{line.town === null ? t('comparison.noTown') : (names[line.town] ?? line.town)}</span>
        <span className="break">{line.address}</span>
      </p>
      {line.class === 'neither' ? <Neither records={members.map(({ record }) => record)} /> : null}
      {open.length > 0 ? (
        <p className="note wait">
          {t('comparison.openQuestions', { n: open.length })}{' '}
          <Link to={`/comparison/${run.id}/review?group=${encodeURIComponent(open[0]?.group ?? '')}`}>
            {t('comparison.toDesk')}
          </Link>
        </p>
      ) : null}
      <section aria-labelledby="members" className="block">
        <h2 id="members">{t('comparison.members', { n: members.length })}</h2>
        {members.map((it) => (
          <Member key={it.no} member={it} />
        ))}
      </section>
      {decisions.length > 0 ? (
        <section className="card" aria-labelledby="decisions">
          <h2 id="decisions">{t('comparison.decisions')}</h2>
          <ul className="tl">
            {decisions.map((it) => (
              <li key={it.id}>
                <span className="strong">{t(`comparison.verdicts.${it.verdict}`)}</span> {it.aKey} — {it.bKey}{' '}
                {it.reason}
                <time>
                  {shownInstant(it.decidedAt)} {names[it.decidedBy] ?? ''}
                </time>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

/** Why a place is on the list of neither: no registration was found, or the one that was has ended. */
function Neither({ records }: { records: readonly ShownRecord[] }) {
  const { t } = useTranslation()
  const ended = endedRegistrations('neither', records)
  if (ended.length === 0) return <p className="note">{t('comparison.neitherHint')}</p>
  return (
    <div className="note">
      {ended.map(({ record, how }) => (
        <p key={record.key}>
          {t(`comparison.neitherEnded.${how}`, { name: record.name, key: record.key, state: record.state ?? '' })}
        </p>
      ))}
      <p>{t('comparison.neitherLead')}</p>
    </div>
  )
}

function Member({ member }: { member: MemberRow }) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const { record, why } = member
  return (
    <section className="card" aria-labelledby={`member${member.no}`}>
      <h3 id={`member${member.no}`}>
        {kinds[record.kind] ?? record.kind}{' '}
        <span className="soft small break">
          {record.file} · {record.key}
        </span>
      </h3>
      <dl className="fields">
        {FIELDS.filter((it) => it !== 'key' && record[it]).map((it) => (
          <div key={it} className="pair">
            <dt>{t(`comparison.fields.${it}`)}</dt>
            <dd>{record[it]}</dd>
          </div>
        ))}
      </dl>
      {/* The sentence is Chinese; the weights below say the same. */}
      {member.sentence && !isEnglish ? <p className="sentence">{member.sentence}</p> : null}
      {why.evidence.length > 0 ? (
        <details open>
          <summary>{t('comparison.showWhy', { chance: shownChance(member.probability) })}</summary>
          <Why caption={t('comparison.why')} explained={why} />
        </details>
      ) : null}
    </section>
  )
}
