import { messages as messagesEn, notices as noticesEn, remedies as remediesEn } from '@qingmei/contract/messages.en'
import { messages, notices, remedies } from '@qingmei/contract/messages.zh-CN'
import { describe, expect, it } from 'vitest'
import { inEnglish } from './house.ts'
import { sayProblem } from './refusals.ts'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()

describe('refusals, remedies and notices', () => {
  it.each([
    [messagesEn, messages],
    [remediesEn, remedies],
    [noticesEn, notices],
  ])('are there in English, code by code, with the same facts', (english, chinese) => {
    expect(Object.keys(english).toSorted()).toEqual(Object.keys(chinese).toSorted())
    for (const [code, text] of Object.entries(english)) {
      expect(holes(text), code).toEqual(holes(chinese[code] ?? ''))
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
