import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Actor } from '@qingmei/core/access/actor'
import { qingmei } from '@qingmei/core/house'
import { suggest } from '@qingmei/core/plan/problem'
import type { Installation } from '@qingmei/server/compose'
import { Answer, Refused } from '@qingmei/server/platform/api/endpoint'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, type ExitCode, type Io, UsageError } from '../command.ts'
import { asUser, refuse, withInstallation } from '../installation.ts'

const FORMATS = ['csv', 'xlsx'] as const

export const command: Command = {
  name: 'export',
  summary: '导出台账',
  usage: [
    '用法：qingmei export <台账> --user <账号> [--list <清单>] [--format csv|xlsx] [--out <文件>] [--json]',
    '',
    '  --user    由谁导出（密码在环境变量 QINGMEI_PASSWORD）；只导出这个账号看得见的，并记入审计',
    '  --list    清单，默认是台账的第一个',
    '  --format  csv（默认）或 xlsx；加 --json 则输出 JSON',
    '  --out     写到文件；不写则输出到标准输出',
    '',
    '例：QINGMEI_PASSWORD=… qingmei export lead --user linlan --format xlsx --out 线索.xlsx',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, {
      user: { type: 'string' },
      list: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    })
    expectPositionals(positionals, ['台账'])
    const [name = ''] = positionals
    const names = qingmei.ledgers.map((it) => it.name)
    if (!names.includes(name)) {
      io.err(`没有台账“${name}”。${suggest(name, names)}`)
      return 1
    }
    const format = io.json ? 'json' : String(values.format ?? 'csv')
    if (!io.json && !FORMATS.some((it) => it === format)) throw new UsageError(`--format 只能是 ${FORMATS.join('、')}`)
    if (format === 'xlsx' && values.out === undefined) throw new UsageError('导出 xlsx 要用 --out 指明文件')
    const list = values.list === undefined ? {} : { list: String(values.list) }
    return withInstallation(io, async (it) => {
      if (typeof values.user !== 'string') throw refuse('cli.user-needed')
      const to = typeof values.out === 'string' ? resolve(io.cwd, values.out) : null
      return asUser(io, it, values.user, (actor) => write(io, it, actor, { name, query: { ...list, format }, to }))
    })
  },
}

/** By the endpoint that the pages use: the same rows, the same line in the log. */
async function write(
  io: Io,
  it: Installation,
  actor: Actor,
  asked: { name: string; query: { list?: string; format: string }; to: string | null },
): Promise<ExitCode> {
  const door = it.endpoints.find((each) => each.path === '/api/ledgers/:ledger/export')
  if (!door) throw new Error('the server exports nothing')
  try {
    const call = { params: { ledger: asked.name }, query: asked.query, body: {}, actor, account: null }
    const answer = await door.handle({ ...call, header: () => undefined })
    if (!(answer instanceof Answer) || !(answer.body instanceof Readable)) throw new Error('nothing to read')
    await pipeline(answer.body, asked.to === null ? textOut(io) : createWriteStream(asked.to))
    if (asked.to !== null) io.err(`已写入 ${asked.to}`)
    return 0
  } catch (cause) {
    if (cause instanceof Refused) throw refuse(cause.refusal.code, cause.refusal.facts)
    throw cause
  }
}

/** Whole lines to the results, however the stream is cut. */
function textOut(io: Io): Writable {
  const parts: Buffer[] = []
  return new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      parts.push(Buffer.from(chunk))
      done()
    },
    final(done) {
      io.out(Buffer.concat(parts).toString('utf8').trimEnd())
      done()
    },
  })
}
