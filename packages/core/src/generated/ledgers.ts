// Made by scripts/house.mjs from the files of the slices. Do not edit.
import type { AnyLedger } from '../ledger/ledger.ts'
import { campaign } from '../campaign/campaign.ts'
import { organisation } from '../campaign/organisation.ts'
import { post } from '../campaign/post.ts'
import '../lead/conclude-lead.ts'
import '../lead/draft-transfer.ts'
import { evidence } from '../lead/evidence.ts'
import '../lead/exempt-transfer.ts'
import { exemption } from '../lead/exemption.ts'
import { lead } from '../lead/lead.ts'
import '../lead/receive-transfer.ts'
import '../lead/register-lead.ts'
import '../lead/send-transfer.ts'
import { transfer } from '../lead/transfer.ts'
import { licence } from '../premises/licence.ts'
import { premises } from '../premises/premises.ts'

export const ledgers = [
  campaign,
  organisation,
  post,
  evidence,
  exemption,
  lead,
  transfer,
  licence,
  premises,
] as unknown as readonly AnyLedger[]
