/** What a key of the review desk asks for. */
export type DeskCommand = 'same' | 'different' | 'unsure' | 'later' | 'up' | 'down' | 'undo' | 'help'

const KEYS: Readonly<Record<string, DeskCommand>> = {
  y: 'same',
  n: 'different',
  s: 'unsure',
  l: 'later',
  ' ': 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  k: 'up',
  j: 'down',
  u: 'undo',
  '?': 'help',
  '\uff1f': 'help',
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly isComposing: boolean
  readonly repeat: boolean
}

/**
 * The command of a key press; null: the key is somebody else's. A key with Ctrl, Alt or ⌘ is the browser's; one that
 * is typed into a field, or with which an input method is composing, is text; one held down decides nothing again.
 * On a button or a link the space bar presses it.
 */
export function commandOf(pressed: Pressed, on: { readonly tagName: string } | null): DeskCommand | null {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.isComposing) return null
  const tag = on?.tagName ?? ''
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(tag)) return null
  if (pressed.key === ' ' && /^(BUTTON|A|SUMMARY)$/.test(tag)) return null
  const command = KEYS[pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key] ?? null
  return pressed.repeat && command !== 'up' && command !== 'down' ? null : command
}
