import type { Result } from '../kernel/result.ts'
import type { Action, Surroundings } from './action.ts'
import type { Change } from './change.ts'
import { type AnyLedger, type AnyRecord, COMMON, fieldOf } from './ledger.ts'

/**
 * What an upper slice does when something happens below: same transaction, one level deep, and only
 * notices and deadlines; it never changes a row.
 */
export interface Reaction {
  readonly name: string
  /** `lead.close`: the action it follows. */
  readonly on: string
  react(given: Surroundings & { readonly record: AnyRecord }): readonly Change[]
}

/** All ledgers of an installation, checked once. Everything generic works over a house. */
export interface House {
  readonly ledgers: readonly AnyLedger[]
  readonly reactions: readonly Reaction[]
  ledger(name: string): AnyLedger
  action(ledger: string, name: string): Action
  reactionsOn(action: Action): readonly Reaction[]
}

/**
 * Puts ledgers together and refuses a house that does not hold: an action in a life cycle that nobody
 * defined, one that no state offers, a reference to a ledger that is not there, a list over a missing field.
 */
export function house(ledgers: readonly AnyLedger[], reactions: readonly Reaction[] = []): House {
  const byName = new Map(ledgers.map((it) => [it.name, it]))
  const wrong = ledgers.flatMap((it) => flawsOf(it, byName))
  for (const reaction of reactions) {
    const [ledgerName = '', actionName = ''] = reaction.on.split('.')
    if (!byName.get(ledgerName)?.actions.has(actionName))
      wrong.push(`reaction ${reaction.name}: no action ${reaction.on}`)
  }
  if (wrong.length > 0) throw new Error(`the house does not hold:\n  ${wrong.join('\n  ')}`)
  const get = (name: string): AnyLedger => {
    const found = byName.get(name)
    if (!found) throw new Error(`no ledger ${name}`)
    return found
  }
  return {
    ledgers,
    reactions,
    ledger: get,
    action(ledgerName, actionName) {
      const found = get(ledgerName).actions.get(actionName)
      if (!found) throw new Error(`no action ${ledgerName}.${actionName}`)
      return found
    },
    reactionsOn: (action) => reactions.filter((it) => it.on === `${action.ledger.name}.${action.name}`),
  }
}

function flawsOf(it: AnyLedger, byName: ReadonlyMap<string, AnyLedger>): string[] {
  const wrong: string[] = []
  const offered = new Set(Object.values(it.life).flatMap((each) => each.actions))
  for (const name of offered)
    if (!it.actions.has(name)) wrong.push(`${it.name}: no action ${name}, which its life names`)
  for (const action of it.actions.values()) {
    if (action.creates && offered.has(action.name))
      wrong.push(`${it.name}.${action.name} makes records: no state offers it`)
    if (action.creates && action.many) wrong.push(`${it.name}.${action.name} makes records: there are none to choose`)
    if (!action.creates && !offered.has(action.name)) wrong.push(`${it.name}.${action.name}: no state offers it`)
    if (action.to !== null && !Object.hasOwn(it.life, action.to))
      wrong.push(`${it.name}.${action.name}: no state ${action.to}`)
  }
  for (const field of it.info)
    if (field.kind === 'ref' && field.target && !byName.has(field.target))
      wrong.push(`${it.name}.${field.name}: no ledger ${field.target}`)
  for (const list of it.lists)
    for (const name of [list.order, ...list.filters])
      if (!it.info.some((field) => field.name === name) && !COMMON.some((common) => common === name))
        wrong.push(`${it.name}.${list.name}: no field ${name}`)
      else if (name === list.order && fieldOf(it, name).nullable)
        wrong.push(`${it.name}.${list.name}: ordered by ${name}, which may be empty`)
  for (const list of it.lists)
    for (const { by, ledger, field } of list.through ?? []) {
      const points = it.info.some((each) => each.name === by && each.target === ledger)
      if (!points) wrong.push(`${it.name}.${list.name}: ${by} does not point at ${ledger}`)
      if (it.info.some((each) => each.name === field.name))
        wrong.push(`${it.name}.${list.name}: two fields ${field.name}`)
      if (byName.get(ledger)?.lists.some((each) => each.filters.includes(field.name)) !== true)
        wrong.push(`${it.name}.${list.name}: no list of ${ledger} is filtered by ${field.name}`)
    }
  if (it.governedBy && it.info.find((field) => field.name === it.governedBy)?.kind !== 'ref')
    wrong.push(`${it.name}: governedBy ${it.governedBy} is no reference`)
  for (const [field, when] of Object.entries(it.sees.orgs ?? {})) {
    if (field !== 'org' && it.info.find((each) => each.name === field)?.kind !== 'organisation')
      wrong.push(`${it.name}: sees over ${field}, which is no organisation`)
    for (const status of when === 'always' ? [] : (when ?? []))
      if (!Object.hasOwn(it.life, status)) wrong.push(`${it.name}: sees in ${status}, which is no state`)
  }
  if (it.imports && !it.actions.get(it.imports)?.creates)
    wrong.push(`${it.name}: imports by ${it.imports}, which makes nothing`)
  return wrong
}

export type Decision = Result<unknown>
