import { code, codes, instant, longText, organisation as org, person, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { problem } from '../inspection/problem.ts'
import { listEntry } from '../premises/list-entry.ts'
import { premises } from '../premises/premises.ts'
import { keyLead } from './key-lead.ts'

/**
 * A lead: something found that may be a violation. The clock of the transfer runs from its discovery,
 * whoever holds it. Never deleted; duplicates are merged into the first one.
 */
export const lead = ledger('lead', {
  label: '线索',
  about: '排查、检查、举报、监测等发现的违法线索；自发现起 48 小时内移送主管部门（方案五）',
  placement: 'regional',
  fields: {
    subject: text('涉及对象', { search: 'name', help: '店名或所见场所的叫法' }),
    premises: ref(premises, '场所').nullable(),
    address: text('地点', { max: 300, search: 'name' }).nullable(),
    town: org('所在乡镇街道', { kinds: ['town'] }).nullable(),
    source: code('lead-source', '来源'),
    discoveredAt: instant('发现时间', { help: '移送时限自此起算' }),
    violations: codes('violation', '违法类型'),
    facts: longText('事实'),
    urgency: code('urgency', '紧急程度').nullable(),
    competent: org('主管部门').nullable(),
    holder: org('承办单位'),
    result: code('lead-result', '核查结果').nullable(),
    resultNote: longText('核查说明').nullable(),
    verifiedAt: instant('核实时间').nullable(),
    transferredAt: instant('最近移送时间').nullable(),
    problem: ref(problem, '来自问题').nullable(),
    entry: ref(listEntry, '来自清单条目').nullable(),
    keyLead: ref(keyLead, '来自重点线索').nullable(),
    parent: ref('lead', '前案线索').nullable(),
    mergedInto: ref('lead', '并入线索').nullable(),
    closedAt: instant('办结时间').nullable(),
    updatedFactsBy: person('最近补充人').nullable(),
  },
  life: {
    registered: state('待研判', ['amend', 'assess', 'merge'], 'wait'),
    verifying: state('核实中', ['amend', 'assess', 'conclude', 'merge']),
    'to-transfer': state('待移送', ['amend', 'assess', 'handOver', 'merge'], 'wait'),
    transferred: state('已移送', ['takeOver', 'takeBack', 'passOn'], 'plain'),
    verified: state('已核实', ['close'], 'good'),
    closed: state('已办结', [], 'done'),
    merged: state('已并入', [], 'done'),
  },
  sees: { roles: ['office', 'lghead'], orgs: { org: 'always', holder: 'always' } },
  lists: [
    {
      name: 'discovered',
      label: '按发现时间',
      order: 'discoveredAt',
      filters: ['status', 'source', 'town', 'holder', 'premises', 'result', 'problem', 'entry', 'keyLead'],
    },
  ],
  columns: ['number', 'subject', 'status', 'discoveredAt', 'source', 'org', 'holder', 'competent'],
  title: 'subject',
  labels: { org: '发现单位' },
  number: '线',
  imports: 'register',
  deadlines: {
    transfer: {
      rule: 'lead.transfer',
      label: '移送线索',
      from: 'discoveredAt',
      owner: 'holder',
      while: ['registered', 'to-transfer'],
    },
  },
})
