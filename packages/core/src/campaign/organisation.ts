import { by } from '../ledger/action.ts'
import { code, date, integer, organisation as org, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'

/** Organisations of the campaign: departments, towns, their grids (R-002… ). */
export const organisation = ledger('organisation', {
  label: '单位',
  about: '成员单位、乡镇街道和网格（方案二、四）',
  placement: 'reference',
  fields: {
    name: text('名称', { search: 'name' }),
    shortName: text('简称', { max: 20, help: '界面和图表上的叫法，如“区卫健委”', search: 'name' }).nullable(),
    short: text('文号简称', { max: 8, help: '编号开头用字，如“红”' }),
    kind: code('organisation-kind', '单位类别'),
    parent: org('上级单位').nullable(),
    campaignRole: code('organisation-role', '专项中的角色').nullable(),
    hotline: text('公布电话', { max: 40 }).nullable(),
    sort: integer('排序').nullable(),
    since: date('起用日期').nullable(),
  },
  life: { active: state('在用', ['amend', 'end'], 'good'), ended: state('停用', [], 'done') },
  sees: { staff: true, roles: ['sysadm', 'secadm', 'auditor'] },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['kind', 'status'] }],
  columns: ['name', 'kind', 'campaignRole', 'parent', 'hotline', 'status'],
  title: 'name',
  key: 'name',
  imports: 'register',
})

export const organisationActions = keepsRegister(organisation, {
  who: [by('seat', ['sysadm'])],
  opens: 'active',
  ends: 'ended',
})
