import { describe, expect, it } from 'vitest'
import { RowCells, tableOf } from '../table.ts'
import { StreetParser } from './address.ts'
import { foldText, textOf } from './cells.ts'
import { NameParser } from './name.ts'
import { RegionCensus, Regions } from './regions.ts'

const census = new RegionCensus()
for (const address of [
  '河南省安阳市北关区解放路街道红旗街3号',
  '河南省安阳市北关区柏庄镇光永巷8号',
  '安阳市北关区洹北街道彰德路9号',
])
  for (let i = 0; i < 5; i++) {
    const cells = new RowCells(tableOf([{ address }]))
    cells.find(0)
    census.take(cells)
  }
const regions = new Regions(census.words())

function name(text: string) {
  const parser = new NameParser(regions)
  const cell = foldText(text)
  parser.parse(cell, cell.length)
  return [textOf(parser.units, parser.from, parser.to), textOf(parser.branch, 0, parser.branchLength)]
}

describe('a name', () => {
  it.each([
    ['北关区洹北诗颜美容院（个体工商户）', '诗颜', ''],
    ['安阳市北關區詩顏美容養生館有限公司', '诗颜', ''],
    ['诗颜·轻医美（红旗街店）', '诗颜', '红旗街'],
    ['河南省诗颜祛痘馆有限责任公司彰德路店', '诗颜', '彰德路'],
    ['诗颜皮肤管理中懦', '诗颜', ''],
    ['北关区纤体形象设计工作室', '纤体', ''],
    ['解放路美容店', '解放路', ''],
    ['【预约制】诗颜国际美学馆', '诗颜', ''],
    ['悲关区诗颜美容院', '诗颜', ''],
    ['关区诗颜美容院', '诗颜', ''],
    ['关北区诗颜美容院', '诗颜', ''],
    ['安安阳市北关区诗颜美容院有限公司', '诗颜', ''],
    ['安阳市诗颜养生馆话', '诗颜', ''],
  ])('%s is %s', (text, core, branch) => expect(name(text)).toEqual([core, branch]))
})

function street(text: string) {
  const parser = new StreetParser(regions)
  const cell = foldText(text)
  parser.parse(cell, cell.length)
  const { number, sub, building, entrance, floor, room } = parser
  return { road: textOf(parser.units, parser.roadFrom, parser.roadTo), number, sub, building, entrance, floor, room }
}

describe('an address', () => {
  const nothing = { sub: 0, building: 0, entrance: 0, floor: 0, room: 0 }
  it.each([
    ['河南省安阳市北关区解放路街道红旗街４２８号', { ...nothing, road: '红旗街', number: 428 }],
    ['北关区解放路五三四号', { ...nothing, road: '解放路', number: 534 }],
    ['解放路五百三十四号', { ...nothing, road: '解放路', number: 534 }],
    ['安阳市永塔路四五一-2', { ...nothing, road: '永塔路', number: 451, sub: 2 }],
    [
      '相解路192#靓恩小区24幢2单元204室',
      { ...nothing, road: '相解路', number: 192, building: 24, entrance: 2, room: 204 },
    ],
    ['安明路346号兰蔓兰大厦十六楼1645室', { ...nothing, road: '安明路', number: 346, floor: 16, room: 1645 }],
    ['河南省-安阳市-北关区-洹北街道明德巷329-13号', { ...nothing, road: '明德巷', number: 329, sub: 13 }],
    ['北关区null北关区红利路89号（近某某广场）', { ...nothing, road: '红利路', number: 89 }],
    ['安阳市悲关区红旗街428号', { ...nothing, road: '红旗街', number: 428 }],
    ['北关区解放路街道办事处红旗街428号', { ...nothing, road: '红旗街', number: 428 }],
    ['北关区邺城陆567号', { ...nothing, road: '邺城陆', number: 567 }],
    ['北关区谊街州141号', { ...nothing, road: '谊街', number: 141 }],
    ['北关区永槐录609号619室', { ...nothing, road: '永槐录', number: 609, room: 619 }],
  ])('%s', (text, expected) => expect(street(text)).toEqual(expected))
})

it('one parser reads each address as if it were the first', () => {
  const parser = new StreetParser(regions)
  const road = (text: string) => {
    const cell = foldText(text)
    parser.parse(cell, cell.length)
    return textOf(parser.units, parser.roadFrom, parser.roadTo)
  }
  const first = road('北关区永槐录609')
  expect(road('北关区永槐录609号619室')).toBe('永槐录')
  expect(road('北关区永槐录609')).toBe(first)
})
