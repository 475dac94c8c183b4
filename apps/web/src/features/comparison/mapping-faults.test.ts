import { expect, it } from 'vitest'
import { mappingFaults } from './mapping-faults.ts'

const fields = [
  { field: 'name', required: true },
  { field: 'code', required: true },
  { field: 'phone', required: false },
]

it('is content when every required field has one column', () => {
  expect(mappingFaults({ 名称: 'name', 代码: 'code' }, fields)).toEqual({ missing: [], twice: [] })
})

it('names the required fields that no column is taken for, and those that two columns claim', () => {
  expect(mappingFaults({ 名称: 'name', 字号: 'name', 电话: 'phone' }, fields)).toEqual({
    missing: ['code'],
    twice: ['name'],
  })
})
