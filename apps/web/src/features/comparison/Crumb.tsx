import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Run } from './run.ts'

/** The way back from a page of a comparison; two of a day have the same title, so that the number is told. */
export function Crumb({ run }: { run: Run }) {
  const { t } = useTranslation()
  return (
    <p className="crumb">
      <Link to="/comparison">{t('comparison.title')}</Link> /{' '}
      <Link to={`/comparison/${run.id}`}>
        {run.title} {run.number}
      </Link>
    </p>
  )
}
