import { migrate } from '@qingmei/server/platform/db/migrate'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'
import { asOwner } from '../database.ts'

export const command: Command = {
  name: 'migrate',
  summary: '把数据库迁移到本程序的版本',
  usage: [
    '用法：qingmei migrate [--json]',
    '',
    '按编号执行尚未执行的迁移；可重复执行。自备数据库时须设置 DATABASE_URL 和 DATABASE_OWNER_URL。',
  ].join('\n'),
  async run(args, io) {
    expectPositionals(readArguments(args, {}).positionals, [])
    return asOwner(io, async (client) => {
      const applied = await migrate(client, undefined, (line) => io.err(line))
      print(io, { applied }, applied.length === 0 ? '数据库已是最新' : applied.join('\n'))
      return 0
    })
  },
}
