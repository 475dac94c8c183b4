import { qingmei } from '@qingmei/core/house'
import { waitingMigrations } from '@qingmei/server/platform/db/migrate'
import { migrationText, propose } from '@qingmei/server/platform/ledger/propose'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command } from '../command.ts'
import { asOwner } from '../database.ts'

export const command: Command = {
  name: 'migrate propose',
  summary: '按台账定义提出数据库迁移',
  usage: [
    '用法：qingmei migrate propose [--json]',
    '',
    '比较台账定义与数据库，输出一份迁移供人审阅：存为 apps/server/migrations/ 下的下一个编号，再执行 qingmei migrate。',
    '从不删除：不再定义的栏目只在注释里指出。没有差别时不输出。',
    '',
    '例：qingmei migrate propose > apps/server/migrations/0006_add_training.sql',
  ].join('\n'),
  async run(args, io) {
    expectPositionals(readArguments(args, {}).positionals, [])
    return asOwner(io, async (client) => {
      const waiting = await waitingMigrations(client)
      if (waiting.length > 0) {
        io.err(`还有未执行的迁移：${waiting.join('、')}。请先执行 qingmei migrate。`)
        return 1
      }
      await client.query('begin')
      const steps = await propose(client, qingmei)
      await client.query('rollback')
      if (io.json) io.out(JSON.stringify({ steps }, null, 2))
      else if (steps.length > 0) io.out(migrationText(steps).trimEnd())
      io.err(steps.length === 0 ? '数据库与台账定义一致' : `共 ${steps.length} 步，请审阅后保存`)
      return 0
    })
  },
}
