import { by } from '../ledger/action.ts'
import { code, date, longText, ref, text } from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { keepsRegister } from '../ledger/plain.ts'
import { premises } from './premises.ts'

/** How far faster approval of a new place, or the way of a new product to market, has come. Nothing follows from it. */
export const approvalNote = ledger('approval-note', {
  label: '审批与新产品进展',
  about: '优化审批流程、支持新产品上市的进展记录，只供查看，不产生其他效果（R-129，任务（50）（51））',
  placement: 'regional',
  standing: true,
  fields: {
    subject: text('事项', { search: 'name' }),
    kind: code('approval-note-kind', '类别'),
    applicant: text('申请人', { search: 'name' }),
    premises: ref(premises, '场所').nullable(),
    acceptedOn: date('受理日期'),
    stage: text('现阶段', { max: 60 }),
    progress: longText('进展'),
    finishedOn: date('办结日期').nullable(),
  },
  life: { open: state('进行中', ['amend', 'end'], 'wait'), ended: state('已办结', [], 'done') },
  sees: { staff: true },
  lists: [{ name: 'all', label: '按受理日期', order: 'acceptedOn', filters: ['status', 'kind'] }],
  columns: ['subject', 'kind', 'applicant', 'acceptedOn', 'stage', 'finishedOn', 'status'],
  title: 'subject',
  labels: { org: '承办单位' },
})

export const approvalNoteActions = keepsRegister(approvalNote, {
  who: [by('seat', ['aablo', 'nmpaenf', 'hcenf', 'msaenf', 'office'])],
  opens: 'open',
  ends: 'ended',
})
