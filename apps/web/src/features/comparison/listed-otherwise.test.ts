import { expect, it } from 'vitest'
import { listedOtherwise } from './listed-otherwise.ts'

const was = { class: 'registered-only', medical: false, provisional: true }

it('says of an entry from which list to which it goes', () => {
  expect(listedOtherwise(was, { ...was, class: 'licensed-registered' })).toEqual([
    { what: 'class', from: 'registered-only', to: 'licensed-registered' },
  ])
})

it('says which circumstance is another one while the list stays', () => {
  expect(listedOtherwise(was, { ...was, medical: true, provisional: false })).toEqual([
    { what: 'medical', to: true },
    { what: 'provisional', to: false },
  ])
  // What nobody had said is said now.
  expect(listedOtherwise({ ...was, medical: null }, was)).toEqual([{ what: 'medical', to: false }])
  expect(listedOtherwise(was, was)).toEqual([])
})
