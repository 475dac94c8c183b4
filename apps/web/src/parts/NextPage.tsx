import { useTranslation } from 'react-i18next'

interface Paged {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/** The button behind a list that has more, until all is there. `label` where it is not the next page of a list. */
export function NextPage({ pages, label }: { readonly pages: Paged; readonly label?: string }) {
  const { t } = useTranslation()
  if (!pages.hasNextPage) return null
  return (
    <p className="next">
      <button
        type="button"
        className="btn q"
        disabled={pages.isFetchingNextPage}
        onClick={() => void pages.fetchNextPage()}
      >
        {label ?? t('list.next')}
      </button>
    </p>
  )
}
