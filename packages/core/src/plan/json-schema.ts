import { z } from 'zod'
import { isTable } from './extend.ts'
import { planSchema } from './plan.ts'
import type { Path } from './problem.ts'

/** A schema as JSON Schema, as it stands. */
const inJson = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' })

/**
 * The JSON Schema by which an editor completes and checks the files of a pack. A pack is spread over files and
 * leaves to its base what it does not change, so no key is demanded here: the linter does that on the whole.
 */
export const planJsonSchema = (): Record<string, unknown> =>
  fileSchema(planSchema, {
    title: 'QingMei plan pack',
    description: 'A file of a plan pack under plans/<id>/. Generated from the schema in packages/core/src/plan.',
  })

/** The JSON Schema for the files of what is spread over several. */
export function fileSchema(
  schema: z.ZodType,
  about: { readonly title: string; readonly description: string },
): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = inJson(schema)
  const relaxed = relax(rest)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...about,
    ...(isTable(relaxed) ? relaxed : {}),
  }
}

/** Without `required`, except in unions, where it tells the branches apart. */
function relax(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relax)
  if (!isTable(value)) return value
  const open = Object.entries(value).filter(([key, item]) => !(key === 'required' && Array.isArray(item)))
  return Object.fromEntries(open.map(([key, item]) => [key, key === 'anyOf' ? item : relax(item)]))
}

/** The keys that may stand in the table at a place; of all branches where there are several. */
export function knownKeys(path: Path, schema: z.ZodType = planSchema): string[] {
  let nodes: unknown[] = [inJson(schema)]
  for (const step of path) nodes = nodes.flatMap((node) => below(node, step))
  return [...new Set(nodes.flatMap(branches).flatMap((node) => Object.keys(tableIn(node, 'properties'))))]
}

const tableIn = (node: unknown, key: string): Record<string, unknown> => {
  const held = isTable(node) ? node[key] : undefined
  return isTable(held) ? held : {}
}

const branches = (node: unknown): unknown[] =>
  isTable(node) && Array.isArray(node['anyOf']) ? node['anyOf'].flatMap(branches) : [node]

function below(node: unknown, step: string | number): unknown[] {
  return branches(node).flatMap((branch) => {
    if (!isTable(branch)) return []
    if (typeof step === 'number') return isTable(branch['items']) ? [branch['items']] : []
    const named = tableIn(branch, 'properties')[step]
    if (named !== undefined) return [named]
    return isTable(branch['additionalProperties']) ? [branch['additionalProperties']] : []
  })
}
