import { by, created, decided } from '../ledger/action.ts'
import { set } from '../ledger/change.ts'
import { code, date, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'

/** A running campaign of one region, pinned to one version of one plan. */
export const campaign = ledger('campaign', {
  label: '专项',
  about: '一个区县按一份方案开展的专项整治；方案的版本在此固定',
  placement: 'reference',
  fields: {
    name: text('名称', { search: 'name' }),
    plan: code('plan', '方案'),
    planHash: text('方案版本', { max: 64 }),
    from: date('开始日期'),
    until: date('结束日期'),
    parent: ref('campaign', '上级专项').nullable(),
  },
  life: {
    active: state('进行中', ['adoptPlan', 'close'], 'good'),
    closed: state('已结束', ['reopen'], 'done'),
  },
  sees: { staff: true, roles: ['sysadm', 'secadm', 'auditor'] },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['status'] }],
  columns: ['name', 'plan', 'from', 'until', 'status'],
  title: 'name',
})

const OFFICE = [by('seat', ['office', 'lghead'])] as const

/** Opens a campaign from a plan pack; the pack's hash is its version. */
export const openCampaign = campaign.create('open', {
  label: '开展专项',
  about: '按方案包开展一个专项，固定方案版本',
  who: OFFICE,
  to: 'active',
  input: campaign.fields.shape,
  decide: ({ input }) => created(input),
})

/** Takes a new version of the plan; what was decided under the old one keeps it. */
export const adoptPlan = campaign.action('adoptPlan', {
  label: '采用新版方案',
  about: '自现在起按方案的新版本办理，此前的决定和时限保持原版本',
  who: OFFICE,
  input: { planHash: campaign.fields.shape.planHash },
  confirm: '新版本对此后的决定生效。',
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Ends the campaign; what is owed under it stays owed. */
export const closeCampaign = campaign.action('close', {
  label: '结束专项',
  about: '结束专项，转入常态监管；未了的时限照常运行（奖励领取等可晚于专项结束）',
  who: OFFICE,
  to: 'closed',
  input: {},
  confirm: '结束后不再自动召集会议、布置排查；未了的事项照常办理，新线索仍可登记，转入常态监管。',
  decide: () => decided(),
})

/** Opens a closed campaign again. */
export const reopenCampaign = campaign.action('reopen', {
  label: '恢复专项',
  about: '恢复已结束的专项',
  who: OFFICE,
  to: 'active',
  input: {},
  decide: () => decided(),
})
