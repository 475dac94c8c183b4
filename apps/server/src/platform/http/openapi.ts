import type { FieldInfo } from '@qingmei/core/ledger/field'
import { fieldsOf } from '@qingmei/core/ledger/field'
import type { Action } from '@qingmei/core/ledger/action'
import type { House } from '@qingmei/core/ledger/house'
import { type AnyLedger, COMMON, fieldOf } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import type { Endpoint } from '../api/endpoint.ts'
import { childFields } from '../ledger/columns.ts'

type Json = Record<string, unknown>

/** What stands in `:ledger` and `:action` of a path is spelled out: a path for each ledger and each action. */
const LEDGER = '/api/ledgers/:ledger'

/** The whole interface as OpenAPI 3.1, from the endpoints' own schemas and the ledgers' definitions. */
export function openapiOf(endpoints: readonly Endpoint[], house: House, version: string): Json {
  const paths: Record<string, Json> = {}
  const add = (path: string, method: string, operation: Json) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  for (const each of endpoints) {
    if (!each.path.startsWith(LEDGER)) add(braced(each.path), each.method, operationOf(each, {}))
    else
      for (const ledger of house.ledgers) {
        const path = each.path.replace(':ledger', ledger.name)
        if (!path.includes(':action'))
          add(braced(path), each.method, operationOf(each, { ledger, answer: answerOf(each, ledger) }))
        else
          for (const action of ledger.actions.values())
            if (isOffered(path, action))
              add(braced(path.replace(':action', action.name)), each.method, {
                ...operationOf(each, { ledger, answer: path.endsWith('/many') ? MANY : madeOf(ledger) }),
                summary: `${ledger.label} · ${action.label}`,
                description: action.about,
                requestBody: bodyOf(actionBody(each, action.input)),
              })
      }
  }
  const schemas = Object.fromEntries(house.ledgers.map((ledger) => [schemaName(ledger), recordSchema(ledger)]))
  return {
    openapi: '3.1.0',
    info: { title: '清美 QingMei', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { ...schemas, Problem: PROBLEM },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'qingmei_session' } },
    },
  }
}

const braced = (path: string): string => path.replace(/:(\w+)/g, '{$1}')
const schemaName = (ledger: AnyLedger): string =>
  ledger.name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
const refTo = (ledger: AnyLedger): Json => ({ $ref: `#/components/schemas/${schemaName(ledger)}` })

const PROBLEM: Json = {
  type: 'object',
  description: 'A refusal: a stable code, what is wrong, the clause it follows, and what to do.',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    remedy: { type: 'string' },
    clause: { type: ['string', 'null'] },
    facts: { type: 'object' },
  },
  required: ['title', 'status', 'code', 'detail'],
}

function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  return rest
}

const bodyOf = (schema: Json): Json => ({ required: true, content: { 'application/json': { schema } } })

function operationOf(each: Endpoint, about: { ledger?: AnyLedger; answer?: Json | undefined }): Json {
  const parameters = [
    ...[...braced(about.ledger ? each.path.replace(':ledger', about.ledger.name) : each.path).matchAll(/\{(\w+)\}/g)]
      .filter(([, name]) => name !== 'action')
      .map(([, name = '']) => ({ name, in: 'path', required: true, schema: paramOf(each, name) })),
    ...queryOf(each),
  ]
  const body = each.bytes
    ? { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }
    : each.body && bodyOf(schemaOf(each.body))
  return {
    summary: each.summary,
    ...(about.ledger ? { tags: [about.ledger.label] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      200: {
        description: 'Done',
        ...(about.answer ? { content: { 'application/json': { schema: about.answer } } } : {}),
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(each.permission === 'open' ? { security: [] } : { security: [{ session: [] }] }),
    'x-permission': each.permission,
  }
}

/** What stands in a path is an id, unless the endpoint says otherwise. */
function paramOf(each: Endpoint, name: string): Json {
  const { properties = {} } = (each.params ? schemaOf(each.params) : {}) as { properties?: Record<string, Json> }
  const { pattern: _, ...own } = properties[name] ?? {}
  return own.type === 'string' ? own : { type: 'string', format: 'uuid' }
}

function queryOf(each: Endpoint): Json[] {
  if (!each.query) return []
  const { properties = {}, required = [] } = schemaOf(each.query) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    ...(required.includes(name) ? { required: true } : {}),
    schema,
  }))
}

const NAMES: Json = { type: 'object', additionalProperties: { type: 'string' }, description: 'Names for ids' }

function answerOf(each: Endpoint, ledger: AnyLedger): Json | undefined {
  if (each.method !== 'GET') return undefined
  if (each.path === LEDGER)
    return {
      type: 'object',
      properties: {
        rows: { type: 'array', items: refTo(ledger) },
        next: { type: ['string', 'null'], description: 'The cursor of the next page' },
        names: NAMES,
      },
      required: ['rows', 'next', 'names'],
    }
  if (each.path === `${LEDGER}/records/:id`)
    return { type: 'object', properties: { record: refTo(ledger), names: NAMES }, required: ['record', 'names'] }
  return undefined
}

/** Whether an action has this address: by what it is done to. */
const isOffered = (path: string, action: Action): boolean =>
  action.who !== null && (path.endsWith('/many') ? action.many : action.creates !== path.includes('/records/'))

const MANY: Json = {
  type: 'object',
  properties: {
    done: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'uuid' },
          version: { type: 'integer' },
          status: { type: 'string' },
        },
        required: ['id', 'version', 'status'],
      },
    },
    refused: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          id: { type: 'string', format: 'uuid' },
          title: { type: 'string', description: 'What the record is called' },
          number: { type: ['string', 'null'] },
          problem: { $ref: '#/components/schemas/Problem' },
        },
        required: ['id', 'title', 'number', 'problem'],
      },
    },
  },
  required: ['done', 'refused'],
}

const madeOf = (ledger: AnyLedger): Json => ({
  type: 'object',
  properties: { record: refTo(ledger) },
  required: ['record'],
})

/** The body of an action: its own input in the place where the generic endpoint takes any. */
function actionBody(each: Endpoint, input: z.ZodType): Json {
  const generic = each.body ? schemaOf(each.body) : { type: 'object' }
  return { ...generic, properties: { ...(generic as { properties?: Json }).properties, input: labelled(input) } }
}

function labelled(input: z.ZodType): Json {
  const schema = schemaOf(input) as { properties?: Record<string, Json> }
  const infos = new Map(fieldsOf(input as z.ZodObject).map((field) => [field.name, field]))
  const properties = Object.entries(schema.properties ?? {}).map(([name, it]) => [name, withWords(it, infos.get(name))])
  return { ...schema, properties: Object.fromEntries(properties) as Json }
}

function withWords(schema: Json, field: FieldInfo | undefined): Json {
  if (!field) return schema
  const code = field.dictionary ? { 'x-dictionary': field.dictionary } : {}
  const target = field.target ? { 'x-ledger': field.target } : {}
  const money = field.kind === 'fen' ? { 'x-unit': 'fen' } : {}
  return { ...schema, title: field.label, ...code, ...target, ...money }
}

/** A record: what every record carries, its own fields, its children. */
function recordSchema(ledger: AnyLedger): Json {
  const own = labelled(ledger.fields) as { properties?: Json }
  const common = Object.fromEntries(COMMON.map((name) => [name, commonSchema(ledger, name)]))
  const children = Object.entries(ledger.children).map(([name, child]) => {
    const rows = labelled(child.fields) as { properties?: Json }
    const row = { type: 'object', properties: { no: { type: 'integer' }, ...rows.properties } }
    return [
      name,
      {
        type: 'array',
        title: child.label,
        items: { ...row, required: ['no', ...childFields(child).map((it) => it.name)] },
      },
    ]
  })
  return {
    type: 'object',
    title: ledger.label,
    description: ledger.about,
    properties: { ...common, ...own.properties, ...(Object.fromEntries(children) as Json) },
    required: [...COMMON, ...ledger.info.map((field) => field.name)],
  }
}

function commonSchema(ledger: AnyLedger, name: (typeof COMMON)[number]): Json {
  const field = fieldOf(ledger, name)
  if (name === 'status') {
    const words = ledger.statuses.map((it) => `${it} ${ledger.life[it]?.label ?? ''}`)
    return { type: 'string', title: field.label, enum: [...ledger.statuses], description: words.join('；') }
  }
  if (name === 'version') return { type: 'integer', title: field.label }
  if (name === 'number') return { type: ['string', 'null'], title: field.label }
  if (name === 'campaign') return { type: ['string', 'null'], format: 'uuid', title: field.label }
  if (field.kind === 'instant') return { type: 'string', format: 'date-time', title: field.label }
  return { type: 'string', title: field.label }
}
