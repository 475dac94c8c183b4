// Made by scripts/house.mjs from the files of the slices. Do not edit.
import type { AnyLedger } from '../ledger/ledger.ts'
import { campaign } from '../campaign/campaign.ts'
import { organisation } from '../campaign/organisation.ts'
import { post } from '../campaign/post.ts'
import { caseFile } from '../case/case.ts'
import '../case/decide-case.ts'
import '../case/investigate-case.ts'
import '../case/open-case.ts'
import { opinion } from '../case/opinion.ts'
import { recheck } from '../case/recheck.ts'
import { actionItem } from '../coordination/action-item.ts'
import '../coordination/call-meeting.ts'
import '../coordination/hold-meeting.ts'
import { meeting } from '../coordination/meeting.ts'
import { inspection } from '../inspection/inspection.ts'
import { problem } from '../inspection/problem.ts'
import { screeningPlan } from '../inspection/screening-plan.ts'
import { screeningTarget } from '../inspection/screening-target.ts'
import { visit } from '../inspection/visit.ts'
import '../lead/conclude-lead.ts'
import { correction } from '../lead/correction.ts'
import '../lead/draft-transfer.ts'
import { evidence } from '../lead/evidence.ts'
import '../lead/exempt-transfer.ts'
import { exemption } from '../lead/exemption.ts'
import { keyLead } from '../lead/key-lead.ts'
import { lead } from '../lead/lead.ts'
import '../lead/raise-lead.ts'
import '../lead/raise-listed.ts'
import '../lead/receive-transfer.ts'
import '../lead/register-lead.ts'
import '../lead/send-transfer.ts'
import { transfer } from '../lead/transfer.ts'
import '../lead/work-key-lead.ts'
import { approvalNote } from '../premises/approval-note.ts'
import { comparison } from '../premises/comparison.ts'
import '../premises/enter-list.ts'
import { guidance } from '../premises/guidance.ts'
import { licenceNotice } from '../premises/licence-notice.ts'
import { licence } from '../premises/licence.ts'
import { listEntry } from '../premises/list-entry.ts'
import { merger } from '../premises/merger.ts'
import { pairDecision } from '../premises/pair-decision.ts'
import { practitioner } from '../premises/practitioner.ts'
import { premises } from '../premises/premises.ts'
import { product } from '../premises/product.ts'
import { registerFile } from '../premises/register-file.ts'
import { registerSource } from '../premises/register-source.ts'
import '../premises/run-comparison.ts'
import '../premises/work-list.ts'

export const ledgers = [
  campaign,
  organisation,
  post,
  caseFile,
  opinion,
  recheck,
  actionItem,
  meeting,
  inspection,
  problem,
  screeningPlan,
  screeningTarget,
  visit,
  correction,
  evidence,
  exemption,
  keyLead,
  lead,
  transfer,
  approvalNote,
  comparison,
  guidance,
  licenceNotice,
  licence,
  listEntry,
  merger,
  pairDecision,
  practitioner,
  premises,
  product,
  registerFile,
  registerSource,
] as unknown as readonly AnyLedger[]
