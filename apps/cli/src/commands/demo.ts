import { installDemo } from '@qingmei/server/demo/install-demo'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@qingmei/server/demo/people'
import { expectPositionals, readArguments } from '../arguments.ts'
import { type Command, print } from '../command.ts'
import { refuse, withInstallation } from '../installation.ts'

export const command: Command = {
  name: 'demo',
  summary: '载入演示数据，列出演示账号',
  usage: [
    '用法：qingmei demo [--json]',
    '',
    '在空的安装里载入北关区 2026 年专项整治的演示：单位、人员、部门数据、线索和移送。已载入的只列出账号。',
    '载入中断的，再次执行会从头载入。安装里有真实数据时拒绝。',
  ].join('\n'),
  async run(args, io) {
    expectPositionals(readArguments(args, {}).positionals, [])
    return withInstallation(
      io,
      async (it) => {
        if (!(await installDemo(it, (line) => io.err(line)))) throw refuse('cli.demo.in-use')
        const people = DEMO_PEOPLE.map(({ username, name, title }) => ({ username, name, title }))
        const lines = people.map((each) => `${each.username.padEnd(20)}${each.name}  ${each.title}`)
        print(io, { password: DEMO_PASSWORD, people }, [...lines, '', `密码都是 ${DEMO_PASSWORD}`].join('\n'))
        return 0
      },
      { demo: true },
    )
  },
}
