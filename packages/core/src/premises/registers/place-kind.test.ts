import { expect, test } from 'vitest'
import { hintsAtMedicalWork, isBeautyOrMedical, placeKind } from './place-kind.ts'
import { licenceStanding, openingState } from './standing.ts'
import { townOf } from './town.ts'

test('beauty, hairdressing and medical places belong to the campaign by name or scope', () => {
  const inside: [string, string | null][] = [
    ['北关区某某美容院', null],
    ['某某理发店', null],
    ['某某皮肤管理中心', ''],
    ['某某诊所', null],
    ['某某SPA会所', null],
    ['某某商贸有限公司', '一般项目：生活美容服务；化妆品零售'],
    ['某某健康管理有限公司', '许可项目：医疗美容服务（依法须经批准的项目）'],
    ['某某养生馆', '养生保健服务（非医疗）'],
    ['某某工作室', '养生保健服务（非医疗）'],
    ['某某美肤馆', null],
  ]
  for (const [name, scope] of inside) expect([name, isBeautyOrMedical(name, scope)]).toEqual([name, true])
})

test('trades that borrow the words stay out', () => {
  const outside: [string, string | null][] = [
    ['某某宠物美容店', '宠物服务；宠物美容服务'],
    ['某某汽车美容中心', '汽车装饰用品销售；洗车服务'],
    ['某某动物医院', '动物诊疗服务'],
    ['某某水果店', '食品销售（依法须经批准的项目除外）'],
    ['某某美肤五金店', '五金产品零售'],
    ['某某健康咨询有限公司', '健康咨询服务（不含诊疗服务）；食品销售'],
    ['某某医疗器械有限公司', '第二类医疗器械销售'],
    ['某某洗护店', '宠物美容服务；洗染服务'],
    ['', ''],
  ]
  for (const [name, scope] of outside) expect([name, isBeautyOrMedical(name, scope)]).toEqual([name, false])
})

test('the kind of place is read from its name, then from its scope', () => {
  const cases: [string, string | null, string][] = [
    ['某某医疗美容医院', null, 'aesthetic-hospital'],
    ['某某整形外科医院', null, 'aesthetic-hospital'],
    ['某某医疗美容门诊部有限公司', null, 'aesthetic-outpatient'],
    ['某某医疗美容诊所', null, 'aesthetic-clinic'],
    ['某某中医诊所', '医疗美容服务', 'aesthetic-clinic'],
    ['某某口腔诊所', '诊所服务', 'medical-institution'],
    ['某某社区卫生服务中心', null, 'medical-institution'],
    ['某某美容美发店', null, 'beauty-shop'],
    ['某某商贸有限公司', '美容服务', 'beauty-shop'],
    ['某某美容用品店', null, 'product-trader'],
    ['某某美容培训学校', null, 'training-school'],
    ['某某快捷酒店', '日用百货销售', 'hotel'],
    ['某某五金店', null, 'other'],
    ['某某宠物美容店', null, 'other'],
    ['', null, 'unknown'],
  ]
  for (const [name, scope, kind] of cases) expect([name, placeKind(name, scope)]).toEqual([name, kind])
})

test('a hint at medical work is read from names, scopes and services, not from what is left out', () => {
  expect(hintsAtMedicalWork('某某轻医美', null)).toBe(true)
  expect(hintsAtMedicalWork('某某美容院', '小气泡清洁、水光针')).toBe(true)
  expect(hintsAtMedicalWork('某某美容院', '面部补水、美甲')).toBe(false)
  expect(hintsAtMedicalWork('某某养生馆', '养生保健服务（非医疗）')).toBe(false)
})

test('the town of an address is the one it names, whatever stands before it', () => {
  const cases: [string, string | null][] = [
    ['河南省安阳市北关区洹北街道漳明巷556号', '洹北街道'],
    ['河南省安阳市北关区柏庄镇原平巷787号', '柏庄镇'],
    ['河南省红旗路街道谊文路454', '红旗路街道'],
    ['安阳市红旗路街道彰德巷435号', '红旗路街道'],
    ['解放路街道民安小区3号楼', '解放路街道'],
    ['北关区红泰街735号863室', null],
    ['河南省安阳市北关区镇江路3号', null],
    ['红旗路街道城市花园2栋', '红旗路街道'],
    ['', null],
  ]
  for (const [address, town] of cases) expect([address, townOf(address)]).toEqual([address, town])
})

test('with the list of the region, the first town that stands in the address counts', () => {
  const known = ['红旗路街道', '柏庄镇', '彰北街道']
  expect(townOf('安阳柏庄镇东街（原彰北街道）', known)).toBe('柏庄镇')
  expect(townOf('洹北街道1号', known)).toBeNull()
})

test('states of a register become standings and opening states', () => {
  const today = '2026-08-31'
  expect(licenceStanding('存续（在营、开业、在册）', null, today)).toBe('valid')
  expect(licenceStanding('非正常', null, today)).toBe('abnormal')
  expect(licenceStanding('吊销，未注销', null, today)).toBe('revoked')
  expect(licenceStanding(null, '2026-08-31', today)).toBe('valid')
  expect(licenceStanding(null, '2026-08-30', today)).toBe('expired')
  expect(licenceStanding('注销', '2020-01-01', today)).toBe('cancelled')
  expect(licenceStanding('怪状态', null, today)).toBeNull()
  expect(['存续', '注销', '吊销', '停业', '迁出', '非正常', '怪状态', null].map(openingState)).toEqual([
    'open',
    'cancelled',
    'closed',
    'paused',
    'moved',
    'unknown',
    'unknown',
    'unknown',
  ])
})
