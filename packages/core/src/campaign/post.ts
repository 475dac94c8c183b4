import { conflictingRoles, isRole, type Role } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { set } from '../ledger/change.ts'
import { code, date, organisation as org, person, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import type { campaign } from './campaign.ts'

/** A person in a post: who holds which role at which organisation, from when to when. */
export const post = ledger('post', {
  label: '任职',
  about: '谁在哪个单位担任什么角色，含主要负责人、分管负责人、责任科室和责任人（方案七（一））',
  placement: 'reference',
  fields: {
    account: person('账号'),
    name: text('姓名', { max: 40, search: 'name' }),
    role: code('role', '角色'),
    at: org('任职单位'),
    duty: code('duty', '职责').nullable(),
    title: text('职务', { max: 60 }).nullable(),
    section: text('责任科室', { max: 60 }).nullable(),
    inCampaign: ref<typeof campaign>('campaign', '限于专项').nullable(),
    since: date('任职日期'),
    until: date('离任日期').nullable(),
  },
  life: { serving: state('在任', ['amend', 'end'], 'good'), ended: state('离任', [], 'done') },
  sees: { staff: true, roles: ['sysadm', 'secadm', 'auditor'] },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['at', 'role', 'status'] }],
  columns: ['name', 'title', 'at', 'role', 'duty', 'section', 'since', 'status'],
  title: 'name',
})

const ADMIN = [by('seat', ['sysadm'])] as const

/** Gives a person a role. Two officers of 三员分立 are never one person, and none of them reads content. */
export const appoint = post.create('appoint', {
  label: '任命',
  about: '登记任职；系统管理、安全保密、安全审计三员不得兼任，也不得兼任业务角色',
  who: ADMIN,
  to: 'serving',
  input: post.fields.shape,
  decide({ input, rolesOf }) {
    if (!isRole(input.role)) return refuse('access.seat.role-unknown', null, { role: input.role })
    const conflict = conflictingRoles([...new Set<Role>([...rolesOf(input.account), input.role])])
    if (conflict) return refuse(conflict.code, null, { roles: conflict.roles })
    return created({ ...input, org: input.at })
  },
})

/** Corrects what does not change what a person may do. */
export const amendPost = post.action('amend', {
  label: '更正',
  about: '更正职务、科室和职责；改变角色须先离任再任命',
  who: ADMIN,
  input: {
    title: post.fields.shape.title,
    section: post.fields.shape.section,
    duty: post.fields.shape.duty,
  },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Ends a post; what was done in it stays under the person's name. */
export const endPost = post.action('end', {
  label: '离任',
  about: '登记离任；已办事项仍记在其名下',
  who: ADMIN,
  to: 'ended',
  input: { until: date('离任日期') },
  confirm: '离任后该角色立即失效。',
  decide: ({ self, input }) => decided(set(self, { until: input.until })),
})
