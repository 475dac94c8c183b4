import { openCampaign } from '@qingmei/server/campaign/open-campaign'
import { keepPlan } from '@qingmei/server/campaign/pinned-plans'
import { systemActor } from '@qingmei/server/platform/ledger/access'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'
import { refuse, withInstallation } from '../installation.ts'

export const command: Command = {
  name: 'campaign open',
  summary: '按方案包开启专项',
  usage: [
    '用法：qingmei campaign open <方案> [--region <地区>] [--json]',
    '',
    '登记方案里的单位，开启专项，并把方案的这一版固定下来。已登记的单位不重复登记。',
    '',
    '例：qingmei campaign open beiguan-2026',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, { region: { type: 'string' } })
    expectPositionals(positionals, ['方案'])
    const [id = ''] = positionals
    return withInstallation(io, async (it) => {
      const plan = it.packs.find((pack) => pack.id === id)
      if (!plan) throw refuse('cli.plan.unknown', { id })
      const region = typeof values.region === 'string' ? values.region : plan.region
      await keepPlan(it.pool, plan)
      const { campaign, organisations } = await openCampaign(it.store, systemActor(region), plan, region)
      await it.sealAll()
      print(
        io,
        { campaign, plan: plan.id, hash: plan.hash, region, organisations: Object.fromEntries(organisations) },
        `已开启：${plan.title}（单位 ${organisations.size} 个，方案版本 ${plan.hash.slice(0, 12)}）`,
      )
      return 0
    })
  },
}
