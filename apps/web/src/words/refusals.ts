import { fill } from '@qingmei/contract/fill'
import { sayInputsInChinese } from '@qingmei/contract/input-words'
import type * as messagesEn from '@qingmei/contract/messages.en'
import { qingmei as chinese } from '@qingmei/core/house'
import type { Problem } from '../api/client.ts'
import { inEnglish } from './house.ts'
import { isEnglish } from './language.ts'

type Catalogue = Readonly<Record<string, string>>
let english: typeof messagesEn | null = null

/** Sets up what refusals are told in: the server tells them in Chinese, and by code and facts. */
export async function startRefusals(): Promise<void> {
  if (isEnglish) english = await import('@qingmei/contract/messages.en')
  else sayInputsInChinese()
}

/** What happened and what to do, in the language of this device. */
export function sayProblem({ code, detail, remedy, facts }: Problem): string {
  const known = english?.messages[code]
  if (!english || known === undefined) return [detail, remedy].filter(Boolean).join(' ')
  const said = sayFacts(isRowFault(facts) ? { ...sayRow(facts) } : facts)
  return [known, english.remedies[code]]
    .map((it) => fill(it ?? '', said, ', '))
    .filter(Boolean)
    .join(' ')
}

/** Facts that say what is wrong in a table: refusals of a whole file carry them. */
const isRowFault = (facts: Problem['facts']): facts is Parameters<typeof sayRow>[0] & Problem['facts'] =>
  ['code', 'reason', 'remedy'].every((name) => typeof facts[name] === 'string')

/** A notice, in the language of this device. */
export function sayNotice(it: { code: string; text: string; facts: Readonly<Record<string, unknown>> }): string {
  const known = english?.notices[it.code]
  return known === undefined ? it.text : fill(known, sayFacts(it.facts), ', ')
}

/** What is wrong with a row of a table, in the language of this device. */
export function sayRow<T extends { readonly code: string; readonly reason: string; readonly remedy: string }>(
  row: T,
): T {
  const [reason, remedy] = english?.faults[row.code] ?? [row.reason, row.remedy]
  return { ...row, reason, remedy }
}

/** Why a row was left out, in the language of this device; what stands for several rows has no text of its own then. */
export function saySkipped<
  T extends {
    readonly row: number | null
    readonly why: string
    readonly n: number | null
    readonly reason: string
    readonly text: string
  },
>(it: T): T {
  const known = english?.skips[it.why]
  if (known === undefined) return it
  return { ...it, reason: fill(known, { n: it.n }), text: it.row === null && it.n !== null ? '' : it.text }
}

/** What the definitions call things, by what the facts of a refusal call them. */
const named = (() => {
  const out = { ledger: new Map(), action: new Map(), status: new Map(), field: new Map(), label: new Map() } as Record<
    string,
    Map<string, string>
  >
  const note = (kind: string, label: string, name: string) => out[kind]?.set(label, inEnglish(name))
  for (const ledger of isEnglish ? chinese.ledgers : []) {
    note('ledger', ledger.label, ledger.name)
    for (const field of ledger.info) note('field', field.label, field.name)
    for (const [name, it] of Object.entries(ledger.life)) note('status', it.label, name)
    for (const [name, it] of Object.entries(ledger.deadlines)) note('label', it.label, name)
    for (const action of ledger.actions.values()) note('action', action.label, action.name)
  }
  return out
})()

const sayFacts = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? (named[name]?.get(value) ?? value) : value,
    ]),
  )

/** What is wrong with an input, in the words of the definitions, by the English for it. */
const FAULTS: Catalogue = {
  统一社会信用代码是空的: 'The credit code is empty',
  '统一社会信用代码应为 18 位': 'A credit code has 18 characters',
  统一社会信用代码含有不可用的字符: 'The credit code has a character that no code has',
  '统一社会信用代码第 3 至 8 位应为行政区划数字': 'Characters 3 to 8 of a credit code are the digits of a region',
  '统一社会信用代码校验位不符，有一位写错': 'The check digit of the credit code is wrong: a character was mistyped',
  '器械标识是 14 位数字': 'A device identifier has 14 digits',
  '校验位不符，请核对是否抄错': 'The check digit is wrong: see whether it was copied correctly',
  '只登记脱敏号码：前 6 位、8 个星号、后 4 位，如 410503********2310':
    'Only the masked number is kept: 6 characters, 8 asterisks, 4 characters, as 410503********2310',
}

export const sayFault = (message: string): string => (isEnglish ? (FAULTS[message] ?? message) : message)
