import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'
import { useCampaign } from '../../api/hooks.ts'
import { sayState } from '../../words/house.ts'
import { sayPlanned } from '../../words/plan-words.ts'

export interface Figure {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly filter: string
}

interface Sent {
  readonly sent: number
  readonly onTime: number
  readonly late: number
  readonly rate: number | null
  readonly averageHours: number | null
}

/** How a campaign stands, each figure with the list that shows its rows. */
export interface Position {
  readonly now: string
  readonly campaign: { readonly id: string; readonly name: string; readonly from: string; readonly until: string }
  readonly leadsByState: readonly (Figure & { readonly tone: string })[]
  readonly leadsBySource: readonly Figure[]
  readonly transfers: { readonly total: Sent; readonly month: Sent; readonly pendingOverdue: number }
  readonly byOrganisation: readonly (Sent & { readonly org: string; readonly name: string; readonly pending: number })[]
  readonly byTown: readonly {
    readonly town: string
    readonly name: string
    readonly leads: number
    readonly open: number
    readonly filter: string
  }[]
  readonly byWeek: readonly {
    /** Those found in the week, by source and by where they stand now. */
    readonly sources: Readonly<Record<string, number>>
    readonly states: Readonly<Record<string, number>>
    readonly week: string
    readonly found: number
    readonly transferred: number
    readonly closed: number
  }[]
  readonly late: readonly {
    readonly ledger: string
    readonly id: string
    readonly title: string
    readonly ownerName: string
    readonly due: string
    readonly label: string
  }[]
}

/** States and sources in the language of this device. */
const saidPosition = (at: Position): Position => ({
  ...at,
  leadsByState: at.leadsByState.map((it) => ({ ...it, label: sayState('lead', it.label) })),
  leadsBySource: at.leadsBySource.map((it) => ({ ...it, label: sayPlanned(it.key, it.label) })),
})

export const usePosition = (everyMs: number) => {
  const campaign = useCampaign()
  return useQuery({
    queryKey: ['position', campaign?.id],
    queryFn: async () => saidPosition(await get<Position>(`/api/campaigns/${campaign?.id ?? ''}/position`)),
    enabled: campaign !== null,
    refetchInterval: everyMs,
  })
}

export const percent = (rate: number | null): string => (rate === null ? '/' : `${(rate * 100).toFixed(1)}%`)
