import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../../tests/support/database.ts'
import { openClock } from './clock.ts'

const AUGUST = '2026-08-31T02:00:00.000Z'
const SEPTEMBER = '2026-09-05T01:00:00.000Z'
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

describe('the clock of an installation', () => {
  it('is the machine’s until somebody puts it, and never goes back', async () => {
    const clock = await openClock(database.pool())
    expect(clock.isStored).toBe(false)
    const [first, second] = [clock.now(), clock.now()]
    expect(second >= first).toBe(true)
  })

  it('stands where it was put and gives no instant twice, over restarts and processes', async () => {
    const pool = database.pool()
    await (await openClock(pool)).set(AUGUST)
    const seen: string[] = []
    for (let start = 0; start < 3; start++) {
      const clock = await openClock(pool)
      expect(clock.isStored).toBe(true)
      for (let i = 0; i < 50; i++) seen.push(clock.now())
    }
    expect(new Set(seen).size).toBe(150)
    expect([...seen].sort()).toEqual(seen)
    expect(seen.at(-1)?.slice(0, 16)).toBe('2026-08-31T02:00')
  })

  it('follows another process that moved it, and takes the next stretch when one is used up', async () => {
    const pool = database.pool()
    const [mine, other] = [await openClock(pool), await openClock(pool)]
    await other.set(SEPTEMBER)
    expect(mine.now() < SEPTEMBER).toBe(true)
    await mine.refresh()
    const before = mine.now()
    expect(before > SEPTEMBER).toBe(true)
    for (let i = 0; i < 4000; i++) mine.now()
    await mine.refresh()
    const after = mine.now()
    await mine.refresh()
    expect(mine.now() > after && after > before).toBe(true)
  })
})
