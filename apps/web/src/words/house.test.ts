import { describe, expect, it } from 'vitest'
import { inEnglish } from './house.ts'

describe('the English of a name', () => {
  it.each([
    ['discoveredAt', 'Discovered at'],
    ['evidence-closed', 'Evidence closed'],
    ['org', 'Organisation'],
    ['addPenalty', 'Add penalty'],
  ])('of %s is %s', (name, said) => expect(inEnglish(name)).toBe(said))
})
