import { cellText, tableOf } from '@qingmei/linkage'
import { expect, it } from 'vitest'
import { namedRows } from './named-rows.ts'

const rows = [
  { key: 'm1', name: '若莲美容养生馆', phone: '1' },
  { key: 'm2', name: ' \t', phone: '2' },
  { key: '', name: '禾秀护肤馆', phone: '3' },
  { key: 'm4', name: '漾馨俏', phone: '' },
]

it('leaves out what has no name or no number, and keeps the others in their order', () => {
  const table = namedRows(tableOf(rows))
  const texts = (field: 'key' | 'name' | 'phone') =>
    Array.from({ length: table.rows }, (_, row) => cellText(table, field, row))
  expect([texts('key'), texts('name'), texts('phone')]).toEqual([
    ['m1', 'm4'],
    ['若莲美容养生馆', '漾馨俏'],
    ['1', ''],
  ])
})

it('touches nothing where every row has both', () => {
  const table = tableOf([rows[0] ?? {}, rows[3] ?? {}])
  expect(namedRows(table)).toBe(table)
})
