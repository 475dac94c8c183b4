import { ROLES } from '@qingmei/core/access/roles'
import { refusal } from '@qingmei/core/kernel/result'
import type { Directory } from '../campaign/directory.ts'
import { type Endpoint, endpoint, Refused } from '../platform/api/endpoint.ts'
import type { Clock } from '../platform/clock.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_REGION } from './people.ts'

/** The demo's log-ins, for its sign-in page; only where the installation runs on a stored clock. */
export const demoEndpoints = ({ clock, directory }: { clock: Clock; directory: Directory }): Endpoint[] => [
  endpoint({
    method: 'GET',
    path: '/api/demo-logins',
    summary: 'Invented people one may sign in as, in a demo',
    permission: 'open',
    audit: 'demo.logins-read',
    async handle() {
      if (!clock.isStored) throw new Refused(404, refusal('http.not-found'))
      const people = await directory.people(DEMO_REGION)
      const orgs = new Map((await directory.all(DEMO_REGION)).map((it) => [it.id, it.name]))
      return {
        password: DEMO_PASSWORD,
        people: DEMO_PEOPLE.flatMap((it) => {
          const post = people.find((each) => each.name === it.name)
          return post
            ? [
                {
                  username: it.username,
                  name: it.name,
                  title: it.title,
                  org: orgs.get(post.org) ?? '',
                  role: ROLES[it.role].label,
                },
              ]
            : []
        }),
      }
    },
  }),
]
