import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup } from '@qingmei/server/platform/backup/backup'
import { dataFolder } from '@qingmei/server/platform/db/open'
import { VERSION } from '@qingmei/server/version'
import { readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { asOwner } from '../database.ts'

export const command: Command = {
  name: 'backup',
  summary: '备份到一个新文件夹',
  usage: [
    '用法：qingmei backup <文件夹> [--json]',
    '',
    '把同一时刻的全部数据表、原件和库外存证复制到 <文件夹>（不存在或为空）；系统照常运行。',
    '有 manifest.json 才是完整的备份。备份含全部内容，请像数据库一样保管。',
    '使用自备 PostgreSQL 时需要 DATABASE_OWNER_URL。',
    '',
    '例：qingmei backup /srv/backup/2026-08-31',
  ].join('\n'),
  async run(args, io) {
    const { positionals } = readArguments(args, {})
    const [folder, ...others] = positionals
    if (folder === undefined || others.length > 0) throw new UsageError('要写明备份到哪个文件夹')
    const to = resolve(io.cwd, folder)
    if (existsSync(to) && readdirSync(to).length > 0) {
      io.err(`${to} 里已有内容，请另指定一个文件夹`)
      return 1
    }
    return asOwner(io, async (client) => {
      const log = (line: string) => io.err(`  ${line}`)
      const data = dataFolder(io.env)
      const made = await backup({ client, data, to, takenAt: new Date().toISOString(), version: VERSION, log })
      const rows = made.tables.reduce((sum, it) => sum + it.rows, 0)
      print(
        io,
        { folder: to, ...made },
        `已备份到 ${join(to, '/')}：${made.tables.length} 张表，${rows.toLocaleString('en-US')} 行，原件 ${made.originals} 件`,
      )
      return 0
    })
  },
}
