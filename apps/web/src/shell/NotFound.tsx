import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

/** An address that leads nowhere. */
export default function NotFound() {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('notFound.title')}</h1>
      <p className="sub">{t('notFound.hint')}</p>
      <Link className="btn" to="/">
        {t('notFound.home')}
      </Link>
    </>
  )
}
