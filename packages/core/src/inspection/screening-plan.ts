import { by, created, decided } from '../ledger/action.ts'
import { notify, set } from '../ledger/change.ts'
import { code, date, instant, integer, organisation as org, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'

/** What an organisation must screen in a month: made by the calendar, met by screening, short on the first. */
export const screeningPlan = ledger('screening-plan', {
  label: '月排查任务',
  about: '集中整治阶段每月排查不低于规定比例：每单位每类一条，月末未达的列入缺口清单（R-084、R-179，方案六（二））',
  placement: 'regional',
  fields: {
    title: text('任务', { search: 'name' }),
    month: text('月份', { max: 7 }),
    group: code('screening-group', '排查类别'),
    assignee: org('责任单位'),
    base: integer('应排查（家）'),
    need: integer('本月至少（家）'),
    done: integer('本月已排查（家）'),
    openedAt: instant('列入时间'),
    dueOn: date('截止'),
    settledAt: instant('结算时间').nullable(),
  },
  life: {
    open: state('进行中', ['reach', 'fall', 'resize'], 'wait'),
    reached: state('已达标', [], 'good'),
    short: state('未达标', [], 'bad'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { assignee: 'always' } },
  lists: [{ name: 'due', label: '按截止', order: 'dueOn', filters: ['status', 'assignee', 'month', 'group'] }],
  columns: ['title', 'assignee', 'base', 'need', 'done', 'dueOn', 'status'],
  title: 'title',
  deadlines: {
    screen: {
      rule: 'screening.monthly',
      label: '完成本月排查',
      from: 'openedAt',
      due: 'dueOn',
      owner: 'assignee',
      while: ['open'],
    },
  },
})

const { title, month, group, assignee, base, need, dueOn } = screeningPlan.fields.shape

/** Opens a month's task. Done by the calendar; the office may do it where a group came later. */
export const openPlan = screeningPlan.create('open', {
  label: '列月排查任务',
  about: '列入一个单位一个月的排查任务；系统在每月开始时自动列入',
  who: [by('seat', ['office'])],
  to: 'open',
  input: { title, month, group, assignee, base, need, dueOn },
  decide: ({ input, now }) => created({ ...input, done: 0, openedAt: now, settledAt: null, org: input.assignee }),
})

/** How far it is, and the base when places were added within the month. Done by the calendar. */
export const resizePlan = screeningPlan.action('resize', {
  label: '更新进度',
  about: '更新本月已排查数；月内新增或移出对象，应排查数随之调整',
  input: { base, need, done: screeningPlan.fields.shape.done },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Enough was screened. Done by the calendar. */
export const reachPlan = screeningPlan.action('reach', {
  label: '达标',
  about: '本月排查数达到规定比例',
  to: 'reached',
  input: { done: screeningPlan.fields.shape.done },
  decide: ({ self, input, now }) => decided(set(self, { done: input.done, settledAt: now })),
})

/** The month is over and it was not enough: the shortfall of the first of the month. Done by the calendar. */
export const fallShort = screeningPlan.action('fall', {
  label: '未达标',
  about: '月末未达到规定比例，列入缺口清单并通知责任单位和办公室',
  to: 'short',
  input: { done: screeningPlan.fields.shape.done },
  decide({ self, input, now, orgs }) {
    const facts = { title: self.title, short: self.need - input.done }
    return decided(
      set(self, { done: input.done, settledAt: now }),
      notify(self.assignee, 'screening-plan.short', facts),
      ...orgs.ofKind('office').map((office) => notify(office.id, 'screening-plan.short', facts)),
    )
  },
})
