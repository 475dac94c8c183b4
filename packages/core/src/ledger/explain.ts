import { ROLES, type Role } from '../access/roles.ts'
import type { Action } from './action.ts'
import { type FieldInfo, fieldsOf } from './field.ts'
import type { House } from './house.ts'
import { type AnyLedger, fieldOf, filtersOf } from './ledger.ts'

/** One thing explained: a heading with what stands under it. */
export interface Paragraph {
  readonly heading: string
  readonly lines: readonly string[]
}

/** What only the source tells of an action: the file of its decision, and the actions it performs. */
export interface ActionSource {
  readonly file: string
  readonly performs: readonly string[]
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length > 0 ? lines : ['无'])
const roleNames = (roles: readonly Role[]): string => roles.map((role) => ROLES[role].label).join('、')

/** A ledger in words: what it is for, who sees it, its states, actions, time limits, lists and columns. */
export function explainLedger(house: House, of: AnyLedger): Paragraph[] {
  const states = Object.entries(of.life).map(
    ([name, it]) => `${name} ${it.label}：${it.actions.length > 0 ? it.actions.join('、') : '不再办理'}`,
  )
  return [
    { heading: `${of.name} ${of.label}`, lines: [of.about, placementOf(of)] },
    { heading: '谁看得见', lines: orNone(sightLines(of)) },
    { heading: '状态与可办事项', lines: states },
    { heading: '操作', lines: [...of.actions.values()].map((it) => `${it.name} ${it.label}：${it.about}`) },
    { heading: '时限', lines: orNone(deadlineLines(of)) },
    { heading: '引起', lines: orNone(reactionLines(house, [...of.actions.values()])) },
    { heading: '清单', lines: orNone(listLines(of)) },
    { heading: '栏目', lines: of.info.map(fieldLine) },
    ...Object.entries(of.children).map(([name, child]) => ({
      heading: `子表 ${name} ${child.label}`,
      lines: fieldsOf(child.fields).map(fieldLine),
    })),
  ]
}

/** An action in words: who, from which states, what it locks, takes, performs and sets off. */
export function explainAction(house: House, action: Action, source: ActionSource | null): Paragraph[] {
  const { ledger } = action
  const states = action.from.map((name) => `${name} ${ledger.life[name]?.label ?? ''}`)
  const to = action.to === null ? '状态不变，或由决定而定' : `${action.to} ${ledger.life[action.to]?.label ?? ''}`
  const touched = Object.entries(ledger.deadlines)
    .filter(
      ([, limit]) => (action.to !== null && limit.while.includes(action.to)) || overlaps(limit.while, action.from),
    )
    .map(([key, limit]) => `${key} ${limit.label}（${limit.rule}）`)
  const marks = [
    action.offline ? '手机可离线排队' : '',
    action.many ? '清单上可选多条一次办理' : '',
    action.confirm === null ? '' : `须确认：${action.confirm}`,
  ]
  return [
    {
      heading: `${ledger.name}.${action.name} ${ledger.label}·${action.label}`,
      lines: [action.about, ...marks.filter((it) => it !== '')],
    },
    { heading: '谁可以', lines: whoLines(action) },
    { heading: '何时', lines: action.creates ? [`新建 → ${to}`] : [...states, `→ ${to}`] },
    { heading: '先锁定', lines: orNone([...(action.creates ? [] : ['本记录']), ...action.locks]) },
    { heading: '输入', lines: orNone(fieldsOf(action.input).map(fieldLine)) },
    { heading: '决定', lines: [source?.file ?? '未找到源文件'] },
    { heading: '同时办理', lines: orNone(source?.performs ?? []) },
    { heading: '引起', lines: orNone(reactionLines(house, [action])) },
    { heading: '涉及时限', lines: orNone(touched) },
  ]
}

/** Paragraphs as text, lines indented under their headings. */
export const explanationText = (paragraphs: readonly Paragraph[]): string =>
  paragraphs.map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n')

const overlaps = (a: readonly string[], b: readonly string[]): boolean => a.some((it) => b.includes(it))

function placementOf(of: AnyLedger): string {
  const where = of.placement === 'regional' ? '按行政区划存放' : '各区划共用'
  const governed = of.governedBy === null ? '' : `，随 ${of.governedBy}`
  const outlives = of.standing ? '，不属某个专项' : ''
  return `${where}${governed}${outlives}${of.number === null ? '' : `，编号用“${of.number}”字`}`
}

function sightLines(of: AnyLedger): string[] {
  const { staff, roles = [], orgs = {} } = of.sees
  return [
    ...(staff ? ['本区划全体工作人员'] : []),
    ...(roles.length > 0 ? [`本专项的${roleNames(roles)}`] : []),
    ...Object.entries(orgs).map(([field, when]) => {
      const states = when === 'always' || when === undefined ? null : when.map((it) => of.life[it]?.label ?? it)
      return `${fieldOf(of, field).label}（${field}）及其上级${states === null ? '' : `，限于 ${states.join('、')}`}`
    }),
  ]
}

function whoLines(action: Action): string[] {
  const placed = (at: string) =>
    at.includes('.') ? `所锁记录 ${at} 的单位` : `${fieldOf(action.ledger, at).label}（${at}）`
  if (action.who === null) return ['没有人直接办理：由其他操作带出']
  return action.who.map(({ at, roles }) => {
    const where = at === 'seat' ? '本区划任一单位' : placed(at)
    return `${where}：${roleNames(roles)}`
  })
}

const deadlineLines = (of: AnyLedger): string[] =>
  Object.entries(of.deadlines).map(([key, limit]) => {
    const roles = limit.roles === undefined ? '' : `（${roleNames(limit.roles)}）`
    const states = limit.while.map((it) => of.life[it]?.label ?? it).join('、')
    const from = fieldOf(of, limit.from).label
    return `${key} ${limit.label}：规则 ${limit.rule}，自${from}起，由${fieldOf(of, limit.owner).label}${roles}，处于 ${states} 期间`
  })

const reactionLines = (house: House, actions: readonly Action[]): string[] =>
  actions.flatMap((it) => house.reactionsOn(it).map((reaction) => `${it.ledger.name}.${it.name} → ${reaction.name}`))

const listLines = (of: AnyLedger): string[] =>
  of.lists.map((list) => {
    const filters = filtersOf(list)
      .map((it) => fieldOf(of, it).label)
      .join('、')
    return `${list.name} ${list.label}：按${fieldOf(of, list.order).label}，可筛 ${filters || '无'}`
  })

function fieldLine(field: FieldInfo): string {
  const notes = [
    field.kind,
    field.target === undefined ? '' : `→ ${field.target}`,
    field.dictionary === undefined ? '' : `词典 ${field.dictionary}`,
    field.nullable ? '可空' : '',
    field.search === undefined ? '' : '可搜索',
  ]
  return `${field.name} ${field.label}（${notes.filter((it) => it !== '').join('，')}）`
}
