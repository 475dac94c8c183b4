import { describe, expect, it } from 'vitest'
import { commandOf } from './desk-keys.ts'

const press = (key: string, more: Partial<Parameters<typeof commandOf>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  repeat: false,
  ...more,
})
const BODY = { tagName: 'BODY' }

describe('at the review desk a key', () => {
  it.each([
    ['y', 'same'],
    ['Y', 'same'],
    ['n', 'different'],
    ['s', 'unsure'],
    ['l', 'later'],
    [' ', 'later'],
    ['ArrowDown', 'down'],
    ['ArrowUp', 'up'],
    ['u', 'undo'],
    ['?', 'help'],
    ['？', 'help'],
    ['x', null],
    ['Enter', null],
  ])('%j asks for %s', (key, command) => expect(commandOf(press(key), BODY)).toBe(command))

  it('with Ctrl, Alt or ⌘ is the browser’s', () => {
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(commandOf(press('u', held), BODY)).toBeNull()
  })

  it('typed into a field is text, and so is one of an input method', () => {
    for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT']) expect(commandOf(press('y'), { tagName })).toBeNull()
    expect(commandOf(press('n', { isComposing: true }), BODY)).toBeNull()
  })

  it('held down moves on among the candidates, and decides nothing again', () => {
    expect(commandOf(press('y', { repeat: true }), BODY)).toBeNull()
    expect(commandOf(press('ArrowDown', { repeat: true }), BODY)).toBe('down')
  })

  it('space on a button presses the button', () => {
    expect(commandOf(press(' '), { tagName: 'BUTTON' })).toBeNull()
    expect(commandOf(press('y'), { tagName: 'BUTTON' })).toBe('same')
  })
})
