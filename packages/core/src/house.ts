import { campaign } from './campaign/campaign.ts'
import { organisation } from './campaign/organisation.ts'
import { post } from './campaign/post.ts'
import { leadLedgers } from './lead/index.ts'
import { type House, house } from './ledger/house.ts'
import type { AnyLedger } from './ledger/ledger.ts'
import { licence } from './premises/licence.ts'
import { premises } from './premises/premises.ts'

/** Every ledger of the product. The one list that grows when a ledger is added. */
export const qingmei: House = house([
  organisation,
  post,
  campaign,
  premises,
  licence,
  ...leadLedgers,
] as unknown as readonly AnyLedger[])
