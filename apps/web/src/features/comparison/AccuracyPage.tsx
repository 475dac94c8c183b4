import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { get } from '../../api/client.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import type { RegisterReport } from '@qingmei/contract/comparison'
import type { Share } from '@qingmei/core/kernel/share'
import { Percent } from './Percent.tsx'
import { Crumb } from './Crumb.tsx'
import type { Run } from './run.ts'
import { SampleDesk } from './SampleDesk.tsx'
import { SelfTest } from './SelfTest.tsx'

interface Band {
  readonly from: number
  readonly to: number
  readonly population: number
  readonly labelled: number
  readonly right: number
  readonly share: Share
}

interface Accuracy {
  readonly precision: Share | null
  readonly bands: readonly Band[]
  readonly labelled: number
  readonly hidden: readonly RegisterReport[]
}

/** How right a comparison is: what people found in a random sample, and what it measured by itself. */
export function AccuracyPage({ run }: { run: Run }) {
  const { t } = useTranslation()
  const [labelling, setLabelling] = useState(false)
  const accuracy = useQuery({
    queryKey: ['accuracy', run.id, run.version],
    queryFn: () => get<Accuracy>(`/api/comparisons/${run.id}/accuracy`),
  })
  const { data } = accuracy
  return (
    <>
      <Crumb run={run} />
      <div className="row">
        <div>
          <h1>{t('comparison.accuracy')}</h1>
          <p className="sub">{t('comparison.accuracyHint')}</p>
        </div>
        <div className="btns">
          <button type="button" className="btn" aria-pressed={labelling} onClick={() => setLabelling(!labelling)}>
            {t(labelling ? 'comparison.stopLabelling' : 'comparison.label')}
          </button>
        </div>
      </div>
      {labelling ? <SampleDesk run={run.id} onLabelled={() => void accuracy.refetch()} /> : null}
      {data ? (
        <>
          <Sampled bands={data.bands} precision={data.precision} labelled={data.labelled} />
          <SelfTest registers={data.hidden} />
        </>
      ) : (
        <Waiting error={accuracy.error} retry={() => void accuracy.refetch()} />
      )}
    </>
  )
}

/** What people found: the estimate over all links, and band by band of what the comparison thought of them. */
function Sampled({ bands, precision, labelled }: Pick<Accuracy, 'bands' | 'precision' | 'labelled'>) {
  const { t } = useTranslation()
  const drawn = bands.filter((it) => it.population > 0)
  return (
    <section aria-labelledby="sampled" className="block">
      <h2 id="sampled">{t('comparison.sampled')}</h2>
      <p>
        {t('comparison.samplePrecision')} <Percent share={precision} />{' '}
        {precision === null ? <span className="soft small">{t('comparison.sampleMore', { n: labelled })}</span> : null}
      </p>
      {drawn.length === 0 ? (
        <p className="note">{t('comparison.noSample')}</p>
      ) : (
        <table className="table cards">
          <caption className="visually-hidden">{t('comparison.sampled')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('comparison.band')}</th>
              <th scope="col" className="num">
                {t('comparison.population')}
              </th>
              <th scope="col" className="num">
                {t('comparison.labelled')}
              </th>
              <th scope="col">{t('comparison.bandRight')}</th>
            </tr>
          </thead>
          <tbody>
            {drawn.map((it) => (
              <tr key={it.from}>
                <td data-label={t('comparison.band')}>
                  <span>
                    {it.from}–{it.to}
                  </span>
                </td>
                <td data-label={t('comparison.population')} className="num">
                  <span>{it.population.toLocaleString('en-US')}</span>
                </td>
                <td data-label={t('comparison.labelled')} className="num">
                  <span>{it.labelled.toLocaleString('en-US')}</span>
                </td>
                <td data-label={t('comparison.bandRight')}>
                  <span>
                    <Percent share={it.share} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {labelled > 0 ? <p className="soft small">{t('comparison.sampleKept')}</p> : null}
    </section>
  )
}
