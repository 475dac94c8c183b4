import { expect, test } from 'vitest'
import { chance } from '../score/chance.ts'
import { type DeclaredField, linkTables } from './link-tables.ts'
import { common, edits } from './similar.ts'

const FIELDS: readonly DeclaredField[] = [
  { name: 'given', compare: 'text', exchangedWith: 'family' },
  { name: 'family', compare: 'text', exchangedWith: 'given' },
  { name: 'born', compare: 'code' },
  { name: 'street', compare: 'text' },
  { name: 'state', compare: 'exact' },
]

test('rows with slips, gaps and exchanged names find each other, and strangers nobody', () => {
  const next = chance(7)
  const word = (length: number) => Array.from({ length }, () => String.fromCharCode(97 + next(26))).join('')
  const people = Array.from({ length: 400 }, () => ({
    given: word(4 + next(3)),
    family: word(5 + next(4)),
    born: `19${10 + next(90)}${10 + next(3)}${10 + next(19)}`,
    street: `${word(6)} street`,
    state: ['nsw', 'vic', 'qld'][next(3)] ?? '',
  }))
  const spoilt = people.slice(0, 350).map((it, i) => {
    if (i % 4 === 0) return { ...it, given: it.family, family: it.given }
    if (i % 4 === 1)
      return { ...it, born: `${it.born.slice(0, 3)}${(Number(it.born.charAt(3)) + 1) % 10}${it.born.slice(4)}` }
    if (i % 4 === 2) return { ...it, family: `${it.family.slice(0, 2)}${it.family.slice(3)}`, street: '' }
    return { ...it, given: '', state: 'vic' }
  })
  const links = linkTables(people, spoilt, FIELDS)
  expect(links.filter((it) => it.b === it.a).length).toBeGreaterThanOrEqual(346)
  expect(links.filter((it) => it.b >= 0 && it.b !== it.a)).toEqual([])
  expect(links.slice(350).every((it) => it.b === -1)).toBe(true)
})

test('edits count slips of the hand, and stop counting in time', () => {
  expect(edits('smith', 'smith', 2)).toBe(0)
  expect(edits('smith', 'simth', 2)).toBe(1)
  expect(edits('smith', 'smth', 2)).toBe(1)
  expect(edits('smith', 'jones', 2)).toBe(3)
  expect(common('light street', 'light setreet')).toBeGreaterThan(0.7)
})
