import { qingmei as chinese } from '@qingmei/core/house'
import type { Action } from '@qingmei/core/ledger/action'
import { type FieldInfo, fieldsOf as fieldsIn } from '@qingmei/core/ledger/field'
import type { House } from '@qingmei/core/ledger/house'
import { type AnyLedger, fieldOf as fieldIn } from '@qingmei/core/ledger/ledger'
import type { Dictionaries } from '../api/types.ts'
import { plain } from '../parts/plain.ts'
import { isEnglish } from './language.ts'

/** What the identifiers do not say well by themselves. */
const SAID: Readonly<Record<string, string>> = {
  org: 'Organisation',
  uscc: 'Credit code',
  totp: 'Second factor',
  no: 'No.',
  handOver: 'Hand over',
}

/**
 * The English of a name: identifiers are the field's English terms (docs/glossary.md), so that they are their own
 * labels: `discoveredAt` → Discovered at, `evidence-closed` → Evidence closed.
 */
export function inEnglish(name: string): string {
  const known = SAID[name]
  if (known !== undefined) return known
  const words = name
    .replaceAll(/[-_.]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const sayField = (field: FieldInfo): FieldInfo => {
  const { help: _help, ...rest } = field
  return { ...rest, label: inEnglish(field.name) }
}

const sayAction = (action: Action): Action => ({
  ...action,
  // By itself a form says what it makes: List recheck.
  label: action.creates
    ? `${inEnglish(action.name)} ${inEnglish(action.ledger.name).toLowerCase()}`
    : inEnglish(action.name),
  about: '',
  confirm: action.confirm === null ? null : 'This cannot be taken back.',
})

function sayLedger(ledger: AnyLedger): AnyLedger {
  const entries = <T extends { readonly label: string }>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).map(([name, it]) => [name, { ...it, label: inEnglish(name) }]))
  return {
    ...ledger,
    label: inEnglish(ledger.name),
    about: '',
    info: ledger.info.map(sayField),
    labels: {},
    children: entries(ledger.children),
    life: entries(ledger.life),
    deadlines: entries(ledger.deadlines),
    lists: ledger.lists.map((it) => ({ ...it, label: inEnglish(it.name) })),
    actions: new Map([...ledger.actions].map(([name, it]) => [name, sayAction(it)])),
  }
}

function sayHouse(house: House): House {
  const ledgers = house.ledgers.map(sayLedger)
  const ledger = (name: string): AnyLedger => ledgers.find((it) => it.name === name) ?? house.ledger(name)
  return {
    ...house,
    ledgers,
    ledger,
    action: (of, name) => ledger(of).actions.get(name) ?? house.action(of, name),
  }
}

/** Every ledger in the language of this device. */
export const qingmei: House = isEnglish ? sayHouse(chinese) : chinese

/** What an action was called when it was written down, in the language of this device. */
export function sayAct(ledger: string, label: string): string {
  const found = [...chinese.ledger(ledger).actions.values()].find((it) => it.label === label)
  return isEnglish && found ? qingmei.action(ledger, found.name).label : label
}

/** A state as the server tells it, in the language of this device. */
export function sayState(ledger: string, label: string): string {
  const found = Object.entries(chinese.ledger(ledger).life).find(([, it]) => it.label === label)
  return isEnglish && found ? inEnglish(found[0]) : label
}

/** What is owed, in the language of this device; a limit that the definition lost keeps the words it was written with. */
export const sayOwed = (ledger: string, key: string, label: string): string =>
  isEnglish ? (qingmei.ledger(ledger).deadlines[key]?.label ?? label) : label

/** What the server calls the installation itself, where no person did it. */
export const sayBy = (name: string): string => (isEnglish && name === '系统' ? 'System' : name)

/** A clause as the plan cites it; where it rests on no plan, that is said. */
export const sayClause = (clause: string): string =>
  isEnglish && clause === '平台默认（方案未定）' ? 'Platform default (the plan is silent)' : plain(clause)

/** The same by its words alone, as reminders have it. */
export const sayOwedBy = (ledger: string, label: string): string => {
  const found = Object.entries(chinese.ledger(ledger).deadlines).find(([, it]) => it.label === label)
  return found ? sayOwed(ledger, found[0], label) : label
}

/** The fields of an input or a child, in the language of this device. */
export const fieldsOf: typeof fieldsIn = (object) => (isEnglish ? fieldsIn(object).map(sayField) : fieldsIn(object))

/** A field of a record, in the language of this device. */
export const fieldOf: typeof fieldIn = (of, name) => (isEnglish ? sayField(fieldIn(of, name)) : fieldIn(of, name))

/** Codes by their English names; those that are numbers of a catalogue keep their Chinese. */
export const sayCodes = (dictionaries: Dictionaries): Dictionaries =>
  isEnglish
    ? Object.fromEntries(
        Object.entries(dictionaries).map(([name, words]) => [
          name,
          Object.fromEntries(
            Object.entries(words).map(([code, label]) => [
              code,
              /^[A-Z]{1,2}\d/.test(code) || code.includes('.') ? label : inEnglish(code),
            ]),
          ),
        ]),
      )
    : dictionaries

/** What the button of a making action says: two characters alone (登记) do not say what is made. */
export const saidOfMaking = (action: Action): string =>
  action.label.length > 2 ? action.label : `${action.label}${action.ledger.label}`
