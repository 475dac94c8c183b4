import type { Org } from '@qingmei/core/ledger/action'

/** The towns of a region with the names by which addresses know them. */
export const townsOf = (orgs: readonly Org[]): { readonly id: string; readonly names: readonly string[] }[] =>
  orgs
    .filter((org) => org.kind === 'town')
    .map((org) => ({
      id: org.id,
      names: [
        ...new Set([
          org.name,
          org.name.replace(/(人民政府|政府|办事处|街道办事处)$/, ''),
          org.name.replace(/街道办事处$/, '街道'),
        ]),
      ],
    }))
