import { CASEWORKERS, FINDERS } from '../access/roles.ts'
import { relapseProblem, problem } from '../inspection/problem.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { moveTo, notify, perform, set } from '../ledger/change.ts'
import { code, codes, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { relapseLead } from '../lead/raise-lead.ts'
import { premises } from '../premises/premises.ts'
import { caseFile } from './case.ts'

/** A second look: at a place with a problem, or after a closed case. */
export const recheck = ledger('recheck', {
  label: '回头看',
  about: '总结巩固阶段对问题场所回头看、对已结案件跟踪复查（R-095、R-151，方案六（三））',
  placement: 'regional',
  fields: {
    problem: ref(problem, '问题').nullable(),
    case: ref(caseFile, '案件').nullable(),
    premises: ref(premises, '场所').nullable(),
    subject: text('对象', { search: 'name' }),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    holder: org('复查单位'),
    startedAt: instant('列入时间'),
    doneAt: instant('复查时间').nullable(),
    result: code('recheck-result', '复查结果').nullable(),
    note: longText('情况').nullable(),
    violations: codes('violation', '涉嫌违法类型'),
  },
  life: {
    due: state('待复查', ['done', 'assign'], 'wait'),
    done: state('已复查', ['close'], 'good'),
    relapsed: state('发现反弹', ['close'], 'bad'),
    closed: state('已办结', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', holder: 'always', town: 'always' } },
  lists: [
    {
      name: 'started',
      label: '按列入时间',
      order: 'startedAt',
      filters: ['status', 'holder', 'town', 'result', 'problem', 'case'],
    },
  ],
  columns: ['subject', 'holder', 'startedAt', 'doneAt', 'result', 'status'],
  title: 'subject',
  deadlines: { look: { rule: 'recheck.finish', label: '回头看', from: 'startedAt', owner: 'holder', while: ['due'] } },
})

const shape = recheck.fields.shape

/** Lists a second look; in the last phase every problem place gets one by itself. */
export const listRecheck = recheck.create('list', {
  label: '列入回头看',
  about: '把问题场所或已结案件列入回头看',
  who: [by('seat', [...CASEWORKERS, 'office'])],
  to: 'due',
  input: { problem: shape.problem, case: shape.case },
  locks: ['problem', 'case'],
  decide({ input, locked, now }) {
    const { problem: found, case: file } = locked
    const subject = found?.subject ?? file?.subject
    const holder = found?.holder ?? file?.agency
    if (!subject || !holder) return refuse('recheck.list.of-nothing')
    return created({
      ...input,
      premises: found?.premises ?? file?.premises ?? null,
      subject,
      town: found?.town ?? file?.town ?? null,
      holder,
      startedAt: now,
      doneAt: null,
      result: null,
      note: null,
      violations: found?.violations ?? [],
      org: holder,
    })
  },
})

export const assignRecheck = recheck.action('assign', {
  label: '调整复查单位',
  about: '调整由谁复查',
  who: [by('seat', ['office']), by('holder', ['member'])],
  input: { holder: shape.holder },
  decide: ({ self, input }) =>
    decided(set(self, { holder: input.holder }), notify(input.holder, 'recheck.assigned', { subject: self.subject })),
})

/** Says what was seen. A relapse goes back to the problem, and opens a lead with the old one as its parent. */
export const doneRecheck = recheck.action('done', {
  label: '登记复查',
  about: '登记复查结果；反弹的自动另立线索并注明前案（R-151）',
  who: [by('holder', FINDERS)],
  input: {
    doneAt: instant('复查时间'),
    result: shape.result.unwrap(),
    note: shape.note.unwrap(),
    violations: shape.violations,
  },
  locks: ['problem', 'case'],
  decide({ self, input, locked }) {
    const doneAt = new Date(input.doneAt).toISOString()
    const said = set(self, { doneAt, result: input.result, note: input.note, violations: input.violations })
    if (input.result !== 'relapse') return decided(said, moveTo(self, 'done'))
    if (input.violations.length === 0) return refuse('recheck.done.no-violation')
    const back = locked.problem
    return decided(
      said,
      moveTo(self, 'relapsed'),
      ...(back && ['verified', 'closed'].includes(back.status) ? [perform(relapseProblem, back, { at: doneAt })] : []),
      perform(relapseLead, null, {
        parent: locked.case?.lead ?? null,
        problem: self.problem,
        subject: self.subject,
        premises: self.premises,
        town: self.town,
        violations: input.violations,
        facts: input.note,
        foundAt: doneAt,
      }),
    )
  },
})

export const closeRecheck = recheck.action('close', {
  label: '办结',
  about: '回头看办结',
  who: [by('holder', CASEWORKERS)],
  to: 'closed',
  input: {},
  decide: () => decided(),
})
