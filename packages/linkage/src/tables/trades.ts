import { Trie } from './trie.ts'
import { FORM_WORDS, GOODS_WORDS, SCOPE_WORDS, TRADE_WORDS } from './words/trades.ts'

/** What the trade words of a name say, as bits. */
export const TRADE = { beauty: 1, hair: 2, medical: 4, other: 8, head: 16, aesthetic: 32, decor: 64 } as const

/** Words that brands are made of as well: they end a name but do not part it. */
const AMBIGUOUS = new Set(words('养生 综合 专科 美妆 美颜 形象 造型 女子 日式 韩式 轻奢 护理 国医 康复 医疗 水疗'))

const PLACES = words('馆 店 院 中心 会所 会馆 工作室 门诊 机构')

/** Trade words at the end of a name. */
export const tradeTails: Trie = makeTrades()
/** Trade words of two characters and more that part a name where they begin. */
export const tradeHeads: Trie = makeHeads()
/** Forms of organisation at the end of a name. */
export const formTails: Trie = filled(new Trie(true), FORM_WORDS, 1)
/** Words of a scope: 1 a trade under comparison, 2 the goods of one. */
export const scopeWords: Trie = makeScope()

function filled(trie: Trie, text: string, value: number): Trie {
  for (const word of words(text)) trie.add(word, value)
  return trie
}

function makeTrades(): Trie {
  const trie = new Trie(true)
  for (const kind of ['beauty', 'hair', 'medical', 'other', 'head', 'decor'] as const)
    for (const word of words(TRADE_WORDS[kind])) trie.add(word, TRADE[kind])
  for (const word of words('医美 轻医美 医疗美容 整形 整形美容 整形外科 美容外科 美容皮肤科 美容医院'))
    trie.add(word, TRADE.aesthetic)
  return trie
}

function makeHeads(): Trie {
  const trie = new Trie()
  // With the place of business behind it, it is no part of a brand: 养生 may be, 养生馆 is not.
  for (const kind of ['beauty', 'hair', 'medical'] as const)
    for (const word of words(TRADE_WORDS[kind]))
      if (AMBIGUOUS.has(word)) for (const place of PLACES) trie.add(word + place, TRADE[kind])
      else if (word.length > 1) trie.add(word, TRADE[kind])
  return trie
}
function makeScope(): Trie {
  const trie = new Trie()
  for (const word of words(SCOPE_WORDS)) {
    trie.add(word, 1)
    for (const goods of words(GOODS_WORDS)) trie.add(word + goods, 2)
  }
  return trie
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}
