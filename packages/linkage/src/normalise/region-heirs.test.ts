import { describe, expect, it } from 'vitest'
import { compareRegisters, tableOf } from '../index.ts'
import { RowCells } from '../table.ts'
import { StreetParser } from './address.ts'
import { foldText, textOf } from './cells.ts'
import { heirsAmong } from './region-heirs.ts'
import { RegionCensus, Regions } from './regions.ts'
import { registerOf as register } from '../../../../tests/support/small-town.ts'

function regionsOf(...addresses: readonly string[]): Regions {
  const census = new RegionCensus()
  for (const address of addresses)
    for (let i = 0; i < 5; i++) {
      const cells = new RowCells(tableOf([{ address }]))
      cells.find(0)
      census.take(cells)
    }
  return new Regions(census.words())
}
function read(regions: Regions, text: string) {
  const parser = new StreetParser(regions)
  const cell = foldText(text)
  parser.parse(cell, cell.length)
  return { county: parser.county, road: textOf(parser.units, parser.roadFrom, parser.roadTo) }
}

describe('a county that is no more', () => {
  it('counts as its heir, though no file names it often', () => {
    const ningbo = regionsOf('浙江省宁波市鄞州区中山东路1号', '浙江省宁波市海曙区药行街2号')
    const today = read(ningbo, '浙江省宁波市鄞州区中山东路5号')
    expect(today.county).not.toBe(0)
    for (const written of ['浙江省宁波市江东区中山东路5号', '宁波江东区中山东路5号', '江东区中山东路5号'])
      expect([written, read(ningbo, written)]).toEqual([written, today])
    expect(read(ningbo, '海曙区中山东路5号').county).not.toBe(today.county)
  })

  it('is found where most of a file still writes it', () => {
    const old = regionsOf('浙江省宁波市江东区中山东路1号', '浙江省宁波市鄞州区药行街2号')
    expect(read(old, '江东区中山东路5号').county).toBe(read(old, '鄞州区中山东路5号').county)
    expect(read(regionsOf('浙江省宁波市江东区中山东路1号'), '江东区中山东路5号').county).not.toBe(0)
  })

  it('is told from a county of today that bears its name elsewhere', () => {
    // 桥东区 of Xingtai was abolished, that of Zhangjiakou stands; 鼓楼区 stands in four cities.
    expect(heirsAmong(['桥东区'], ['张家口市'])).toEqual(new Map())
    expect(heirsAmong(['鼓楼区'], ['南京市']).get('下关区')).toBe('鼓楼区')
    expect(heirsAmong(['鼓楼区'], ['福州市']).size).toBe(0)
    // Several cities, and the files name none of them: nothing is guessed.
    expect(heirsAmong(['鼓楼区'], []).size).toBe(0)
  })

  it('is known of the county that the files are of, though their addresses begin with the street', () => {
    const census = new RegionCensus('330212')
    const regions = new Regions(census.words())
    expect(read(regions, '江东区中山东路5号')).toEqual(read(regions, '宁波市鄞州区中山东路5号'))
  })

  it('says the same region when two records are compared', async () => {
    const shop = (key: string, address: string) => ({ key, name: `${key}美容院`, address, phone: '13912345678' })
    const market = register('market', [
      shop('颜悦', '浙江省宁波市鄞州区百丈路1号'),
      ...Array.from({ length: 8 }, (_, i) => ({
        key: `m${i}`,
        name: `尚${'云木禾安若慈森野'.charAt(i)}美容院`,
        address: `浙江省宁波市鄞州区药行街${i + 3}号`,
      })),
    ])
    const found = await compareRegisters(
      { registers: [market, register('platform', [shop('颜悦', '宁波市江东区中兴路77号')])] },
      { withoutEvaluation: true },
    )
    expect(found.links.explain(9).evidence.find((it) => it.field === 'region')?.level).toBe('same-county')
  })
})
