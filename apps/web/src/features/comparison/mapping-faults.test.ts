import { expect, it } from 'vitest'
import { mappingFaults } from './mapping-faults.ts'

const fields = [
  { field: 'name', needed: true },
  { field: 'code', needed: true },
  { field: 'phone', needed: false },
]

it('is content when every field that is needed has one column', () => {
  expect(mappingFaults({ 0: 'code', 3: 'name' }, fields)).toEqual({ missing: [], twice: [] })
})

it('names the fields that no column is taken for, and those that two columns claim', () => {
  expect(mappingFaults({ 0: 'name', 1: 'name', 2: 'phone' }, fields)).toEqual({ missing: ['code'], twice: ['name'] })
})
