import * as english from '@qingmei/contract/messages.en'
import * as chinese from '@qingmei/contract/messages.zh-CN'
import { describe, expect, it } from 'vitest'
import { inEnglish } from './house.ts'
import { sayProblem } from './refusals.ts'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted()

describe('refusals, remedies and notices', () => {
  it.each(['messages', 'remedies', 'notices'] as const)('are there in English, word for word by code: %s', (which) => {
    expect(Object.keys(english[which]).toSorted()).toEqual(Object.keys(chinese[which]).toSorted())
    for (const [code, text] of Object.entries(english[which])) {
      expect(holes(text), code).toEqual(holes(chinese[which][code] ?? ''))
      expect(text, code).not.toMatch(/\p{Script=Han}/u)
    }
  })
  it('are told as the server tells them where this device is Chinese', () => {
    const problem = {
      status: 409,
      code: 'action.status.closed',
      detail: '当前状态“已移出”下不能办理“分派”。',
      remedy: '请刷新后按当前状态办理。',
      clause: null,
      facts: { status: '已移出', action: '分派' },
    }
    expect(sayProblem(problem)).toBe('当前状态“已移出”下不能办理“分派”。 请刷新后按当前状态办理。')
    expect(inEnglish('assign')).toBe('Assign')
  })
})
