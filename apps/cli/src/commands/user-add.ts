import { randomBytes } from 'node:crypto'
import { isRole, ROLES } from '@qingmei/core/access/roles'
import { shanghaiDate } from '@qingmei/core/kernel/dates'
import { suggest } from '@qingmei/core/plan/problem'
import type { Installation } from '@qingmei/server/compose'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { asInstallation, refuse, withInstallation } from '../installation.ts'

export const command: Command = {
  name: 'user add',
  summary: '建账号并任职',
  usage: [
    '用法：qingmei user add <账号> --name <姓名> --role <角色> --org <单位> [--title <职务>] [--region <地区>] [--json]',
    '',
    '  --role  角色代号，如 sysadm、office、townadm；写错会列出可用的',
    '  --org   单位的全称、简称，或方案里的代号，如 health',
    '',
    '首次密码只显示这一次，首次登录必须更改；特权角色还要启用动态口令。也可用环境变量 QINGMEI_NEW_PASSWORD 给定。',
    '',
    '例：qingmei user add luogong --name 罗工 --role sysadm --org office',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, {
      name: { type: 'string' },
      role: { type: 'string' },
      org: { type: 'string' },
      title: { type: 'string' },
      region: { type: 'string' },
    })
    expectPositionals(positionals, ['账号'])
    const [username = ''] = positionals
    for (const needed of ['name', 'role', 'org'])
      if (values[needed] === undefined) throw new UsageError(`缺少 --${needed}`)
    const role = String(values.role)
    if (!isRole(role)) throw new UsageError(`没有角色“${role}”。${suggest(role, Object.keys(ROLES))}`)
    return withInstallation(io, async (it) => {
      const actor = await asInstallation(it, values.region as string | undefined)
      const region = actor.seats[0]?.region ?? ''
      const at = await organisation(it, region, String(values.org))
      const password = io.env.QINGMEI_NEW_PASSWORD ?? randomBytes(12).toString('base64url')
      const name = String(values.name)
      const made = await it.accounts.create({ username, password, name, privileged: ROLES[role].privileged })
      if (!made.ok) throw refuse(made.error.code, made.error.facts)
      const since = shanghaiDate(it.clock.now())
      const title = values.title === undefined ? null : String(values.title)
      const input = {
        account: made.value,
        name,
        role,
        at,
        duty: null,
        title,
        section: null,
        inCampaign: null,
        since,
        until: null,
      }
      const post = await it.store.act({ actor, ledger: 'post', action: 'appoint', region, campaign: null, input })
      if (!post.ok) {
        await it.accounts.disable(made.value, true)
        throw refuse(post.error.code, post.error.facts)
      }
      await it.sealAll()
      print(
        io,
        { id: made.value, username, role, org: at, password },
        `已建账号 ${username}（${ROLES[role].label}）\n首次密码：${password}\n首次登录必须更改。`,
      )
      return 0
    })
  },
}

/** An organisation by its name, its short name, or the id that the plan gives it. */
async function organisation(it: Installation, region: string, text: string): Promise<string> {
  const all = await it.directory.all(region)
  const inPlan = it.packs.flatMap((pack) => pack.organisations).find((org) => org.id === text)?.name
  const found = all.find((org) => org.name === text || org.shortName === text || org.name === inPlan)
  if (!found) throw refuse('cli.organisation.unknown', { org: text })
  return found.id
}
