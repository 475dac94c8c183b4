import {
  closeLead,
  concludeLead,
  handOverLead,
  mergeLead,
  passOnLead,
  takeBackLead,
  takeOverLead,
} from './conclude-lead.ts'
import {
  amendTransfer,
  approveTransfer,
  attachEvidence,
  cancelTransfer,
  detachEvidence,
  draftTransfer,
  withdrawTransfer,
} from './draft-transfer.ts'
import { evidence, fileEvidence, passEvidence, voidEvidence } from './evidence.ts'
import { exemptTransfer } from './exempt-transfer.ts'
import { approveExemption, exemption, refuseExemption, requestExemption } from './exemption.ts'
import { lead } from './lead.ts'
import {
  acceptTransfer,
  closeTransfer,
  feedBackTransfer,
  forwardTransfer,
  onwardTransfer,
  receiveTransfer,
  returnTransfer,
} from './receive-transfer.ts'
import { amendLead, assessLead, registerLead } from './register-lead.ts'
import { sendTransfer } from './send-transfer.ts'
import { transfer } from './transfer.ts'

/** The ledgers of leads and their hand-over; naming every action here is what loads them. */
export const leadLedgers = [lead, evidence, transfer, exemption] as const

export const leadActions = {
  register: registerLead,
  amend: amendLead,
  assess: assessLead,
  conclude: concludeLead,
  close: closeLead,
  merge: mergeLead,
  handOver: handOverLead,
  takeOver: takeOverLead,
  takeBack: takeBackLead,
  passOn: passOnLead,
}

export const evidenceActions = { file: fileEvidence, passTo: passEvidence, void: voidEvidence }

export const exemptionActions = { request: requestExemption, approve: approveExemption, refuse: refuseExemption }

export const transferActions = {
  draft: draftTransfer,
  amend: amendTransfer,
  attach: attachEvidence,
  detach: detachEvidence,
  approve: approveTransfer,
  withdraw: withdrawTransfer,
  cancel: cancelTransfer,
  exempt: exemptTransfer,
  send: sendTransfer,
  receive: receiveTransfer,
  accept: acceptTransfer,
  return: returnTransfer,
  forward: forwardTransfer,
  onward: onwardTransfer,
  feedBack: feedBackTransfer,
  close: closeTransfer,
}
