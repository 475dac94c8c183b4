import { code, date, file, instant, integer, longText, organisation as org, text, yesNo } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'

/** A meeting: agenda, who came, the sheet that was laid before it, minutes, and what it asked for. */
export const meeting = ledger('meeting', {
  label: '会议',
  about: '动员部署会、月碰头会等：议程、参会、数据表、纪要、议定事项（R-060、R-156，方案二）',
  placement: 'regional',
  fields: {
    kind: code('meeting-kind', '会议类型'),
    title: text('会议名称', { search: 'name' }),
    month: text('通报月份', {
      max: 7,
      help: '月碰头会通报哪个月的数据，如 2026-08',
      check: (said) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(said) ? null : '写成 2026-08 的样子'),
    }).nullable(),
    listedAt: instant('列入时间'),
    holdBy: date('最迟召开日').nullable(),
    plannedAt: instant('计划时间').nullable(),
    place: text('地点').nullable(),
    chair: text('主持人', { max: 50 }).nullable(),
    heldAt: instant('召开时间').nullable(),
    sheet: file('数据表').nullable(),
    minutes: longText('会议纪要', { max: 8000 }).nullable(),
    outlook: longText('存在问题和下步打算').nullable(),
    issueNo: text('纪要文号', { max: 60, search: 'code' }).nullable(),
    issuedAt: instant('印发时间').nullable(),
    closedAt: instant('办结时间').nullable(),
    items: integer('议定事项'),
    openItems: integer('未办结事项'),
  },
  children: {
    agenda: child('议程', { topic: text('议题'), speaker: org('汇报单位').nullable() }),
    attendance: child('参会', {
      unit: org('单位'),
      person: text('参会人', { max: 50 }).nullable(),
      present: yesNo('到会').nullable(),
    }),
  },
  life: {
    scheduled: state('待召开', ['amend', 'addTopic', 'dropTopic', 'invite', 'attend', 'hold', 'cancel'], 'wait'),
    invited: state('已通知', ['amend', 'addTopic', 'dropTopic', 'invite', 'attend', 'hold', 'cancel']),
    held: state('已召开', ['attend', 'minute', 'itemOpened', 'itemClosed'], 'good'),
    minuted: state('纪要已拟', ['attend', 'minute', 'issue', 'itemOpened', 'itemClosed']),
    issued: state('纪要已印发', ['itemOpened', 'itemClosed', 'close'], 'good'),
    closed: state('已办结', [], 'done'),
    cancelled: state('已取消', [], 'done'),
  },
  sees: { roles: ['office', 'lghead', 'member', 'liaison'] },
  lists: [{ name: 'listed', label: '按列入时间', order: 'listedAt', filters: ['status', 'kind', 'month'] }],
  columns: ['title', 'kind', 'plannedAt', 'heldAt', 'items', 'openItems', 'status'],
  title: 'title',
  labels: { org: '召集单位' },
  deadlines: {
    hold: {
      rule: 'meeting.monthly',
      label: '召开月碰头会',
      from: 'listedAt',
      due: 'holdBy',
      owner: 'org',
      while: ['scheduled', 'invited'],
    },
  },
})
