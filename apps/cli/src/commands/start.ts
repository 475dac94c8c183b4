import { installDemo } from '@qingmei/server/demo/install-demo'
import { serve, stopWhenTold } from '@qingmei/server/serve'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, UsageError } from '../command.ts'
import { withInstallation } from '../installation.ts'

export const command: Command = {
  name: 'start',
  summary: '启动服务',
  usage: [
    '用法：qingmei start [--port <端口>] [--host <地址>] [--no-demo] [--json]',
    '',
    '  --port     端口，默认 8080（或环境变量 PORT）',
    '  --host     监听地址，默认 127.0.0.1；对外服务请放在反向代理之后',
    '  --no-demo  不载入演示数据，用真实时间',
    '',
    '数据放在环境变量 QINGMEI_DATA 所指的目录（默认 .data），或 DATABASE_URL 所指的 PostgreSQL。Ctrl-C 停止。',
  ].join('\n'),
  async run(args, io) {
    const { values, positionals } = readArguments(args, {
      port: { type: 'string' },
      host: { type: 'string' },
      'no-demo': { type: 'boolean' },
    })
    expectPositionals(positionals, [])
    const port = Number(values.port ?? io.env.PORT ?? '8080')
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError('端口应为 0–65535 的整数')
    const host = String(values.host ?? io.env.HOST ?? '127.0.0.1')
    const demo = values['no-demo'] !== true && io.env.QINGMEI_DEMO !== 'off'
    return withInstallation(
      io,
      async (it) => {
        if (demo) await installDemo(it, (line) => io.err(line))
        const served = await serve(it, { port, host }, (line) => io.err(line))
        const url = `http://${host === '127.0.0.1' ? 'localhost' : host}:${served.port}`
        io.out(io.json ? JSON.stringify({ url, demo }) : `清美已启动：${url}`)
        await stopWhenTold(served.stop)
        return 0
      },
      { demo },
    )
  },
}
