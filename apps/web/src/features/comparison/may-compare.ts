import { qingmei } from '@qingmei/core/house'
import type { Me } from '../../api/types.ts'

/** Whether somebody may bring files and start comparisons; the server has the last word. */
export function mayCompare(me: Me | undefined): boolean {
  const who = qingmei.action('comparison', 'start').who ?? []
  return (me?.seats ?? []).some((seat) => who.some((it) => it.roles.some((role) => role === seat.role)))
}
