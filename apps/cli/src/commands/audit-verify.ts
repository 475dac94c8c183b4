import { join } from 'node:path'
import { qingmei } from '@qingmei/core/house'
import { type Finding, verify } from '@qingmei/server/platform/audit/verify'
import { dataFolder } from '@qingmei/server/platform/db/open'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'
import { asServer } from '../database.ts'

const lineOf = (it: Finding): string =>
  [it.region, it.ledger, it.number ?? it.id, it.says].filter((word) => word !== undefined && word !== '').join('  ')

export const command: Command = {
  name: 'audit verify',
  summary: '核验审计链与全部记录',
  usage: [
    '用法：qingmei audit verify [--json]',
    '',
    '核对封存链、库外存证、每一版历史和每一条记录；发现绕过系统的改动、缺口或截尾时逐条指出，退出码 1。',
    '只读，可在系统运行时执行。尚未封存的条数一并列出。',
  ].join('\n'),
  async run(args, io) {
    expectPositionals(readArguments(args, {}).positionals, [])
    return asServer(io, async (client) => {
      const told = await verify(client, qingmei, join(dataFolder(io.env), 'anchors'), join(dataFolder(io.env), 'files'))
      const { records, versions, audit, seals, unsealed } = told.counts
      const summary = `记录 ${records}，版本 ${versions}，审计 ${audit}，封存 ${seals} 批，尚未封存 ${unsealed}`
      const verdict = told.findings.length === 0 ? '一致' : `发现 ${told.findings.length} 处`
      print(
        io,
        { ok: told.findings.length === 0, ...told },
        [...told.findings.map(lineOf), summary, verdict].join('\n'),
      )
      return told.findings.length === 0 ? 0 : 1
    })
  },
}
