/** The type of a form as it was frozen. Only the server makes such files; nobody can upload one. */
export const FROZEN_SHEET = 'application/vnd.qingmei.sheet+json'

/** What the frozen data sheet of a month is called: how a meeting knows that it is its own. */
export const frozenName = (month: string): string => `数据表-${month}.json`
