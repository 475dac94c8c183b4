import { FINDERS } from '../access/roles.ts'
import { shanghaiDate } from '../kernel/dates.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, perform, set } from '../ledger/change.ts'
import { code, codes, file, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { premises } from '../premises/premises.ts'
import { answersOf } from './checklist.ts'
import { markScreened, screeningTarget } from './screening-target.ts'

/** Results of a visit that count as a screening: somebody saw the place, or that it is not there any more. */
const COUNTS = new Set(['no-problem', 'problem', 'closed', 'not-found'])

/** A grid worker's patrol or a screening visit: where, when, what was looked at, what was found. */
export const visit = ledger('visit', {
  label: '排查巡查',
  about: '网格巡查和入户排查记录：时间、地点、照片、检查项、可疑迹象（R-085）',
  placement: 'regional',
  fields: {
    target: ref(screeningTarget, '排查对象').nullable(),
    premises: ref(premises, '场所').nullable(),
    subject: text('名称', { search: 'name' }),
    place: text('场所标识', { max: 300, help: '同一场所多次排查只计一户' }),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    visitedAt: instant('排查时间'),
    position: text('定位', { max: 60, help: '纬度,经度' }).nullable(),
    photo: file('现场照片').nullable(),
    noPhoto: text('无照片或定位的原因', { max: 200 }).nullable(),
    checklist: code('checklist', '检查表'),
    checklistVersion: text('检查表版本', { max: 64 }),
    found: codes('checklist-item', '发现问题的检查项'),
    violations: codes('violation', '涉嫌违法类型'),
    result: code('screening-result', '排查结果'),
    note: longText('情况说明').nullable(),
  },
  children: {
    answers: child('检查项', {
      item: code('checklist-item', '检查项'),
      answer: code('checklist-answer', '结果'),
      violation: code('violation', '涉嫌违法类型').nullable(),
    }),
  },
  life: { recorded: state('已记录', ['void'], 'good'), void: state('作废', [], 'done') },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', town: 'always' } },
  lists: [
    {
      name: 'visited',
      label: '按排查时间',
      order: 'visitedAt',
      filters: ['result', 'town', 'org', 'premises', 'target', 'status'],
    },
  ],
  columns: ['subject', 'visitedAt', 'org', 'town', 'result', 'violations', 'status'],
  title: 'subject',
  labels: { org: '排查单位' },
})

const {
  target,
  premises: place,
  visitedAt,
  position,
  photo,
  noPhoto,
  checklist,
  found,
  result,
  note,
} = visit.fields.shape

/** Records a visit. A photo with its position is asked for, or the reason why there is none. */
export const recordVisit = visit.create('record', {
  label: '记录排查',
  about: '记录一次排查；须有照片和定位，否则写明原因；发现问题的检查项即为可疑迹象（R-138）',
  who: [by('seat', FINDERS)],
  to: 'recorded',
  input: {
    target,
    premises: place,
    subject: visit.fields.shape.subject.nullable(),
    visitedAt,
    position,
    photo,
    noPhoto,
    checklist,
    found,
    result,
    note,
  },
  locks: ['target', 'premises'],
  offline: true,
  decide({ input, locked, plan, org: seat, now }) {
    if (input.visitedAt > now && Date.parse(input.visitedAt) - Date.parse(now) > AHEAD_MS)
      return refuse('visit.record.ahead', null, { visitedAt: input.visitedAt })
    if ((input.photo === null || input.position === null) && input.noPhoto === null)
      return refuse('visit.record.no-photo', 'R-138')
    const subject = locked.target?.name ?? locked.premises?.name ?? input.subject
    if (!subject) return refuse('visit.record.no-subject')
    const answers = answersOf(plan, input.checklist, { bad: input.found })
    if (answers === null) return refuse('inspection.checklist.unknown', null, { checklist: input.checklist })
    const bad = answers.filter((it) => it.answer === 'bad')
    if ((input.result === 'problem') !== bad.length > 0)
      return refuse('visit.record.result-differs', null, { found: bad.length })
    const visitedAt = new Date(input.visitedAt).toISOString()
    return created(
      {
        ...input,
        subject,
        visitedAt,
        premises: locked.target?.premises ?? input.premises,
        place: locked.target?.premises ?? input.premises ?? `${seat} ${subject}`,
        town: locked.target?.town ?? locked.premises?.town ?? null,
        checklistVersion: plan?.hash ?? '',
        violations: [...new Set(bad.flatMap((it) => it.violation ?? []))],
        org: seat,
      },
      add('self', 'answers', answers),
      ...(locked.target
        ? [
            perform(markScreened, locked.target, {
              on: shanghaiDate(visitedAt),
              result: input.result,
              counts: COUNTS.has(input.result),
            }),
          ]
        : []),
    )
  },
})

const AHEAD_MS = 10 * 60_000

/** Takes a record back that was made in error; it is kept, and counts no more. */
export const voidVisit = visit.action('void', {
  label: '作废',
  about: '误记的排查作废，保留记录；覆盖率不再计入',
  who: [by('org', FINDERS)],
  to: 'void',
  input: { note: longText('原因', { max: 300 }) },
  decide: ({ self, input }) => decided(set(self, { note: `${self.note ?? ''}（作废：${input.note}）` })),
})
