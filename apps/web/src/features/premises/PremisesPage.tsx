import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get } from '../../api/client.ts'
import { useDictionaries, useMe, useRecord } from '../../api/hooks.ts'
import { Actions } from '../../parts/Actions.tsx'
import { Fields } from '../../parts/Fields.tsx'
import { Follow } from '../../parts/Follow.tsx'
import { State } from '../../parts/State.tsx'
import { Timeline } from '../../parts/Timeline.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { qingmei } from '../../words/house.ts'
import { Licences } from './Licences.tsx'
import { MergeForm, Mergers } from './Mergers.tsx'
import type { PlaceFile } from './place-file.ts'
import { PlaceTimeline } from './PlaceTimeline.tsx'
import { Sections } from './Sections.tsx'

const premises = qingmei.ledger('premises')
/** What is done at a place every day, and what is begun there now and then. */
const DAILY = ['visit', 'inspection', 'problem', 'lead']
const NOW_AND_THEN = ['licence', 'list-entry', 'guidance', 'key-lead', 'screening-target', 'case']
const ABOVE = ['licence', 'merger']

/** One place, one file: who it is, its papers, all that was seen, found and done there, and one timeline of it. */
export default function PremisesPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { data: me } = useMe()
  const dictionaries = useDictionaries()
  const opened = useRecord('premises', id)
  const file = useQuery({
    queryKey: ['premises-file', id],
    queryFn: () => get<PlaceFile>(`/api/premises/${id}/file`),
    retry: false,
  })
  const [merging, setMerging] = useState(false)
  if (!opened.data || !me) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const { record, names, actions } = opened.data
  const { data } = file
  const rowsOf = (ledger: string) => data?.sections.find((it) => it.ledger === ledger)?.rows ?? []
  const state = dictionaries['opening-state']?.[String(record.openingState)] ?? String(record.openingState)
  const isListed = record.status === 'listed'
  return (
    <>
      <p className="crumb">
        <Link to="/premises">{premises.label}</Link> / <Link to="/places">{t('places.title')}</Link>
      </p>
      <div className="row">
        <div>
          <h1>{String(record.name)}</h1>
          <div className="meta">
            <State ledger="premises" status={record.status} />
            <span className={record.openingState === 'open' ? 'tag good' : 'tag wait'}>{state}</span>
            <span>{dictionaries['premises-kind']?.[String(record.kind)] ?? String(record.kind)}</span>
            {record.town ? <span>{names[String(record.town)]}</span> : null}
          </div>
        </div>
        <div className="btns">
          {isListed ? <Follow ledger="premises" record={record} only={DAILY} /> : null}
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('file.print')}
          </button>
        </div>
      </div>
      {record.mergedInto ? (
        <div className="note wait">
          {t('file.mergedInto')}{' '}
          <Link to={`/premises/${String(record.mergedInto)}`}>{names[String(record.mergedInto)]}</Link>
        </div>
      ) : null}
      {data?.members.length ? (
        <div className="note">
          {t('file.members')}{' '}
          {data.members.map((it) => (
            <Link key={it.id} to={`/premises/${it.id}`} style={{ marginRight: 12 }}>
              {String(it.name)}
            </Link>
          ))}
        </div>
      ) : null}
      <div className="grid">
        <div>
          <section className="card" aria-labelledby="content">
            <h2 id="content">{t('record.content')}</h2>
            <Fields
              ledger={premises}
              record={record}
              names={premises.info.map((field) => field.name).filter((name) => name !== 'mergedInto')}
              words={{ names, dictionaries }}
            />
            <div className="btns" style={{ marginTop: 12 }}>
              <Actions ledger="premises" record={record} offered={actions} main={null} />
              {isListed ? (
                <button type="button" className="btn q" onClick={() => setMerging(true)}>
                  {t('file.merge')}
                </button>
              ) : null}
            </div>
          </section>
          {file.error || !data ? <Waiting error={file.error} retry={() => void file.refetch()} /> : null}
          {data ? (
            <>
              <Licences rows={rowsOf('licence')} now={me.clock.now} dictionaries={dictionaries} />
              <Mergers rows={rowsOf('merger')} place={id} />
              <Sections file={data} place={id} dictionaries={dictionaries} without={ABOVE} />
            </>
          ) : null}
          {isListed ? (
            <section className="card no-print" aria-labelledby="begin">
              <h2 id="begin">{t('file.begin')}</h2>
              <div className="btns">
                <Follow ledger="premises" record={record} only={NOW_AND_THEN} />
              </div>
            </section>
          ) : null}
        </div>
        <div>
          {data ? <PlaceTimeline events={data.timeline} place={id} /> : null}
          <Timeline ledger="premises" id={id} />
        </div>
      </div>
      {merging ? <MergeForm place={record} onClose={() => setMerging(false)} /> : null}
    </>
  )
}
