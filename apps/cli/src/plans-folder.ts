import { isAbsolute, resolve } from 'node:path'
import { SHIPPED_PLANS } from '@qingmei/plan-files'
import type { Io } from './command.ts'

/** Where plan packs are: `QINGMEI_PLANS`, else those that are shipped. */
export function plansFolder(io: Io): string {
  const own = io.env['QINGMEI_PLANS']
  if (own === undefined || own === '') return SHIPPED_PLANS
  return isAbsolute(own) ? own : resolve(io.cwd, own)
}
