import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDate } from '../../kernel/dates.ts'
import { parseUscc, usccCheckCharacter } from '../../kernel/identifiers.ts'
import { asOfIn, asOfInName, cleanOptional, cleanPhone, cleanText, parseLooseDate } from './clean.ts'

const date = fc
  .date({ min: new Date('1949-10-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((it) => it.toISOString().slice(0, 10))

test('every way in which an office writes a day gives that day', () => {
  fc.assert(
    fc.property(date, fc.boolean(), (day, padded) => {
      const [y = '', mm = '', dd = ''] = day.split('-')
      const [m, d] = padded ? [mm, dd] : [String(Number(mm)), String(Number(dd))]
      const forms = [
        `${y}-${m}-${d}`,
        `${y}.${m}.${d}`,
        `${y}/${m}/${d}`,
        `${y}年${m}月${d}日`,
        `${y}年 ${m}月 ${d}日`,
        `\t${y}．${m}．${d} `,
        `${y}${mm}${dd}`,
        `${day} 00:00:00`,
        `${day}T08:30:00.000Z`,
      ]
      for (const form of forms) expect([form, parseLooseDate(form)]).toEqual([form, { ok: true, value: day }])
    }),
  )
})

test('a day count without its format is the day that it counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20_000, max: 79_999 }), (serial) => {
      expect(parseLooseDate(String(serial))).toEqual({ ok: true, value: plainDate(1899, 12, 30 + serial) })
    }),
  )
})

test('a text that is no day is refused and never becomes another day', () => {
  for (const text of ['2021-02-30', '2021.13.01', '20210230'])
    expect(parseLooseDate(text)).toEqual({ ok: false, error: 'no-such-day' })
  for (const text of ['21.3.4', '2021.03', '三月四日', '2021-3-4-5', '12345678901'])
    expect(parseLooseDate(text)).toEqual({ ok: false, error: 'form' })
  expect(parseLooseDate('1021-03-04')).toEqual({ ok: false, error: 'out-of-range' })
  for (const text of ['', ' ', '/', '长期', '无固定期限', undefined])
    expect(parseLooseDate(text)).toEqual({ ok: true, value: null })
})

test('a credit code is the same with tabs, blanks, full width, lower case or an apostrophe', () => {
  const first17 = fc.stringMatching(/^9[1-3]4105\d{2}[0-9A-HJ-NPQRTUWXY]{9}$/)
  fc.assert(
    fc.property(
      first17,
      fc.constantFrom('\t', ' ', '\u{a0}', '\u{200b}', "'", '\u{feff}'),
      fc.nat(17),
      (start, noise, at) => {
        const code = start + (usccCheckCharacter(start) ?? '')
        const wide = code.replace(/[0-9A-Z]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0))
        for (const text of [noise + code, code.slice(0, at) + noise + code.slice(at), code.toLowerCase(), wide])
          expect(parseUscc(text)).toEqual({ ok: true, value: code })
      },
    ),
  )
})

test('cleaning is done once: a clean text stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(cleanText(cleanText(text))).toBe(cleanText(text))
    }),
  )
  expect(cleanText('\t北关区 美容\u{3000}院（个体工商户）　４２８号＃3')).toBe('北关区美容院（个体工商户）428号#3')
  expect(cleanText('SPA  Club 店')).toBe('SPA Club店')
})

test('what says nothing is nothing', () => {
  for (const text of ['', '-', '——', '/', '无', '暂无', 'null', ' \t', 'N/A', undefined])
    expect(cleanOptional(text, 10)).toBeNull()
  expect(cleanOptional('无锡路', 10)).toBe('无锡路')
})

test('telephone cells keep every number and lose the noise', () => {
  expect(cleanPhone('１３９ １２３４ ５６７８')).toBe('13912345678')
  expect(cleanPhone('13912345678.0')).toBe('13912345678')
  expect(cleanPhone('0372-2235103，13912345678')).toBe('0372-2235103、13912345678')
  expect(cleanPhone('0372-2235103 13912345678')).toBe('0372-2235103、13912345678')
  expect(cleanPhone('/')).toBeNull()
})

test('a title tells on which day the file stands', () => {
  expect(asOfIn('填报单位：卫生健康委员会          截止日期：2026年5月18日')).toBe('2026-05-18')
  expect(asOfIn('数据截至2026.5.8')).toBe('2026-05-08')
  expect(asOfIn('北关区医疗机构执业许可登记台账')).toBeNull()
  expect(asOfIn('截止日期：2026年2月30日')).toBeNull()
})

test('the day of a file is read from its name, where it says one and only one', () => {
  for (const name of [
    '市场主体登记_2026-05-18.csv',
    'market-20260518.csv',
    '市场主体（2026年5月18日）.xlsx',
    '税务2026.5.18导出.csv',
    '410503_20260518103000.csv',
    '2026-05-18_市场主体_20260518.csv',
  ])
    expect([name, asOfInName(name)]).toEqual([name, '2026-05-18'])
  for (const name of [
    'market.csv',
    '2026年5月市场主体.csv',
    'market-20260230.csv',
    '924105039920260518.csv',
    '2026-04-01至2026-05-18.csv',
    '410503199001011234.csv',
  ])
    expect([name, asOfInName(name)]).toEqual([name, null])
})
