import { planJsonSchema } from '@qingmei/core/plan/json-schema'
import { expectPositionals, readArguments } from '../arguments.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  name: 'plan schema',
  summary: '输出方案包的 JSON Schema',
  usage: [
    '用法：qingmei plan schema',
    '',
    '输出编辑器用来补全和检查方案包的 JSON Schema（plans/plan.schema.json）。',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, [])
    io.out(JSON.stringify(planJsonSchema(), null, 2))
    return 0
  },
}
