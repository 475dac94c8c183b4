import { describe, expect, it } from 'vitest'
import { offeredFiles, registersOf } from './registers.ts'
import type { RegisterFile } from './run.ts'

const file = (id: string, kind: string, more: Partial<RegisterFile> = {}): RegisterFile =>
  ({
    id,
    kind,
    name: id,
    source: kind,
    status: 'validated',
    asOf: '2026-08-20',
    receivedAt: '2026-08-21',
    ...more,
  }) as never

describe('the registers of a county', () => {
  it('are the five that are needed, in their order, then whatever else came in', () => {
    const lines = registersOf([file('a', 'clinic-filing'), file('b', 'tax')], '2026-08-31')
    expect(lines.map((it) => [it.kind, it.needed, it.files.length])).toEqual([
      ['market', true, 0],
      ['medical-licence', true, 0],
      ['beauty-permit', true, 0],
      ['tax', true, 1],
      ['platform', true, 0],
      ['clinic-filing', false, 1],
    ])
  })

  it('say which file is too old', () => {
    const [line] = registersOf([file('new', 'market'), file('old', 'market', { asOf: '2026-01-01' })], '2026-08-31')
    expect([...(line?.stale ?? [])]).toEqual(['old'])
  })

  it('tell of a file that was not taken until another one came', () => {
    const bad = file('bad', 'market', { status: 'rejected', receivedAt: '2026-08-25' })
    const names = (files: RegisterFile[]) => registersOf(files, '2026-08-31')[0]?.files.map((it) => it.id)
    expect(names([file('good', 'market'), bad])).toEqual(['bad', 'good'])
    expect(names([file('good', 'market', { receivedAt: '2026-08-26' }), bad])).toEqual(['good'])
  })
})

it('offers a run the newest validated file of each source', () => {
  const files = [
    file('old', 'market', { asOf: '2026-07-31' }),
    file('new', 'market'),
    file('unread', 'tax', { status: 'received' }),
    file('app-a', 'platform', { source: 'a' }),
    file('app-b', 'platform', { source: 'b' }),
  ]
  expect(offeredFiles(files).map((it) => it.id)).toEqual(['new', 'app-a', 'app-b'])
})
