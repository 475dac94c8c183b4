import { catalogueJsonSchema } from '@qingmei/core/premises/catalogue/check-catalogue'
import { expectPositionals, readArguments } from '../arguments.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  name: 'catalogue schema',
  summary: '输出项目目录的 JSON Schema',
  usage: [
    '用法：qingmei catalogue schema',
    '',
    '输出编辑器用来补全和检查项目目录文件的 JSON Schema（plans/catalogue.schema.json）。',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    expectPositionals(positionals, [])
    io.out(JSON.stringify(catalogueJsonSchema(), null, 2))
    return 0
  },
}
