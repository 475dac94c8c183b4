import { describe, expect, it } from 'vitest'
import { actionSources } from './explain-source.ts'

describe('the sources of the actions', () => {
  const found = actionSources(
    new Map([
      [
        'a/box.ts',
        `export const box = ledger('box', {})\nexport const shut = box.action('shut', { decide: () => {} })\n`,
      ],
      [
        'b/send.ts',
        `const all = (boxes) => boxes.map((it) => perform(shut, it, {}))\nexport const send = parcel.action('send', {\n  decide: () => decided(...all(locked.boxes)),\n})\nexport const parcel = ledger('parcel', {})\n`,
      ],
      ['c/book.ts', `export const book = ledger('book', {})\nexport const { register } = keepsRegister(book, {})\n`],
    ]),
  )
  it('name the file of each decision', () => {
    expect(found.get('box.shut')).toEqual({ file: 'a/box.ts', performs: [] })
    expect(found.get('book.amend')?.file).toBe('c/book.ts')
  })
  it('find what is performed through the functions that a decision calls', () =>
    expect(found.get('parcel.send')?.performs).toEqual(['box.shut']))
})
