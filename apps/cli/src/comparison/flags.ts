import type { RegisterSource } from '@qingmei/core/premises/registers/profiles'

/** Flags and the registers that they hand over. */
export const FLAGS: readonly (readonly [string, RegisterSource])[] = [
  ['market', 'market'],
  ['licence', 'medical-licence'],
  ['permit', 'beauty-permit'],
  ['tax', 'tax'],
  ['platform', 'platform'],
]
