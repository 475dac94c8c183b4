import { resolve } from 'node:path'
import { restore } from '@qingmei/server/platform/backup/restore'
import { dataFolder } from '@qingmei/server/platform/db/open'
import { readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { asOwner } from '../database.ts'

export const command: Command = {
  name: 'restore',
  summary: '从备份恢复到空的安装',
  usage: [
    '用法：qingmei restore <备份文件夹> [--json]',
    '',
    '恢复到本环境的数据目录（QINGMEI_DATA）或空的数据库；那里已有数据时拒绝，从不覆盖。',
    '逐表核对哈希，全部行恢复或一行也不恢复；较旧的备份恢复后升级到本程序的版本。',
    '恢复后请执行 qingmei audit verify。',
    '',
    '例：QINGMEI_DATA=/srv/qingmei-new qingmei restore /srv/backup/2026-08-31',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    const [folder, ...others] = positionals
    if (folder === undefined || others.length > 0) throw new UsageError('要写明从哪个备份文件夹恢复')
    return asOwner(io, async (client) => {
      const log = (line: string) => io.err(`  ${line}`)
      const made = await restore({ client, data: dataFolder(io.env), from: resolve(io.cwd, folder), log })
      const rows = made.tables.reduce((sum, it) => sum + it.rows, 0)
      print(
        io,
        { restored: rows, ...made },
        `已恢复 ${made.takenAt} 的备份：${rows.toLocaleString('en-US')} 行，原件 ${made.originals} 件。请执行 qingmei audit verify`,
      )
      return 0
    })
  },
}
