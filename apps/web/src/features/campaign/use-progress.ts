import { useQuery } from '@tanstack/react-query'
import { get } from '../../api/client.ts'

/** Screening of the month by organisation, cases and money by month. */
export interface Progressing {
  readonly month: string
  readonly coverage: readonly {
    readonly org: string
    readonly name: string
    readonly group: string
    readonly label: string
    readonly percent: number
    readonly base: number
    readonly done: number
    readonly need: number
    readonly rate: number | null
    readonly cumulative: number | null
  }[]
  readonly months: readonly {
    readonly month: string
    readonly filed: number
    readonly closed: number
    readonly money: number
    readonly paid: number
  }[]
}

/** Fen as 万元. */
export const tenThousand = (fen: number): number => Math.round(fen / 10_000) / 100

/** The campaign's progress, fresh every minute. */
export const useProgress = (campaign: string) =>
  useQuery({
    queryKey: ['progress', campaign],
    queryFn: () => get<Progressing>(`/api/campaigns/${campaign}/progress`),
    refetchInterval: 60_000,
  })
