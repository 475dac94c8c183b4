import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { qingmei } from '@qingmei/core/house'
import { explainAction, explainLedger, explanationText } from '@qingmei/core/ledger/explain'
import { actionSources } from '@qingmei/core/ledger/explain-source'
import { suggest } from '@qingmei/core/plan/problem'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))

/** The sources of the slices, by path from the root. */
function sliceSources(): Map<string, string> {
  const core = join(ROOT, 'packages/core/src')
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' })
  return new Map(
    files
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => [relative(ROOT, join(core, name)), readFileSync(join(core, name), 'utf8')]),
  )
}

export const command: Command = {
  name: 'explain',
  summary: '说明一个台账或一项操作',
  usage: [
    '用法：qingmei explain <台账> [<操作>] [--json]',
    '',
    '台账：用途、谁看得见、状态、操作、时限、清单、栏目。',
    '操作：谁可以、何时、先锁定什么、输入、在哪里决定、同时办理什么、引起什么、涉及哪些时限。',
    '',
    '例：qingmei explain transfer send',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, ['台账', '操作'], 1)
    const [name = '', actionName] = positionals
    const ledger = qingmei.ledgers.find((it) => it.name === name)
    if (ledger === undefined) {
      const names = qingmei.ledgers.map((it) => it.name)
      io.err(`没有台账“${name}”。${suggest(name, names)}`)
      return 1
    }
    if (actionName === undefined) {
      const told = explainLedger(qingmei, ledger)
      print(io, told, explanationText(told))
      return 0
    }
    const action = ledger.actions.get(actionName)
    if (action === undefined) {
      io.err(`${ledger.label}没有操作“${actionName}”。${suggest(actionName, [...ledger.actions.keys()])}`)
      return 1
    }
    const told = explainAction(qingmei, action, actionSources(sliceSources()).get(`${name}.${actionName}`) ?? null)
    print(io, told, explanationText(told))
    return 0
  },
}
