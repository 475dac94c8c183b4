import { accessSync, constants } from 'node:fs'
import { basename, resolve } from 'node:path'
import { messageOf } from '@qingmei/contract/messages'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { suggest } from '@qingmei/core/plan/problem'
import type { Installation } from '@qingmei/server/compose'
import { importWhole } from '@qingmei/server/platform/imports/import-whole'
import type { ImportPlan } from '@qingmei/server/platform/imports/plan-import'
import { planner } from '@qingmei/server/premises/import-file'
import { expectPositionals, readArguments } from '../arguments.ts'
import type { Command, ExitCode, Io } from '../command.ts'
import { asInstallation, asUser, withInstallation } from '../installation.ts'

export const command: Command = {
  name: 'import',
  summary: '导入文件到台账',
  usage: [
    '用法：qingmei import <台账> <文件> [--dry-run] [--user <账号>] [--region <地区>] [--json]',
    '',
    '  --dry-run  只核对，不写入',
    '  --user     以这个账号的职权导入（密码在环境变量 QINGMEI_PASSWORD）；不写则由系统导入，用于建档',
    '',
    '接受 CSV（UTF-8、GB18030）、Excel 和 JSON 行；部门原样交来的登记文件导入 premises。',
    '有一行不合格就全部不导入，并逐行说明行、列、原因和办法。',
    '',
    '例：qingmei import premises 市场主体.csv --dry-run',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, {
      'dry-run': { type: 'boolean' },
      user: { type: 'string' },
      region: { type: 'string' },
    })
    expectPositionals(positionals, ['台账', '文件'])
    const [name = '', file = ''] = positionals
    const names = qingmei.ledgers.filter((it) => it.imports !== null).map((it) => it.name)
    if (!names.includes(name)) {
      io.err(`“${name}”不是可以导入的台账。${suggest(name, names)}`)
      return 1
    }
    const path = resolve(io.cwd, file)
    // Told before the database is opened for it.
    accessSync(path, constants.R_OK)
    return withInstallation(io, async (it) => {
      const work = (actor: Actor) => judge(io, it, actor, { name, path, isDry: values['dry-run'] === true })
      return typeof values.user === 'string'
        ? asUser(io, it, values.user, work)
        : work(await asInstallation(it, values.region as string | undefined))
    })
  },
}

async function judge(
  io: Io,
  it: Installation,
  actor: Actor,
  asked: { name: string; path: string; isDry: boolean },
): Promise<ExitCode> {
  const { api, directory } = it
  const file = basename(asked.path)
  const plan = await planner({ api, directory })(actor, asked.name, { path: asked.path, name: file })
  if (!io.json) for (const line of linesOf(plan)) io.err(line)
  const tell = (state: string, more: object = {}) => {
    const { ledger, profile, counts, bad, notes, skipped } = plan
    if (io.json) io.out(JSON.stringify({ state, file, ledger, profile, counts, bad, notes, skipped, ...more }, null, 2))
    else
      io.out(
        `${WORDS[state] ?? state}：可导入 ${counts.good} 行，新增 ${counts.creates}，更新 ${counts.updates}，无变化 ${counts.unchanged}，不合格 ${counts.bad}`,
      )
  }
  if (plan.counts.bad > 0 || plan.bad.length > 0) {
    tell('refused')
    return 1
  }
  if (asked.isDry) {
    tell('judged')
    return 0
  }
  const total = plan.steps.length
  const campaign = api.store.house.ledger(plan.ledger).standing ? null : await runningCampaign(it, actor)
  const result = await importWhole(api, actor, { plan, file, campaign }, (done) => {
    if (!io.json && done % 1000 === 0) io.err(`已处理 ${done} / ${total}`)
  })
  if (result.ok) {
    await it.sealAll()
    tell('done')
    return 0
  }
  const { code, facts, row } = result.why
  if (!io.json) io.err(`第 ${row} 行：${messageOf(code, facts)}（${code}）；全部没有导入`)
  tell('refused', { why: result.why })
  return 1
}

/** The one campaign that runs; where there are none or several, the records must say themselves to which they belong. */
async function runningCampaign({ store }: Installation, actor: Actor): Promise<string | null> {
  const { rows } = await store.list({
    actor,
    ledger: 'campaign',
    list: 'all',
    filters: [{ field: 'status', value: 'active' }],
    limit: 2,
  })
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

const WORDS: Readonly<Record<string, string>> = { refused: '没有导入', judged: '核对完毕，没有写入', done: '已导入' }

function linesOf(plan: ImportPlan): string[] {
  const placed = (it: ImportPlan['bad'][number]) =>
    [it.sheet, it.row === null ? '' : `第 ${it.row} 行`, it.column === null ? '' : `${it.column} 列`]
      .filter(Boolean)
      .join(' ')
  return [
    `识别为：${plan.profile}`,
    ...plan.bad.map((it) => `不合格 ${placed(it)}：${it.reason}${it.value ? `（${it.value}）` : ''} → ${it.remedy}`),
    ...plan.notes.slice(0, 20).map((it) => `提示 ${placed(it)}：${it.reason} → ${it.remedy}`),
    ...(plan.notes.length > 20 ? [`提示共 ${plan.notes.length} 条，其余从略`] : []),
    ...plan.skipped.map((it) => `跳过 ${it.row === null ? '' : `第 ${it.row} 行 `}${it.reason}：${it.text}`),
  ]
}
