import type { Actor } from '@qingmei/core/access/actor'
import { isRole } from '@qingmei/core/access/roles'
import type { Org, OrgDirectory } from '@qingmei/core/ledger/action'
import type pg from 'pg'
import type { HeldPost } from '../platform/ledger/machinery.ts'

/** A post in force, as access needs it. */
interface Post {
  readonly account: string
  readonly name: string
  readonly role: string
  readonly at: string
  readonly region: string
  readonly campaign: string | null
}

/** Organisations and posts: who is where, and what may be done in whose name. Cached until they change. */
export interface Directory {
  organisations(region: string): Promise<OrgDirectory>
  all(region: string): Promise<readonly Org[]>
  /** Somebody's seats, from the posts in force. Without a post an actor without seats: sees nothing. */
  actorOf(account: string, name: string): Promise<Actor>
  /** The people of a region, for names. */
  people(region: string): Promise<readonly { account: string; name: string; org: string; role: string }[]>
  seats(client: pg.ClientBase, people: readonly string[]): Promise<readonly HeldPost[]>
  /** Every region that has an organisation. */
  regions(): Promise<readonly string[]>
  forget(): void
  /** Looks whether another process (the command line) changed organisations or posts; to be called every few seconds. */
  refresh(): Promise<void>
}

/** Opens the directory over the serving role's pool. */
export function createDirectory(pool: pg.Pool): Directory {
  let mark: string | null = null
  let loaded: Promise<{ orgs: Map<string, Org[]>; posts: Post[] }> | null = null

  const asSystem = async <R extends pg.QueryResultRow>(text: string): Promise<R[]> => {
    const client = await pool.connect()
    try {
      await client.query(`begin read only; set local app.scopes = '{system}'`)
      const { rows } = await client.query<R>(text)
      await client.query('commit')
      return rows
    } finally {
      client.release()
    }
  }

  const load = async () => {
    const orgs = new Map<string, Org[]>()
    for (const row of await asSystem<Org & { region: string }>(
      `select id, region, name, short_name as "shortName", short, kind, parent from qm.organisation where status = 'active' order by sort nulls last, created_at`,
    ))
      orgs.set(row.region, [...(orgs.get(row.region) ?? []), row])
    const posts = await asSystem<Post>(
      `select account, name, role, at, region, in_campaign as campaign from qm.post where status = 'serving' order by created_at`,
    )
    return { orgs, posts }
  }
  const now = () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null
      throw error
    })
    return loaded
  }
  const under = (orgs: readonly Org[], top: string): string[] => {
    const below = orgs.filter((it) => it.parent === top && it.id !== top).flatMap((it) => under(orgs, it.id))
    return [top, ...below]
  }

  return {
    async organisations(region) {
      const list = (await now()).orgs.get(region) ?? []
      const byId = new Map(list.map((it) => [it.id, it]))
      return { get: (id) => byId.get(id), ofKind: (kind) => list.filter((it) => it.kind === kind) }
    },
    all: async (region) => (await now()).orgs.get(region) ?? [],
    async actorOf(account, name) {
      const { orgs, posts } = await now()
      const seats = posts.flatMap((post) =>
        post.account === account && isRole(post.role)
          ? [
              {
                org: post.at,
                role: post.role,
                region: post.region,
                campaign: post.campaign,
                under: under(orgs.get(post.region) ?? [], post.at),
              },
            ]
          : [],
      )
      return { person: account, name: posts.find((post) => post.account === account)?.name ?? name, seats }
    },
    people: async (region) =>
      (await now()).posts
        .filter((post) => post.region === region)
        .map((post) => ({ account: post.account, name: post.name, org: post.at, role: post.role })),
    async seats(client, people) {
      await client.query('savepoint seats')
      await client.query(`set local app.scopes = '{system}'`)
      const { rows } = await client.query<HeldPost>(
        `select account as person, role, at as org from qm.post where account = any($1::uuid[]) and status = 'serving'`,
        [people],
      )
      await client.query('rollback to savepoint seats')
      return rows
    },
    regions: async () => [...(await now()).orgs.keys()],
    forget() {
      loaded = null
    },
    async refresh() {
      const [row] = await asSystem<{ mark: string }>(
        `select concat_ws('/', (select count(*) from qm.organisation), (select sum(version) from qm.organisation), (select count(*) from qm.post), (select sum(version) from qm.post)) as mark`,
      )
      if (mark !== null && mark !== row?.mark) loaded = null
      mark = row?.mark ?? null
    },
  }
}
