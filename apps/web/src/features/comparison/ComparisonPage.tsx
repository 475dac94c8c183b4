import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useMe, usePlan } from '../../api/hooks.ts'
import { isFor } from '../../api/is-for.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { shownInstant } from '../../parts/time.ts'
import './comparison.css'
import { Registers } from './Registers.tsx'
import { registersOf } from './registers.ts'
import type { RegisterFile } from './run.ts'
import { Runs } from './Runs.tsx'
import { StartRun } from './StartRun.tsx'
import { Upload } from './Upload.tsx'
import { mayCompare } from './may-compare.ts'

/** Which registers are in, as of when; bringing files; starting a comparison; the comparisons so far. */
export default function ComparisonPage() {
  const { t } = useTranslation()
  const go = useNavigate()
  const { data: me } = useMe()
  const plan = usePlan()
  const [starting, setStarting] = useState(false)
  const files = useQuery({
    queryKey: ['register files'],
    queryFn: () => get<{ rows: RegisterFile[] }>(`/api/ledgers/register-file${query({ limit: 100 })}`),
    // A file that is being read is asked for again until it was.
    refetchInterval: ({ state }) => (state.data?.rows.some((it) => it.status === 'received') ? 1000 : false),
  })
  const may = mayCompare(me)
  const today = me ? shownInstant(me.clock.now).slice(0, 10) : ''
  const rows = files.data?.rows ?? []
  const staleDays = plan?.comparison?.staleDays
  // Who does not read comparisons sees no more than what their own office brought: of the rest nothing can be told.
  const reads = isFor('comparison', me?.seats.map((seat) => seat.role) ?? [])
  const isReady = rows.some((it) => it.kind === 'market' && it.status === 'validated')
  return (
    <>
      <div className="row">
        <div>
          <h1>{t('comparison.title')}</h1>
          <p className="sub">{t('comparison.hint')}</p>
        </div>
        {may ? (
          <div className="btns">
            <button type="button" className="btn" disabled={!isReady} onClick={() => setStarting(true)}>
              {t('comparison.start')}
            </button>
          </div>
        ) : null}
      </div>
      {me && !reads ? <p className="note">{t('comparison.notForYou')}</p> : null}
      {files.data && me ? (
        <Registers lines={registersOf(rows, today, staleDays)} isWhole={reads} />
      ) : (
        <Waiting error={files.error} retry={() => void files.refetch()} />
      )}
      {may ? <Upload /> : null}
      {reads ? <Runs /> : null}
      {starting ? (
        <StartRun
          files={rows}
          today={today}
          staleDays={staleDays}
          twoReaders={plan?.comparison?.twoReaders ?? false}
          onClose={() => setStarting(false)}
          onStarted={(id) => void go(`/comparison/${id}`)}
        />
      ) : null}
    </>
  )
}
