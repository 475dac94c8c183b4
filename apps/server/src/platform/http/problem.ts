import type { Refusal } from '@qingmei/core/kernel/result'
import { messageOf, remedyOf } from '@qingmei/contract/messages'

/** A refusal as it goes out (RFC 9457), in words that say what happened and what to do. */
export function problemOf(status: number, refusal: Refusal, extra: Readonly<Record<string, unknown>> = {}) {
  const detail = messageOf(refusal.code, refusal.facts)
  const remedy = remedyOf(refusal.code, refusal.facts)
  return {
    type: 'about:blank',
    title: TITLES[status] ?? '未能完成',
    status,
    code: refusal.code,
    detail,
    clause: refusal.clause,
    facts: refusal.facts,
    ...(remedy === null ? {} : { remedy }),
    ...extra,
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: '请求有误',
  401: '尚未登录',
  403: '没有权限',
  404: '没有找到',
  409: '状态已变',
  413: '内容过大',
  422: '未能办理',
  429: '过于频繁',
  500: '系统出错',
}
