import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { sayCodes } from '../words/house.ts'
import { get, query } from './client.ts'
import type { Dictionaries, Me, Opened, Org, Page, PlanShown } from './types.ts'

export const useMe = () =>
  useQuery({ queryKey: ['me'], queryFn: () => get<Me>('/api/me'), staleTime: 15_000, refetchInterval: 60_000 })

/** The campaign that screens work in: the running one, the newest first. */
export const useCampaign = () => {
  const { data } = useMe()
  return data?.campaigns.find((it) => it.status === 'active') ?? data?.campaigns[0] ?? null
}

export const useDictionaries = () => {
  const campaign = useCampaign()
  const { data } = useQuery({
    queryKey: ['dictionaries', campaign?.id],
    queryFn: () => get<Dictionaries>(`/api/dictionaries${query({ campaign: campaign?.id })}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(() => sayCodes(data ?? {}), [data])
}

export const useOrganisations = () => {
  const { data } = useQuery({
    queryKey: ['organisations'],
    queryFn: () => get<{ rows: Org[] }>('/api/organisations'),
    staleTime: 60_000,
  })
  return data?.rows ?? []
}

export const usePlan = () => {
  const campaign = useCampaign()
  const { data } = useQuery({
    queryKey: ['plan', campaign?.id],
    queryFn: () => get<PlanShown>(`/api/plan${query({ campaign: campaign?.id })}`),
    enabled: campaign !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return data ?? null
}

/** A record; one that is being worked on (by what its state says) is asked for again every second. */
export const useRecord = (ledger: string, id: string, isUnderWay?: (status: string) => boolean) =>
  useQuery({
    queryKey: ['record', ledger, id],
    queryFn: () => get<Opened>(`/api/ledgers/${ledger}/records/${id}`),
    retry: false,
    refetchInterval: ({ state }) => (state.data && isUnderWay?.(state.data.record.status) ? 1000 : false),
  })

/** The rows of a list that point at a record: `useLinked('evidence', 'lead', id)`. */
export const useLinked = (ledger: string, field: string, id: string) =>
  useQuery({
    queryKey: ['list', ledger, field, id],
    queryFn: () => get<Page>(`/api/ledgers/${ledger}${query({ filter: `${field}:${id}`, limit: 100 })}`),
  })

/** After something was done, everything that screens show is asked for again. */
export const useRefresh = () => {
  const client = useQueryClient()
  return () => client.invalidateQueries()
}
