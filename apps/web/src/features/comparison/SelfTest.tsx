import { useTranslation } from 'react-i18next'
import { useDictionaries } from '../../api/hooks.ts'
import type { RegisterReport } from '@qingmei/contract/comparison'
import { Percent } from './Percent.tsx'

/** What a comparison measured by itself, register by register: hidden codes found again, planted faults seen through. */
export function SelfTest({ registers }: { registers: readonly RegisterReport[] }) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const measured = registers.filter((it) => it.hiddenKey ?? it.planted ?? it.blockingRecall)
  return (
    <section aria-labelledby="selftest" className="block">
      <h2 id="selftest">{t('comparison.hidden')}</h2>
      <p className="soft small">{t('comparison.hiddenHint')}</p>
      {measured.length === 0 ? (
        <p className="note">{t('comparison.notMeasured')}</p>
      ) : (
        <table className="table cards">
          <caption className="visually-hidden">{t('comparison.hidden')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('comparison.register')}</th>
              <th scope="col">{t('comparison.recall')}</th>
              <th scope="col">{t('comparison.precision')}</th>
              <th scope="col">{t('comparison.planted')}</th>
              <th scope="col">{t('comparison.blocking')}</th>
            </tr>
          </thead>
          <tbody>
            {measured.map((it) => (
              <tr key={it.file}>
                <td data-label={t('comparison.register')}>
                  <span>{kinds[it.kind] ?? it.kind}</span>
                </td>
                <td data-label={t('comparison.recall')}>
                  <span>
                    <Percent share={it.hiddenKey?.recall ?? null} />
                  </span>
                </td>
                <td data-label={t('comparison.precision')}>
                  <span>
                    <Percent share={it.hiddenKey?.precision ?? null} />
                  </span>
                </td>
                <td data-label={t('comparison.planted')}>
                  <span>
                    <Percent share={it.planted?.recall ?? null} />
                  </span>
                </td>
                <td data-label={t('comparison.blocking')}>
                  <span>
                    <Percent share={it.blockingRecall} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
