import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get, query } from '../api/client.ts'
import type { Page } from '../api/types.ts'

/** Picks one of those who hold a post at an organisation; nobody while it is not said. */
export function PersonInput({
  shared,
  at,
  value,
  onChange,
}: {
  shared: { id: string; required: boolean; 'aria-describedby': string | undefined }
  at: unknown
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const org = typeof at === 'string' ? at : ''
  const { data } = useQuery({
    queryKey: ['people', org],
    queryFn: () => get<Page>(`/api/ledgers/post${query({ filter: [`at:${org}`, 'status:serving'], limit: 200 })}`),
    enabled: org !== '',
  })
  // Who holds two posts is still one person.
  const people = new Map((data?.rows ?? []).map((row) => [String(row.account), row]))
  return (
    <select {...shared} value={value} disabled={org === ''} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t(org === '' ? 'form.orgFirst' : 'form.nobody')}</option>
      {[...people].map(([account, row]) => (
        <option key={account} value={account}>
          {[row.name, row.title].filter(Boolean).join(' · ')}
        </option>
      ))}
    </select>
  )
}
