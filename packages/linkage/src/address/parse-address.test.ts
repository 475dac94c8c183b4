import { describe, expect, it } from 'vitest'
import { divisions } from './divisions.ts'
import { parseAddress, townsOf } from './parse-address.ts'

const HOME = '410503'
const names = (text: string, home = '') => {
  const { province, city, district } = parseAddress(text, home)
  return [province?.name, city?.name, district?.name]
}
const below = (text: string) => {
  const { road, roadNumber, subNumber, place, building, unit, floor, room, nearby, village } = parseAddress(text, HOME)
  const parts = { village, road, roadNumber, subNumber, place, building, unit, floor, room, nearby }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}

describe('the divisions of an address', () => {
  it.each([
    ['浙江省宁波市海曙区蓝天路1号', '浙江省', '宁波市', '海曙区'],
    ['浙江宁波海曙蓝天路1号', '浙江省', '宁波市', '海曙区'],
    ['宁波市海曙区蓝天路1号', '浙江省', '宁波市', '海曙区'],
    ['义乌市青岩街1号', '浙江省', '金华市', '义乌市'],
    ['上海上海市浦东新区川沙路1号', '上海市', '上海市', '浦东新区'],
    ['重庆市万州区白岩路1号', '重庆市', '重庆市', '万州区'],
    ['云南省大理州云龙县人民路1号', '云南省', '大理白族自治州', '云龙县'],
    ['浙江省丽水市景宁县人民路1号', '浙江省', '丽水市', '景宁畲族自治县'],
    ['新疆乌鲁木齐市新市区北京路1号', '新疆维吾尔自治区', '乌鲁木齐市', '新市区'],
  ])('%s', (text, ...expected) => expect(names(text)).toEqual(expected))

  it.each([
    ['浙江省-台州市-黄岩区-劳动路1号'],
    ['浙江省_台州市_黄岩区_劳动路1号'],
    ['浙江省 台州市 黄岩区 劳动路1号'],
    ['中国浙江省台州市黄岩区劳动路1号'],
    ['浙江省台州市null浙江省台州市黄岩区劳动路1号'],
    ['浙江省台州市台州黄岩区劳动路1号'],
    ['浙江省台卅市黄岩区劳动路1号'],
    ['河南省安阳市北关区中国浙江省台州市黄岩区劳动路1号'],
    ['劳动路小店浙江省台州市黄岩区劳动路1号'],
    ['浙江省台州市黄宕区劳动路1号'],
  ])('through what forms make of it: %s', (text) => {
    expect(names(text)).toEqual(['浙江省', '台州市', '黄岩区'])
    expect(parseAddress(text)).toMatchObject({ county: '331003', road: '劳动路', roadNumber: '1' })
  })

  it.each([
    ['浙江省宁波市江东区百丈路1号', '江东区', '330212'],
    ['杭州下城区石桥路1号', '下城区', '330105'],
    ['杭州市江干区秋涛路1号', '江干区', '330102'],
    ['浙江省杭州市富阳市桂花路1号', '富阳市', '330111'],
    ['绍兴市绍兴县柯桥鉴湖路1号', '柯桥区', '330603'],
    ['上海市闸北区河南北路1号', '闸北区', '310106'],
  ])('knows a county that was abolished, and its heir: %s', (text, name, county) => {
    expect(parseAddress(text)).toMatchObject({ district: { name }, county })
  })

  it('names an heir that exists for every abolished one', () => {
    const gone = [...divisions.values()].filter((it) => it.abolished)
    expect(gone.length).toBeGreaterThan(300)
    expect(gone.filter((it) => !divisions.has(it.abolished?.successor ?? ''))).toEqual([])
  })

  it.each([
    ['南京市江东北路1号', '南京市', undefined],
    ['杭州市西湖大道1号', '杭州市', undefined],
    ['宁波市鄞州大道1号', '宁波市', undefined],
    ['北京路1号', undefined, undefined],
    ['中国银行旁', undefined, undefined],
  ])('takes no street or firm for a division: %s', (text, city, district) =>
    expect(names(text).slice(1)).toEqual([city, district]),
  )

  it('settles a name that many cities have by what stands before it, then by home, else not at all', () => {
    expect(parseAddress('江苏省南京市鼓楼区中央路1号').county).toBe('320106')
    expect(parseAddress('鼓楼区五一路1号', '350104').county).toBe('350102')
    expect(parseAddress('鼓楼区五一路1号')).toMatchObject({ county: '', district: { name: '鼓楼区' } })
  })

  it('says nothing where nothing is said', () => {
    for (const text of ['', 'null', '-', '   '])
      expect(parseAddress(text, HOME)).toMatchObject({ county: '', rest: '' })
  })
})

describe('the town', () => {
  it('has its code where the tables have it, with or without its suffix', () => {
    expect(parseAddress('安阳市北关区柏庄镇光明路1号').town).toEqual({ code: '410503100', name: '柏庄镇' })
    expect(parseAddress('安阳市北关区豆腐营街道光明路1号').town?.name).toBe('豆腐营街道')
    expect(parseAddress('安阳市北关区灯塔路街道光明路1号')).toMatchObject({
      town: { name: '灯塔路街道' },
      road: '光明路',
    })
    expect(parseAddress('安阳市北关区灯塔路1号')).toMatchObject({ town: null, road: '灯塔路' })
  })

  it.each(['柳市镇', '菜园镇'])('is known by its suffix where the tables lack it: %s', (name) => {
    expect(parseAddress(`温州市${name}海滨路1号`)).toMatchObject({ town: { name }, road: '海滨路', roadNumber: '1' })
  })

  it('leads to its county at home when the county is left out', () => {
    expect(parseAddress('河南省柏庄镇光明路1号', HOME)).toMatchObject({ county: HOME, city: { name: '安阳市' } })
    expect(parseAddress('湖北省柏庄镇光明路1号', '420102')).toMatchObject({
      county: '',
      town: { code: '', name: '柏庄镇' },
    })
  })

  it('is unpacked whole', () => {
    const towns = townsOf('410503')
    expect(new Set(towns.map((it) => it.code)).size).toBe(towns.length)
    expect(towns.every((it) => /^410503\d{3}$/.test(it.code) && it.name.length > 1)).toBe(true)
  })
})

describe('what stands below the town', () => {
  it.each([
    [
      '光明巷556号和悦公寓6#3单元1303',
      { road: '光明巷', roadNumber: '556', place: '和悦公寓', building: '6', unit: '3', room: '1303' },
    ],
    ['光明路451#', { road: '光明路', roadNumber: '451' }],
    ['光明路四五一号', { road: '光明路', roadNumber: '451' }],
    ['光明路四五一-2', { road: '光明路', roadNumber: '451', subNumber: '2' }],
    ['光明路三百零五号', { road: '光明路', roadNumber: '305' }],
    ['光明路５３６－１号５２７室', { road: '光明路', roadNumber: '536', subNumber: '1', room: '527' }],
    ['光明路12号之二 二楼', { road: '光明路', roadNumber: '12', subNumber: '2', floor: '2' }],
    [
      '光明大道45号星河大厦13楼1331',
      { road: '光明大道', roadNumber: '45', place: '星河大厦', floor: '13', room: '1331' },
    ],
    ['光明路12弄3号502室', { road: '光明路', roadNumber: '12', subNumber: '3', room: '502' }],
    ['光明西路星河锦园7-2225', { road: '光明西路', place: '星河锦园', building: '7', room: '2225' }],
    ['星河新村10-1-302', { place: '星河新村', building: '10', unit: '1', room: '302' }],
    ['星河广场光明街103号', { place: '星河广场', road: '光明街', roadNumber: '103' }],
    ['五一路8号', { road: '五一路', roadNumber: '8' }],
    ['六号大街8号', { road: '六号大街', roadNumber: '8' }],
    ['星河工业区光明路8号', { place: '星河工业区', road: '光明路', roadNumber: '8' }],
    ['星河苑14-9-1456室', { place: '星河苑', building: '14', unit: '9', room: '1456' }],
    ['光明路12弄3-502室', { road: '光明路', roadNumber: '12', building: '3', room: '502' }],
    ['后街村四组13号', { village: '后街村', roadNumber: '13' }],
    ['后街村12号', { village: '后街村', roadNumber: '12' }],
    ['光明路星河医院对面', { road: '光明路', place: '星河医院', nearby: '对面' }],
    ['光明路８号Ａ座０１０２室', { road: '光明路', roadNumber: '8', building: 'A', room: '102' }],
    ['光明路20栋1单元902', { road: '光明路', building: '20', unit: '1', room: '902' }],
  ])('%s', (text, expected) => expect(below(`安阳市北关区${text}`)).toEqual(expected))

  it('reads any text without failing', () => {
    for (const text of ['号', '#', '路', '---', '1', '楼层室', '号号号', '123456789012345678901234567890', '😀路😀号'])
      expect(() => parseAddress(text, HOME)).not.toThrow()
  })
})
