import { describe, expect, it } from 'vitest'
import { usccCheckCharacter } from '../../kernel/identifiers.ts'
import { guessColumns, shapeOf } from './guess-columns.ts'
import { profileOf } from './profiles.ts'

const code = (n: number): string => {
  const first = `92410503MA${String(n).padStart(7, '0')}`
  return `${first}${usccCheckCharacter(first) ?? ''}`
}
const many = (of: (n: number) => string): string[] => Array.from({ length: 12 }, (_, n) => of(n))

describe('what the values of a column look like', () => {
  it.each([
    ['code', many(code)],
    ['phone', many((n) => `1870000${String(1000 + n)}`)],
    ['date', many((n) => `2021年${(n % 12) + 1}月3日`)],
    ['address', many((n) => `洹北街道安漳路${n + 1}号`)],
    ['person', many((n) => `赵${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(n)}`)],
    ['list', many((n) => (n % 2 ? '存续' : '注销'))],
    ['words', many((n) => `第${'甲乙丙丁戊己庚辛壬癸子丑'.charAt(n)}美容养生会所有限公司`)],
    ['empty', ['', '无', '—']],
  ] as const)('is %s', (shape, samples) => {
    expect(shapeOf(samples)).toBe(shape)
  })
})

describe('columns of a file nobody has seen', () => {
  it('are guessed from the words of their headers', () => {
    const columns = [
      { header: '序号', samples: many((n) => String(n)) },
      { header: '主体身份代码（信用代码）', samples: many(code) },
      { header: '店铺叫法/名称', samples: many((n) => `某${n}美容养生会所有限公司`) },
      { header: '门店所处地址', samples: many((n) => `安漳路${n + 1}号`) },
      { header: '老板联系电话', samples: many((n) => `1870000${1000 + n}`) },
      { header: '领证日期', samples: many(() => '2021-03-04') },
    ]
    const guesses = guessColumns(columns, new Map(), profileOf('market'))
    expect([...guesses].map(([at, it]) => [columns[at]?.header, it.field])).toEqual(
      expect.arrayContaining([
        ['主体身份代码（信用代码）', 'code'],
        ['店铺叫法/名称', 'name'],
        ['门店所处地址', 'address'],
        ['老板联系电话', 'phone'],
      ]),
    )
  })

  it('are guessed from what stands below where the headers say nothing', () => {
    const columns = [
      { header: 'A1', samples: many((n) => `某${n}美容养生会所有限公司`) },
      { header: 'A2', samples: many(code) },
      { header: 'A3', samples: many((n) => `1870000${1000 + n}`) },
      { header: 'A4', samples: many((n) => `安漳路${n + 1}号附${n}号`) },
    ]
    const guesses = guessColumns(columns, new Map(), profileOf('market'))
    expect(Object.fromEntries([...guesses].map(([at, it]) => [at, `${it.field} ${it.by}`]))).toEqual({
      0: 'name values',
      1: 'code values',
      2: 'phone values',
      3: 'address values',
    })
  })

  it('never give a field twice, and leave what is sure as it is', () => {
    const columns = [
      { header: '名称', samples: ['甲美容养生会所', '乙美容养生会所'] },
      { header: '店名', samples: ['甲美容养生会所', '乙美容养生会所'] },
    ]
    const guesses = guessColumns(columns, new Map([[0, 'name']]), profileOf('beauty-permit'))
    expect([...guesses]).toEqual([[0, { field: 'name', by: 'header' }]])
  })
})
