import { usccFault } from '../kernel/identifiers.ts'
import { code, codes, date, instant, longText, organisation as org, ref, rowOf, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { problem } from '../inspection/problem.ts'
import { listEntry } from '../premises/list-entry.ts'
import { premises } from '../premises/premises.ts'

/**
 * The ledger of key illegal leads: what complaints since 2021, routine supervision, monitoring and comparison
 * say of places that matter, and the chain of each product up to its supplier and down to its users. One ledger: the
 * plan's 信息台账 and 线索台账 are the same.
 */
export const keyLead = ledger('key-lead', {
  label: '重点违法线索',
  about:
    '重点违法线索台账：2021 年以来的投诉举报、日常监管问题、网络监测和比对发现；涉药品器械的全链条追查（专项治理方案四（一）（二）、R-075）',
  placement: 'regional',
  fields: {
    subject: text('对象', { search: 'name' }),
    family: code('key-lead-family', '来源类别'),
    originalNo: text('原编号', {
      max: 80,
      search: 'code',
      help: '原投诉举报或台账编号，重复导入时据此识别',
    }).nullable(),
    originalOn: date('原始日期'),
    premises: ref(premises, '场所').nullable(),
    uscc: text('涉及信用代码', { max: 18, check: usccFault, search: 'code' }).nullable(),
    address: text('地点', { max: 300, search: 'name' }).nullable(),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    violations: codes('violation', '涉嫌违法类型'),
    fact: longText('事实'),
    severity: code('severity', '严重程度'),
    priority: code('key-lead-priority', '治理优先级'),
    problem: ref(problem, '来自问题').nullable(),
    entry: ref(listEntry, '来自清单条目').nullable(),
    holder: org('调查单位').nullable(),
    assignedAt: instant('交办时间').nullable(),
    result: code('lead-result', '调查结果').nullable(),
    resultNote: longText('调查说明').nullable(),
    chainNote: longText('追查说明', { help: '上下游没有追到的，写明已查何处、为何中断' }).nullable(),
    concludedAt: instant('调查终结时间').nullable(),
    leadAt: instant('转线索时间').nullable(),
    closedAt: instant('办结时间').nullable(),
  },
  children: {
    products: child('涉案产品', {
      name: text('产品名称', { max: 120 }),
      kind: code('product-kind', '类别'),
      registrationNo: text('注册证或备案号', { max: 80 }).nullable(),
      lot: text('批号或序列号', { max: 80 }).nullable(),
      quantity: text('数量', { max: 40, help: '连单位写：125 盒' }).nullable(),
      verdict: code('product-verdict', '来源认定'),
    }),
    links: child('上下游', {
      product: rowOf('products', '产品'),
      direction: code('chain-direction', '方向'),
      name: text('名称', { max: 120 }),
      premises: ref(premises, '场所').nullable(),
      uscc: text('统一社会信用代码', { max: 18 }).nullable(),
      place: text('所在地', { max: 120, help: '外地的写明省市' }).nullable(),
      quantity: text('数量', { max: 40 }).nullable(),
      on: date('交易日期').nullable(),
      proof: text('依据', { max: 300, help: '票据、聊天记录、进货台账等' }),
      stage: code('trace-stage', '追查情况'),
    }),
  },
  life: {
    registered: state('待交办', ['amend', 'assign', 'addProduct', 'trace', 'correctLink', 'linkLead', 'drop'], 'wait'),
    investigating: state('调查中', [
      'amend',
      'assign',
      'addProduct',
      'trace',
      'correctLink',
      'conclude',
      'linkLead',
      'drop',
    ]),
    concluded: state('已调查', ['trace', 'correctLink', 'linkLead', 'close', 'reopen'], 'good'),
    closed: state('已办结', ['reopen', 'linkLead'], 'done'),
    dropped: state('已剔除', ['reopen'], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', holder: 'always' } },
  lists: [
    {
      name: 'original',
      label: '按原始日期',
      order: 'originalOn',
      filters: ['status', 'family', 'priority', 'severity', 'town', 'holder', 'premises', 'problem', 'entry'],
    },
  ],
  columns: ['number', 'subject', 'family', 'originalOn', 'priority', 'severity', 'town', 'holder', 'status'],
  title: 'subject',
  number: '重',
  labels: { org: '登记单位' },
  key: 'originalNo',
  imports: 'register',
  deadlines: {
    investigate: {
      rule: 'key-lead.investigate',
      label: '调查重点线索',
      from: 'assignedAt',
      owner: 'holder',
      while: ['investigating'],
    },
  },
})
