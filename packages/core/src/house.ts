import { ledgers } from './generated/ledgers.ts'
import { type House, house } from './ledger/house.ts'

/** Every ledger of the product, found by their files (`scripts/house.mjs`). */
export const qingmei: House = house(ledgers)
