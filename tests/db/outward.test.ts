import { createHmac } from 'node:crypto'
import { createServer as createHttp } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { outward } from '../../apps/server/src/platform/notices/outward.ts'
import { deliver } from '../../apps/server/src/platform/notices/webhook.ts'
import { type Application, anApplication } from '../support/app.ts'

const SECRET = 'a-shared-secret-of-some-length'
let at: Application
let clerk: string
beforeAll(async () => {
  at = await anApplication()
  clerk = await at.person('jingban', '李晓东', 'townadm', 'jiefanglu')
  await at.person('zhifa', '周敏', 'hcenf', 'health')
})
afterAll(() => at.stop())

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** Something happens of which the health commission is told. */
async function something(): Promise<void> {
  const actor = await at.actorOf({ id: clerk, name: '李晓东' })
  await must(at.store, {
    actor,
    ledger: 'opinion',
    action: 'request',
    campaign: at.campaign,
    input: {
      lead: null,
      case: null,
      subject: '机密店名',
      kind: 'conduct',
      provider: at.organisations.get('health'),
      question: '是否行医',
      materials: null,
    },
  })
}

describe('the webhook', () => {
  it('is told of each notice once it is taken, signed, without what is in it, and again when it was not taken', async () => {
    const got: { body: string; signature: string }[] = []
    let isDown = true
    const server = createHttp((request, answer) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString('utf8')))
      request.on('end', () => {
        if (!isDown) got.push({ body, signature: String(request.headers['x-qingmei-signature']) })
        answer.writeHead(isDown ? 503 : 204).end()
      })
    })
    const url = `http://127.0.0.1:${await listening(server)}/hook`
    let now = new Date().toISOString()
    const round = () => deliver({ pool: at.pool, url, secret: SECRET, now: () => now })
    await something()
    expect(await round()).toBe(0)
    isDown = false
    expect(await round()).toBe(0)
    now = new Date(Date.parse(now) + 11_000).toISOString()
    expect(await round()).toBe(1)
    expect(await round()).toBe(0)
    await something()
    expect(await round()).toBe(1)
    server.close()
    expect(got.map((it) => (JSON.parse(it.body) as { code: string }).code)).toEqual([
      'opinion.requested',
      'opinion.requested',
    ])
    for (const { body, signature } of got) {
      expect(body).not.toContain('机密店名')
      const [, seconds = '', hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
      expect(hash).toBe(createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex'))
    }
  })

  it('is refused a short secret', () =>
    expect(() => outward({ QINGMEI_WEBHOOK_URL: 'http://x', QINGMEI_WEBHOOK_SECRET: 'short' }, never())).toThrow(
      'QINGMEI_WEBHOOK_SECRET',
    ))
})

describe('letters', () => {
  it('go to those who gave an address, once for all that is new, and say nothing of it', async () => {
    const letters: string[] = []
    const sink = createTcp((socket) => {
      let isData = false
      let letter = ''
      socket.write('220 sink\r\n')
      socket.on('data', (piece) => {
        for (const line of piece.toString('utf8').split('\r\n').slice(0, -1)) {
          if (isData && line === '.') {
            letters.push(letter)
            isData = false
            socket.write('250 taken\r\n')
          } else if (isData) letter += `${line}\n`
          else if (line === 'DATA') {
            isData = true
            letter = ''
            socket.write('354 go on\r\n')
          } else if (line === 'QUIT') socket.end('221 bye\r\n')
          else socket.write('250 ok\r\n')
        }
      })
    })
    const url = `smtp://127.0.0.1:${await listening(sink)}?ignoreTLS=true`
    const complaints: string[] = []
    const it = outward(
      { QINGMEI_SMTP_URL: url, QINGMEI_MAIL_FROM: 'qingmei@example.cn', QINGMEI_URL: 'https://qingmei.example.cn' },
      { pool: at.pool, store: at.store, actorOf: at.actorOf, log: (line) => complaints.push(line) },
    )
    await at.pool.query(`update auth.account set email = 'zhou@example.cn', mailed_at = $1 where username = 'zhifa'`, [
      new Date(Date.now() - 20 * 60_000).toISOString(),
    ])
    await something()
    expect(await it.run()).toBe(1)
    await something()
    expect(await it.run()).toBe(0)
    sink.close()
    expect(complaints).toEqual([])
    expect(letters).toHaveLength(1)
    const text = (letters[0] ?? '').replaceAll('=\n', '')
    expect(text).toContain('To: zhou@example.cn')
    expect(Buffer.from(text.split('\n\n').slice(1).join(''), 'base64').toString('utf8')).not.toContain('机密店名')
    expect(text).not.toContain('机密店名')
  })
})

const never = () => ({ pool: at.pool, store: at.store, actorOf: at.actorOf, log: () => undefined })
