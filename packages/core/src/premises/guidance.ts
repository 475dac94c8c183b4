import { shanghaiDate } from '../kernel/dates.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, edit, perform, set, waive } from '../ledger/change.ts'
import { code, date, instant, longText, organisation as org, ref, rowOf, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { listEntry } from './list-entry.ts'
import { premises, premisesActions } from './premises.ts'
import { closeEntry, disposeEntry } from './work-list.ts'

const GUIDES = ['comoff', 'msaenf', 'hcenf', 'townadm'] as const

/** A shop that has stopped treating people is led to lifestyle beauty, step by step (SYS-64, task 19). */
export const guidance = ledger('guidance', {
  label: '转型指导',
  about:
    '已停止医疗美容活动、愿意从事生活美容的，引导其依规有序转型：分步指导，办成后变更场所类别（专项治理方案（19））',
  placement: 'regional',
  fields: {
    premises: ref(premises, '场所'),
    entry: ref(listEntry, '清单条目').nullable(),
    subject: text('主体', { search: 'name' }),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    stoppedOn: date('停止医疗美容日期'),
    wish: longText('转型意愿'),
    fromKind: code('premises-kind', '原类别'),
    toKind: code('premises-kind', '转为类别'),
    startedAt: instant('开始指导'),
    finishedAt: instant('完成时间').nullable(),
    result: longText('结果说明').nullable(),
  },
  children: {
    steps: child('指导步骤', {
      step: text('步骤', {
        max: 200,
        help: '撤除医疗项目和器械、变更经营范围、办理公共场所卫生许可、公示项目和收费等',
      }),
      dueOn: date('计划完成').nullable(),
      doneOn: date('完成日期').nullable(),
      note: text('办理情况', { max: 300 }).nullable(),
    }),
  },
  life: {
    open: state('指导中', ['addStep', 'doStep', 'finish', 'abandon']),
    finished: state('已转型', [], 'good'),
    abandoned: state('已终止', [], 'done'),
  },
  sees: { roles: ['office', 'lghead', ...GUIDES.slice(0, 3)], orgs: { org: 'always', town: 'always' } },
  lists: [
    {
      name: 'started',
      label: '按开始时间',
      order: 'startedAt',
      filters: ['status', 'town', 'org', 'toKind', 'premises', 'entry'],
    },
  ],
  columns: ['number', 'subject', 'fromKind', 'toKind', 'town', 'org', 'startedAt', 'status'],
  title: 'subject',
  number: '转',
  labels: { org: '指导单位' },
  deadlines: {
    finish: { rule: 'guidance.finish', label: '完成转型指导', from: 'startedAt', owner: 'org', while: ['open'] },
  },
})

const { premises: place, entry, stoppedOn, wish, toKind } = guidance.fields.shape

/** Begins it: the shop has stopped, says what it wants, and the first steps are agreed. */
export const startGuidance = guidance.create('start', {
  label: '开始转型指导',
  about: '对已停止医疗美容活动、有意从事生活美容的场所开始转型指导（专项治理方案（19））',
  who: [by('seat', GUIDES)],
  to: 'open',
  input: { premises: place, entry, stoppedOn, wish, toKind },
  locks: ['premises', 'entry'],
  decide({ input, locked, now }) {
    const { premises: at, entry: listed } = locked
    if (input.stoppedOn > shanghaiDate(now)) return refuse('guidance.start.not-stopped', null, { on: input.stoppedOn })
    if (input.toKind === at.kind) return refuse('guidance.start.same-kind')
    if (listed && listed.premises !== at.id) return refuse('guidance.start.other-place')
    if (listed?.checkResult === 'practising') return refuse('guidance.start.practising')
    return created({
      ...input,
      subject: at.name,
      town: at.town,
      fromKind: at.kind,
      startedAt: now,
      finishedAt: null,
      result: null,
    })
  },
})

const { step, dueOn, note } = guidance.children.steps.fields.shape

export const addGuidanceStep = guidance.action('addStep', {
  label: '加一步',
  about: '增加一个指导步骤',
  who: [by('org', GUIDES)],
  input: { step, dueOn },
  decide: ({ self, input }) => decided(add(self, 'steps', [{ ...input, doneOn: null, note: null }])),
})

export const doGuidanceStep = guidance.action('doStep', {
  label: '完成一步',
  about: '登记一个步骤已完成',
  who: [by('org', GUIDES)],
  input: { no: rowOf('steps', '步骤'), doneOn: date('完成日期'), note },
  decide({ self, input, now }) {
    if (!self.steps.some((row) => row.no === input.no)) return refuse('guidance.step.unknown', null, { no: input.no })
    if (input.doneOn > shanghaiDate(now)) return refuse('guidance.step.ahead', null, { on: input.doneOn })
    return decided(edit(self, 'steps', input.no, { doneOn: input.doneOn, note: input.note }))
  },
})

/** It is done: the place changes its kind by its own action, and its entry is closed as transformed. */
export const finishGuidance = guidance.action('finish', {
  label: '完成转型',
  about: '全部步骤完成后办结：场所类别随之变更，原类别留在历史里；关联的清单条目以“已转型”办结（专项治理方案（19））',
  who: [by('org', GUIDES)],
  to: 'finished',
  input: { result: longText('结果说明') },
  locks: ['premises', 'entry'],
  confirm: '办结后场所类别随之变更。',
  decide({ self, input, locked, now }) {
    const open = self.steps.filter((row) => row.doneOn === null)
    if (self.steps.length === 0) return refuse('guidance.finish.no-step')
    if (open.length > 0) return refuse('guidance.finish.steps-open', null, { steps: open.map((row) => row.step) })
    const { premises: at, entry: listed } = locked
    return decided(
      set(self, { ...input, finishedAt: now }),
      perform(premisesActions.amend, at, { kind: self.toKind }),
      ...(listed?.status === 'disposing'
        ? [
            perform(disposeEntry, listed, { on: shanghaiDate(now), measure: '转型指导完成', document: self.number }),
            perform(closeEntry, listed, { outcome: 'transformed', outcomeNote: input.result }),
          ]
        : []),
    )
  },
})

/** It came to nothing: the shop does not want it any more, or went back to treating people. */
export const abandonGuidance = guidance.action('abandon', {
  label: '终止指导',
  about: '不再转型或恢复医疗美容活动的，终止指导并写明原因',
  who: [by('org', GUIDES)],
  to: 'abandoned',
  input: { result: longText('原因') },
  decide: ({ self, input }) => decided(set(self, input), waive(self, 'finish')),
})
