import { qingmei } from '@qingmei/core/house'
import { fieldsOf } from '@qingmei/core/ledger/field'
import { expect, it } from 'vitest'
import { startOf } from './start-of.ts'

it('begins a form with what is given, then with what the record says, then empty', () => {
  const fields = fieldsOf(qingmei.action('lead', 'register').input)
  const begun = startOf(fields, { subject: '某店' } as never, { source: 'screening' })
  expect(begun).toMatchObject({ subject: '某店', source: 'screening', premises: null, violations: [] })
  expect(Object.keys(begun)).toEqual(fields.map((field) => field.name))
})
