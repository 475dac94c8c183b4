import { formatYuan } from '@qingmei/core/kernel/money'

/** Fen as yuan, for sentences that name the unit. */
export const yuan = (fen: number): string => formatYuan(fen).replace(/\.00$/, '')
