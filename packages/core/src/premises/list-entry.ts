import { usccFault } from '../kernel/identifiers.ts'
import { code, date, instant, longText, organisation as org, person, ref, text, yesNo } from '../ledger/field.ts'
import { child, ledger, state, through } from '../ledger/ledger.ts'
import { premises } from './premises.ts'

/** Those who work on the lists: health, market supervision, commerce. */
export const LIST_WORKERS = ['hcenf', 'msaenf', 'comoff'] as const

/**
 * One place on the lists of who holds which papers: what was said of it when it was listed stays as it
 * was said. The disposal and its approval are part of the entry and not a ledger of their own: there is never
 * more than one at a time, it has the entry's owner and secrecy, and earlier ones are in the history.
 */
export const listEntry = ledger('list-entry', {
  label: '清单条目',
  about:
    '市场主体清单：有证有照、有照无证、无照无证，有证无照另列备查；列入是比对结果，须经现场核查，不作为违法认定（专项治理方案四（一）、R-073、R-137）',
  placement: 'regional',
  fields: {
    premises: ref(premises, '场所').nullable(),
    subject: text('主体', { search: 'name', help: '列入时的名称，以后不随登记变动' }),
    address: text('地址', { max: 300, search: 'name' }).nullable(),
    uscc: text('统一社会信用代码', { max: 18, check: usccFault, search: 'code' }).nullable(),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    placeKey: text('同一主体标识', { max: 420, help: '同一专项内一个主体只列一次' }),
    class: code('premises-class', '清单'),
    doesMedical: yesNo('涉及医疗美容').nullable(),
    toCheck: yesNo('须现场核查', { help: '按所在清单和是否涉医；登记齐全又不涉医的不须核查' }),
    provisional: yesNo('暂列', { help: '比对数据未到齐' }),
    basis: longText('列入依据'),
    run: text('比对批次', { max: 60 }).nullable(),
    enteredAt: instant('列入时间'),
    owedFrom: instant('应办起算').nullable(),
    holder: org('承办单位').nullable(),
    officer: person('承办人', { at: 'holder', help: '须在承办单位任职；不写则由单位自行安排' }).nullable(),
    assignedAt: instant('分派时间').nullable(),
    checkBy: date('核查期限', { help: '不写则按方案时限' }).nullable(),
    checkedAt: instant('核查时间').nullable(),
    checkedBy: person('核查人').nullable(),
    checkResult: code('list-check', '核查结果').nullable(),
    checkNote: longText('核查情况').nullable(),
    disposal: code('disposal-class', '处置类别').nullable(),
    circumstances: longText('违法情形').nullable(),
    harm: longText('危害程度').nullable(),
    proposedBy: person('提出人').nullable(),
    proposedAt: instant('提出时间').nullable(),
    approvedBy: person('批准人').nullable(),
    approvedAt: instant('批准时间').nullable(),
    outcome: code('list-outcome', '处置结果').nullable(),
    outcomeNote: longText('结果说明').nullable(),
    leadAt: instant('转线索时间').nullable(),
    closedAt: instant('办结时间').nullable(),
    leftAt: instant('移出时间').nullable(),
    leftReason: text('移出原因', { max: 500 }).nullable(),
  },
  children: {
    measures: child('处置措施', {
      on: date('日期'),
      measure: text('措施', { max: 500 }),
      by: org('实施单位'),
      document: text('文书编号', { max: 60 }).nullable(),
    }),
  },
  life: {
    listed: state('待分派', ['assign', 'changeClass', 'follow', 'stepAside', 'leave'], 'wait'),
    relisted: state('重新列入', ['assign', 'changeClass', 'follow', 'stepAside', 'leave'], 'wait'),
    assigned: state('待核查', ['check', 'assign', 'recall', 'changeClass', 'follow', 'stepAside', 'leave'], 'wait'),
    checked: state('已核查', ['classify', 'close', 'check', 'linkLead', 'changeClass', 'follow', 'stepAside', 'leave']),
    classified: state(
      '待批准',
      ['approve', 'sendBack', 'linkLead', 'changeClass', 'follow', 'stepAside', 'leave'],
      'wait',
    ),
    disposing: state('处置中', ['dispose', 'close', 'linkLead', 'changeClass', 'follow', 'stepAside', 'leave']),
    closed: state('已办结', ['relist', 'changeClass', 'follow', 'stepAside', 'leave'], 'good'),
    left: state('已移出', ['relist', 'follow', 'stepBack'], 'done'),
  },
  sees: {
    roles: ['office', 'lghead', 'hcenf', 'msaenf', 'comoff'],
    orgs: { org: 'always', holder: 'always', town: 'always' },
  },
  lists: [
    {
      name: 'entered',
      label: '按列入时间',
      order: 'enteredAt',
      filters: ['class', 'status', 'toCheck', 'town', 'holder', 'doesMedical', 'disposal', 'premises'],
      // In which grid a place lies is said after it was listed, and said anew when grids are drawn anew.
      through: [through('premises', premises, 'grid')],
    },
  ],
  columns: [
    'number',
    'subject',
    'class',
    'doesMedical',
    'town',
    'holder',
    'checkBy',
    'enteredAt',
    'disposal',
    'status',
  ],
  title: 'subject',
  number: '清',
  labels: { org: '列入单位' },
  imports: 'enter',
  deadlines: {
    assign: {
      rule: 'list.assign',
      label: '分派核查',
      from: 'owedFrom',
      owner: 'org',
      while: ['listed', 'relisted'],
    },
    check: {
      rule: 'list.check',
      label: '现场核查',
      from: 'assignedAt',
      due: 'checkBy',
      owner: 'holder',
      while: ['assigned'],
    },
    classify: { rule: 'list.classify', label: '提出处置类别', from: 'checkedAt', owner: 'holder', while: ['checked'] },
    approve: {
      rule: 'list.approve',
      label: '批准处置类别',
      from: 'proposedAt',
      owner: 'holder',
      roles: ['member'],
      while: ['classified'],
    },
    dispose: { rule: 'list.dispose', label: '处置到位', from: 'approvedAt', owner: 'holder', while: ['disposing'] },
  },
})
