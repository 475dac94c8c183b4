import { qingmei } from '@qingmei/core/house'
import { expect, it } from 'vitest'
import { plain } from './plain.ts'

it('leaves our own numbers out and what the plan says in', () => {
  expect(plain('方案五（A-33）')).toBe('方案五')
  expect(plain('退回；原时限继续计算（R-141）')).toBe('退回；原时限继续计算')
  expect(plain('回头看（R-095、R-151，方案六（三））')).toBe('回头看（方案六（三））')
  expect(plain('当事人、处罚（R-100 至 R-103、R-148）')).toBe('当事人、处罚')
  expect(plain('自发现起 48 小时内移送（方案五）')).toBe('自发现起 48 小时内移送（方案五）')
})

it('leaves none of them in any explanation of the house', () => {
  const texts = qingmei.ledgers.flatMap((it) => [it.about, ...[...it.actions.values()].map((action) => action.about)])
  expect(texts.map(plain).filter((text) => /[A-Z]+-\d|（[、，）]|（）/.test(text.replace('SHA-256', '')))).toEqual([])
})
