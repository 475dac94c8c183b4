import type { z } from 'zod'
import { isTable } from './extend.ts'
import { knownKeys } from './json-schema.ts'
import { planSchema } from './plan.ts'
import { type Path, type PlanProblem, suggest } from './problem.ts'

/** The clause nearest above a place: what a problem there touches. */
export function clauseAt(raw: unknown, path: Path): string | null {
  let value = raw
  let clause: string | null = null
  for (const step of [null, ...path]) {
    if (step !== null) value = valueAt(value, [step])
    if (isTable(value) && typeof value['clause'] === 'string') clause = value['clause']
  }
  return clause
}

/** The value at a place, or undefined. */
export function valueAt(raw: unknown, path: Path): unknown {
  let value = raw
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)]
    else if (isTable(value) && Object.hasOwn(value, step)) value = value[step]
    else return undefined
  }
  return value
}

const toPath = (path: readonly PropertyKey[]): Path =>
  path.map((step) => (typeof step === 'number' ? step : String(step)))

/** Everything in which the pack's shape differs from the schema, in words a drafter can follow. */
export function schemaProblems(raw: unknown, schema: z.ZodType = planSchema): PlanProblem[] {
  const parsed = schema.safeParse(raw)
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => describe(raw, issue, schema))
}

function describe(raw: unknown, issue: z.core.$ZodIssue, schema: z.ZodType): PlanProblem[] {
  const path = toPath(issue.path)
  const error = (code: string, at: Path, words: { what: string; remedy: string }): PlanProblem => ({
    severity: 'error',
    code,
    path: at,
    ...words,
    clause: clauseAt(raw, at),
  })
  const value = valueAt(raw, path)
  const shown =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `“${value}”` : '这里的值'
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(path, schema).filter((key) => valueAt(raw, [...path, key]) === undefined)
      return issue.keys.map((key) =>
        error('plan.key.unknown', [...path, key], { what: `不认识的键“${key}”`, remedy: suggest(key, known) }),
      )
    }
    case 'invalid_type':
      if (value === undefined)
        return [
          error('plan.key.missing', path, {
            what: `缺少“${String(path.at(-1) ?? '')}”`,
            remedy: `补上这一项（${typeWord(issue.expected)}）`,
          }),
        ]
      return [error('plan.value.type', path, { what: `${shown}的类型不对`, remedy: `应为${typeWord(issue.expected)}` })]
    case 'invalid_value':
      return [
        error('plan.value.not-allowed', path, {
          what: value === undefined ? `缺少“${String(path.at(-1) ?? '')}”` : `${shown}不可用`,
          remedy: suggest(String(value), issue.values.map(String)),
        }),
      ]
    case 'invalid_union':
      return [
        error('plan.limit.shape', path, {
          what: '这不是一个时限',
          remedy: '只写一种：hours、workingDays、calendarDays、date，或 monthlyDay（可带 inclusive、roll）',
        }),
      ]
    case 'invalid_key':
      return [
        error('plan.key.shape', path, {
          what: `键名“${String(path.at(-1) ?? '')}”不合写法`,
          remedy: issue.issues[0]?.message ?? '改正键名',
        }),
      ]
    default:
      return [error('plan.value.invalid', path, { what: `${shown}不合要求`, remedy: issue.message })]
  }
}

const TYPE_WORDS: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '一组键值',
  record: '一组键值',
}

const typeWord = (expected: string): string => TYPE_WORDS[expected] ?? expected
