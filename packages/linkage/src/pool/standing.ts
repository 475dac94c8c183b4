import { foldText } from '../normalise/cells.ts'
import { Trie } from '../tables/trie.ts'

/** Standings of a registration or licence as far as the classes ask. */
export const STANDING = { unknown: 0, inForce: 1, ended: 2 } as const

const words = new Trie()
for (const word of '注销 吊销 撤销 撤回 清税 迁出 失效 过期 到期 作废'.split(' ')) words.add(word, STANDING.ended)
for (const word of '存续 在业 在营 在册 开业 营业 正常 有效 迁入 变更 停业 歇业 暂停 非正常 异常'.split(' '))
  words.add(word, STANDING.inForce)

/** What a cell of a state says; 注销 and 吊销 have ended, also where 存续 stands beside them. */
export function standingOf(cell: Uint16Array, length: number): number {
  let found: number = STANDING.unknown
  for (let i = 0; i < length; i++) if (words.longest(cell, i, length) > 0) found = Math.max(found, words.found)
  return found
}

/** The same for a text. */
export const standingOfText = (text: string): number => {
  const cell = foldText(text)
  return standingOf(cell, cell.length)
}
