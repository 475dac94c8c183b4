import { describe, expect, it } from 'vitest'
import { profileOf } from './profiles.ts'
import { readingProfile } from './reading-profile.ts'
import { readRegisterRow } from './register-row.ts'

const row = (code: string) => ({ sheet: null, row: 2, values: { code, name: '某某美容院', scope: '美容服务' } })
const compared = readingProfile('market', { code: '统一社会信用代码', name: '名称', scope: '经营范围' })

describe('a business registration with a broken code', () => {
  it('is compared all the same, and that is what is said of it', () => {
    const { entry, faults } = readRegisterRow(compared, 'market.csv', row('92410503MAWQ5LU4YX'), '2026-08-31')
    expect(entry).toMatchObject({ name: '某某美容院', uscc: null })
    expect(faults).toMatchObject([{ level: 'noted', code: 'registers.code.check-digit' }])
    expect(faults[0]?.reason).toContain('照常参加比对')
    expect(faults[0]?.remedy).toContain('重新上传')
  })
  it('makes no place where it is imported, and none is compared without any code', () => {
    const imported = readRegisterRow(profileOf('market'), 'market.csv', row('92410503MAWQ5LU4YX'), '2026-08-31')
    expect([imported.entry, imported.faults[0]?.level]).toEqual([null, 'refused'])
    const blank = readRegisterRow(compared, 'market.csv', row(''), '2026-08-31')
    expect([blank.entry, blank.faults[0]?.level]).toEqual([null, 'refused'])
  })
})
