import { monthOf, monthsBetween } from '@qingmei/core/inspection/coverage'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { MONTHLY_FIGURES, monthlyFigure } from '@qingmei/core/returns/monthly-sheet'
import { z } from 'zod'
import { notThere, regionOf } from '../platform/api/context.ts'
import { type Endpoint, endpoint } from '../platform/api/endpoint.ts'
import { systemActor } from '../platform/ledger/access.ts'
import type { ReturnsContext } from './endpoints.ts'
import { coverageByOrganisation } from './coverage-query.ts'
import { periodOf } from './sheet.ts'
import { freshTally, tallied } from './tally.ts'

/** What a month of cases is drawn by. */
const DRAWN = ['M10.filed', 'M10.closed', 'M11.total', 'M11.paid'] as const

/** Screening against its share, and cases and money by month: the county's figures, for the progress page and the wall. */
export function progressEndpoint(context: ReturnsContext): Endpoint {
  const { store } = context
  return endpoint({
    method: 'GET',
    path: '/api/campaigns/:id/progress',
    summary: 'Screening of this month by organisation against its share; cases and money by month',
    permission: 'staff',
    audit: 'progress.read',
    params: z.strictObject({ id: z.uuid() }),
    async handle({ params, actor }) {
      const found = await store.read(actor, 'campaign', params.id)
      const plan = found && (await context.planOf(params.id))
      if (!found || !plan || found.region !== regionOf(actor)) throw notThere()
      const it = { house: store.house, region: found.region, campaign: params.id, plan }
      const today = shanghaiDate(await context.now())
      const phase = plan.phases.find((each) => each.id === plan.coverage.phase)
      const names = await context.names(it.region)
      return store.as(systemActor(it.region), async (tx) => {
        const coverage = await coverageByOrganisation(tx, it)
        const month = phase && today > phase.to ? monthOf(phase.to) : monthOf(today)
        await freshTally(tx, it, MONTHLY_FIGURES)
        const months = []
        for (const each of monthsBetween(plan.from, today < plan.to ? today : plan.to)) {
          const cells = await tallied(tx, it, DRAWN.map(monthlyFigure), periodOf(each))
          const whole = (id: string) =>
            cells.get(id)?.find((cell) => cell.org === null && cell.group === null)?.value ?? 0
          months.push({
            month: each,
            filed: whole('M10.filed'),
            closed: whole('M10.closed'),
            money: whole('M11.total'),
            paid: whole('M11.paid'),
          })
        }
        return {
          month,
          months,
          coverage: coverage.flatMap(({ org, group, months: all }) => {
            const now = all.find((each) => each.month === month)
            const goal = plan.coverage.targets.find((each) => each.id === group)
            if (!now || now.all === 0) return []
            const { done, need, rate, cumulative } = now
            return [
              {
                org,
                name: names.get(org) ?? '',
                group,
                label: goal?.label ?? group,
                percent: goal?.percent ?? 0,
                base: now.all,
                done,
                need,
                rate,
                cumulative: cumulative.rate,
              },
            ]
          }),
        }
      })
    },
  })
}
