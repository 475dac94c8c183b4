import { by, created, decided, refuse } from '../ledger/action.ts'
import { moveTo, set } from '../ledger/change.ts'
import { code, date, integer, organisation as org, ref, text, yesNo } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { premises } from '../premises/premises.ts'

/** A place that somebody must screen: the base frozen at the phase's start, and what was added since. */
export const screeningTarget = ledger('screening-target', {
  label: '排查对象',
  about: '集中整治阶段应排查的对象：阶段开始时冻结底数，新增的另列（R-084、R-180）',
  placement: 'regional',
  fields: {
    premises: ref(premises, '场所'),
    name: text('名称', { search: 'name' }),
    group: code('screening-group', '排查类别'),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    assignee: org('责任单位'),
    inBase: yesNo('底数内'),
    since: date('列入日期'),
    until: date('移出日期').nullable(),
    firstScreenedOn: date('首次排查').nullable(),
    lastScreenedOn: date('最近排查').nullable(),
    lastResult: code('screening-result', '最近结果').nullable(),
    visits: integer('排查次数'),
  },
  life: {
    listed: state('待排查', ['assign', 'mark', 'withdraw'], 'wait'),
    screened: state('已排查', ['assign', 'mark', 'withdraw'], 'good'),
    withdrawn: state('已移出', ['mark'], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { assignee: 'always', town: 'always' } },
  lists: [
    {
      name: 'since',
      label: '按列入日期',
      order: 'since',
      filters: ['status', 'group', 'town', 'assignee', 'inBase', 'premises'],
    },
  ],
  columns: ['name', 'group', 'town', 'assignee', 'inBase', 'firstScreenedOn', 'lastResult', 'visits', 'status'],
  title: 'name',
})

const { premises: place, group, assignee, inBase, since } = screeningTarget.fields.shape

/** Lists a place to be screened. The base is listed by the freeze of a phase; later ones say since when. */
export const listTarget = screeningTarget.create('list', {
  label: '列入排查',
  about: '把场所列入排查对象；阶段开始后列入的计入新增',
  who: [by('seat', ['office', 'hcenf', 'msaenf', 'townadm'])],
  to: 'listed',
  input: { premises: place, group, assignee, inBase, since },
  locks: ['premises'],
  decide: ({ input, locked, org: seat }) =>
    created({
      ...input,
      name: locked.premises.name,
      town: locked.premises.town,
      until: null,
      firstScreenedOn: null,
      lastScreenedOn: null,
      lastResult: null,
      visits: 0,
      org: seat,
    }),
})

/** Somebody was there. Done by recording a visit; a place that was withdrawn keeps what was done. */
export const markScreened = screeningTarget.action('mark', {
  label: '记排查',
  about: '排查一次；同一对象在阶段内只计一户（R-179）',
  input: { on: date('排查日期'), result: code('screening-result', '排查结果'), counts: yesNo('计入覆盖') },
  decide({ self, input }) {
    const first = input.counts && (self.firstScreenedOn === null || input.on < self.firstScreenedOn)
    const last = self.lastScreenedOn === null || input.on >= self.lastScreenedOn
    return decided(
      set(self, {
        visits: self.visits + 1,
        ...(first ? { firstScreenedOn: input.on } : {}),
        ...(last ? { lastScreenedOn: input.on, lastResult: input.result } : {}),
      }),
      ...(input.counts && self.status === 'listed' ? [moveTo(self, 'screened')] : []),
    )
  },
})

/** Gives it to somebody else to screen. */
export const assignTarget = screeningTarget.action('assign', {
  label: '调整责任单位',
  about: '调整排查责任单位；市场主体与医疗机构各归其主（R-181）',
  who: [by('seat', ['office']), by('assignee', ['hcenf', 'msaenf', 'townadm'])],
  input: { assignee },
  decide: ({ self, input, orgs }) =>
    orgs.get(input.assignee)
      ? decided(set(self, { assignee: input.assignee }))
      : refuse('screening-target.assign.unknown'),
})

/** Takes a place out: moved away, another trade. What was counted in past months stays. */
export const withdrawTarget = screeningTarget.action('withdraw', {
  label: '移出排查',
  about: '场所已搬离、转业等，自当日起不再列入；以往月份不变',
  who: [by('assignee', ['hcenf', 'msaenf', 'townadm']), by('seat', ['office'])],
  to: 'withdrawn',
  input: { on: date('移出日期'), reason: text('原因', { max: 300 }) },
  decide: ({ self, input }) =>
    input.on < self.since ? refuse('screening-target.withdraw.before') : decided(set(self, { until: input.on })),
})
