import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { get, post } from '../../api/client.ts'
import { useCampaign, useMe, useRefresh } from '../../api/hooks.ts'
import { saidOf } from '../../parts/Waiting.tsx'

/** For the office: the places that the plan has screened and nobody has listed yet, listed by one button. */
export default function BaseCard() {
  const { t } = useTranslation()
  const { data: me } = useMe()
  const campaign = useCampaign()
  const refresh = useRefresh()
  const isOffice = me?.seats.some((seat) => seat.role === 'office') ?? false
  const path = `/api/campaigns/${campaign?.id ?? ''}/screening-base`
  const base = useQuery({
    queryKey: ['screening-base', campaign?.id],
    queryFn: () => get<{ unlisted: number; never: number }>(path),
    enabled: isOffice && campaign !== null,
  })
  const [left, setLeft] = useState<number | null>(null)
  const [failed, setFailed] = useState('')
  const all = base.data?.unlisted ?? 0
  const never = base.data?.never ?? 0
  if (all === 0 && left === null)
    return never === 0 ? null : (
      <p className="note">
        {t('base.never', { n: never })} <Link to="/screening-target?filter=status:listed">{t('base.neverList')}</Link>
      </p>
    )
  const list = async () => {
    setFailed('')
    setLeft(all)
    try {
      for (let unlisted = all; unlisted > 0; ) {
        const done = await post<{ listed: number; unlisted: number }>(path)
        unlisted = done.listed === 0 ? 0 : done.unlisted
        setLeft(unlisted)
      }
      await refresh()
    } catch (error) {
      setFailed(saidOf(error, t))
    }
    setLeft(null)
  }
  return (
    <div className="note row">
      <span>
        {left === null ? t('base.unlisted', { n: all }) : t('base.listing', { done: all - left, all })}
        {never > 0 ? (
          <>
            {' '}
            {t('base.never', { n: never })}{' '}
            <Link to="/screening-target?filter=status:listed">{t('base.neverList')}</Link>
          </>
        ) : null}
        {failed ? <span className="late"> {failed}</span> : null}
      </span>
      {left === null ? (
        <button type="button" className="btn q" onClick={() => void list()}>
          {t('base.list')}
        </button>
      ) : (
        <progress max={all} value={all - left} aria-label={t('base.list')} />
      )}
    </div>
  )
}
