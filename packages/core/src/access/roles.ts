/**
 * The roles of R-050 and their Chinese titles. A role is held in a seat: at an organisation, in a region,
 * for one campaign or for all. The three officers of 三员分立 (system, security, audit) are never one person
 * and hold no seat that reads content.
 */
export const ROLES = {
  sysadm: { label: '系统管理员', content: false, privileged: true },
  secadm: { label: '安全保密管理员', content: false, privileged: true },
  auditor: { label: '安全审计员', content: false, privileged: true },
  lghead: { label: '领导小组组长', content: true, privileged: true },
  office: { label: '专班办公室', content: true, privileged: false },
  member: { label: '单位负责人', content: true, privileged: false },
  liaison: { label: '联络员', content: true, privileged: false },
  grid: { label: '网格员', content: true, privileged: false },
  townadm: { label: '乡镇街道经办', content: true, privileged: false },
  hcenf: { label: '卫生执法人员', content: true, privileged: false },
  msaenf: { label: '市场监管执法人员', content: true, privileged: false },
  nmpaenf: { label: '药监执法人员', content: true, privileged: false },
  taxoff: { label: '税务经办', content: true, privileged: false },
  cacoff: { label: '网信经办', content: true, privileged: false },
  comoff: { label: '商务经办', content: true, privileged: false },
  custoff: { label: '海关经办', content: true, privileged: false },
  postoff: { label: '邮政经办', content: true, privileged: false },
  psblo: { label: '公安联络员', content: true, privileged: false },
  proclo: { label: '检察联络员', content: true, privileged: false },
  courtlo: { label: '法院联络员', content: true, privileged: false },
  aablo: { label: '审批联络员', content: true, privileged: false },
  disc: { label: '纪检监察', content: true, privileged: false },
  intake: { label: '举报受理员', content: true, privileged: false },
  custodian: { label: '举报材料保管员', content: true, privileged: true },
  rwrev: { label: '奖励审核人', content: true, privileged: false },
  rwapp: { label: '奖励审批人', content: true, privileged: false },
  payer: { label: '奖金发放人', content: true, privileged: false },
  upper: { label: '上级机关', content: true, privileged: false },
  supervisor: { label: '督导组', content: true, privileged: false },
} as const

export type Role = keyof typeof ROLES

export const isRole = (value: string): value is Role => Object.hasOwn(ROLES, value)

/** The three officers of whom no two may be one person. */
export const THREE_OFFICERS: readonly Role[] = ['sysadm', 'secadm', 'auditor']

/** Those who work on leads and transfers in a department or a town. */
export const CASEWORKERS: readonly Role[] = [
  'hcenf',
  'msaenf',
  'nmpaenf',
  'taxoff',
  'cacoff',
  'comoff',
  'custoff',
  'postoff',
  'psblo',
  'aablo',
  'townadm',
  'liaison',
  'member',
]

/** Those who may find something. */
export const FINDERS: readonly Role[] = [...CASEWORKERS, 'grid', 'intake']

/** Which pairs of roles one person may not hold together, with the reason's code. */
export function conflictingRoles(roles: readonly Role[]): { code: string; roles: Role[] } | null {
  const officers = THREE_OFFICERS.filter((role) => roles.includes(role))
  if (officers.length > 1) return { code: 'access.seat.three-officers', roles: officers }
  if (officers.length === 1 && roles.some((role) => ROLES[role].content))
    return { code: 'access.seat.officer-reads-content', roles: [...roles] }
  return null
}
