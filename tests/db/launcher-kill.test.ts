import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canReach, isRoot, unprivilegedAccount } from '../../apps/server/src/platform/db/embedded/account.ts'
import { startEmbedded } from '../../apps/server/src/platform/db/embedded/start.ts'
import { Host, killDuringFirstStart, killWhileWriting, missing, rowsOf, startAgain } from '../faults/launcher-rounds.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const quiet = () => undefined
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qingmei-launcher-'))
  // As root, only a folder that others may walk through holds its cluster itself.
  chmodSync(dataDir, 0o711)
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the launcher of the built-in database', () => {
  it('starts at once after it was killed at any moment of its first start', async () => {
    for (const latest of [400, 1200, 2400]) {
      expect(await killDuringFirstStart(dataDir, latest)).toEqual([])
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  it('takes over the server that a killed host left behind, with every acknowledged row', async () => {
    const round = await killWhileWriting(dataDir, 0, 'host')
    expect(round).toMatchObject({ missing: [], adopted: true })
    expect(round.written).toBeGreaterThanOrEqual(50)
  })

  it('recovers every acknowledged row after host and server were killed together', async () => {
    for (const [index, victims] of (['host-and-database', 'database-and-host'] as const).entries()) {
      const round = await killWhileWriting(dataDir, index * 1_000_000, victims)
      expect(round).toMatchObject({ missing: [], adopted: false })
      expect(round.written).toBeGreaterThanOrEqual(50)
    }
  })

  it('brings the server back while the host goes on writing', async () => {
    const host = new Host(dataDir)
    const { pid } = await host.ready()
    await host.writes(50)
    process.kill(pid, 'SIGKILL')
    await host.writes(100)
    await host.stop()
    expect(await startAgain(dataDir, (rows) => missing(host.written, rows))).toEqual([])
  })

  it('is shared by processes on one folder, and the last one to leave shuts it down', async () => {
    const host = new Host(dataDir)
    const { pid } = await host.ready()
    const mine = await startEmbedded({ dataDir, log: quiet })
    expect(mine).toMatchObject({ pid, adopted: true })
    await host.writes(20)
    await host.stop()
    expect(missing(host.written, await rowsOf(mine))).toEqual([])
    await mine.stop()
    const again = await startEmbedded({ dataDir, log: quiet })
    expect(again.adopted).toBe(false)
    await again.stop()
  })

  it('makes one cluster when several processes start on an empty folder at the same moment', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startEmbedded({ dataDir, log: quiet })))
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1)
    await Promise.all(all.map((one) => one.stop()))
  })

  it('is not fooled by a lock file whose number belongs to another process by now', async () => {
    await (await startEmbedded({ dataDir, log: quiet })).stop()
    writeFileSync(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${dataDir}/postgres\n1\n5432\n/tmp/qingmei-gone\n\n0 0\nready\n`,
    )
    await startAgain(dataDir, (_, database) => expect(database.adopted).toBe(false))
  })

  it('refuses a folder of another major version and leaves it alone', async () => {
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir, log: quiet })).rejects.toMatchObject({
      code: 'database.start.other-major',
      facts: { found: '17', expected: '18' },
    })
  })

  it.runIf(isRoot())(
    'runs for root where only root can go, and refuses to begin anew when the data is gone',
    async () => {
      const closed = join(dataDir, 'closed')
      mkdirSync(closed, { mode: 0o700 })
      const inner = join(closed, 'data')
      await (await startEmbedded({ dataDir: inner, log: quiet })).stop()
      const pointer = join(inner, 'postgres.place')
      const data = readFileSync(pointer, 'utf8').trim()
      expect(data).toMatch(/^\/var\/lib\/qingmei\//)
      await startAgain(inner, (_, database) => expect(database.pid).toBeGreaterThan(0))
      renameSync(data, `${data}.away`)
      await expect(startEmbedded({ dataDir: inner, log: quiet })).rejects.toMatchObject({
        code: 'database.start.data-gone',
      })
      rmSync(dirname(data), { recursive: true })
    },
  )

  it.runIf(isRoot() && canReach(unprivilegedAccount(), ROOT) && !process.execPath.startsWith(homedir()))(
    'runs for an ordinary account, whose data folder root may use later and a third account may not',
    async () => {
      const { uid, gid } = unprivilegedAccount()
      chownSync(dataDir, uid, gid)
      const host = new Host(dataDir, { uid })
      await host.ready()
      await host.writes(20)
      await host.kill()
      expect(await startAgain(dataDir, (rows) => missing(host.written, rows))).toEqual([])
      const stranger = new Host(dataDir, { uid: 12345 })
      await expect(stranger.ready()).rejects.toThrow(/EACCES|other-account/)
    },
  )
})
