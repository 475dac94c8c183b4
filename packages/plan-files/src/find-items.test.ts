import { findItems } from '@qingmei/core/premises/catalogue/find-items'
import { guideTo } from '@qingmei/core/premises/catalogue/item-guide'
import { describe, expect, it } from 'vitest'
import { requireCatalogue } from './index.ts'

const catalogue = requireCatalogue()
const ids = (q: string) => findItems(catalogue, { q }).map(({ item }) => item.id)

describe('looking for an item', () => {
  it.each([
    ['水光', 'mesotherapy', 'characters'],
    ['尿酸', 'filler', 'characters in the middle'],
    ['shuiguang', 'mesotherapy', 'pinyin'],
    ['shuiguangzh', 'mesotherapy', 'pinyin not finished'],
    ['sgz', 'mesotherapy', 'initials'],
    ['热ma', 'radiofrequency', 'characters and pinyin'],
    ['热马吉', 'radiofrequency', 'sound'],
    ['chongjian', 'double-eyelid', 'a second reading'],
    ['ＨＩＦＵ', 'focused-ultrasound', 'full width'],
    ['雙眼皮', 'double-eyelid', 'traditional'],
    ['m2', 'ipl', 'a word not finished'],
  ])('%s finds %s first, by %s', (q, id) => expect(ids(q)[0]).toBe(id))

  it('finds nothing where nothing is, and everything where nothing is asked', () => {
    expect(ids('停车场')).toEqual([])
    expect(ids('！！！')).toEqual([])
    expect(ids('')).toHaveLength(catalogue.items.length)
    expect(ids('水'.repeat(5000))).toEqual([])
  })

  it('filters by nature, discipline, grade and prohibition together', () => {
    const graded = findItems(catalogue, { grade: 4 }).map(({ item }) => item.id)
    expect(graded).toEqual(['bone-contouring', 'breast-reduction', 'abdominoplasty'])
    for (const { item } of findItems(catalogue, { prohibited: true })) expect(item.prohibited).toBeDefined()
    expect(findItems(catalogue, { q: '水光', nature: 'lifestyle', discipline: 'dermatology' })).toEqual([])
    for (const { item } of findItems(catalogue, { q: '祛斑', nature: 'depends' })) expect(item.nature).toBe('depends')
  })
})

describe('the guide to an item', () => {
  it('says who may do it, by grade and discipline', () => {
    expect(guideTo(catalogue, 'bone-contouring')).toMatchObject({
      item: { grade: 4 },
      physicianYears: 6,
      institutions: [expect.stringContaining('三级'), expect.stringContaining('三级')],
    })
    expect(guideTo(catalogue, 'ipl')).toMatchObject({
      physicianYears: 3,
      institutions: [],
      discipline: { graded: false },
    })
  })

  it('raises what is prohibited, and asks no physician for a manicure', () => {
    expect(guideTo(catalogue, 'hydrogel')?.prohibited).toMatchObject({ state: 'withdrawn', since: '2006-04-30' })
    expect(guideTo(catalogue, 'nails')).toMatchObject({ physicianYears: null, rules: [], prohibited: null })
    expect(guideTo(catalogue, 'nothing')).toBeNull()
  })

  it('leads from liposuction to the items of its volumes', () =>
    expect(guideTo(catalogue, 'liposuction')?.volumes.map((it) => [it.below, it.item.grade ?? null])).toEqual([
      [1000, 1],
      [2000, 2],
      [5000, 3],
      [null, null],
    ]))
})
