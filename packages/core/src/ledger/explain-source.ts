import type { ActionSource } from './explain.ts'

/** A top-level declaration of a source file. */
interface Block {
  readonly file: string
  readonly name: string
  readonly text: string
}

const DECLARATION = /^(?:export )?(?:const|function|async function) (?:\{([^}]+)\}|(\w+))/gm
const ACTION = /=\s*(\w+)\.(?:action|create)\('(\w+)'/
const KEEPS = /=\s*keepsRegister\((\w+)/
const LEDGER = /=\s*ledger\('([\w-]+)'/

/**
 * Reads from the sources of the slices (path → text) where each action is decided and what it performs, through
 * the functions that its decision calls. The key is `ledger.action`.
 */
export function actionSources(sources: ReadonlyMap<string, string>): Map<string, ActionSource> {
  const blocks = [...sources].flatMap(([file, text]) => blocksOf(file, text))
  const byName = new Map(blocks.map((it) => [it.name, it]))
  const ledgers = new Map<string, string>()
  for (const { name, text } of blocks) {
    const found = LEDGER.exec(text)?.[1]
    if (found !== undefined) ledgers.set(name, found)
  }
  const keyOf = ({ text }: Block): string | null => {
    const [, of = '', action] = ACTION.exec(text) ?? []
    const ledger = ledgers.get(of)
    return ledger === undefined || action === undefined ? null : `${ledger}.${action}`
  }
  const out = new Map<string, ActionSource>()
  for (const block of blocks) {
    const key = keyOf(block)
    if (key !== null) out.set(key, { file: block.file, performs: performedBy(block, byName, keyOf, new Set()) })
    const kept = ledgers.get(KEEPS.exec(block.text)?.[1] ?? '')
    if (kept !== undefined)
      for (const name of ['register', 'amend', 'end']) out.set(`${kept}.${name}`, { file: block.file, performs: [] })
  }
  return out
}

function blocksOf(file: string, text: string): Block[] {
  const starts = [...text.matchAll(DECLARATION)]
  return starts.map((match, i) => ({
    file,
    name: match[2] ?? `{${match[1] ?? ''}}`,
    text: text.slice(match.index, starts[i + 1]?.index ?? text.length),
  }))
}

function performedBy(
  block: Block,
  byName: ReadonlyMap<string, Block>,
  keyOf: (block: Block) => string | null,
  seen: Set<string>,
): string[] {
  if (seen.has(block.name)) return []
  seen.add(block.name)
  const performed = [...block.text.matchAll(/\bperform\(\s*(\w+)/g)].flatMap(([, name = '']) => {
    const target = byName.get(name)
    return target ? [keyOf(target) ?? name] : []
  })
  const called = [...block.text.matchAll(/\b(\w+)\(/g)].flatMap(([, name = '']) => {
    const target = byName.get(name)
    return target && target !== block && keyOf(target) === null ? performedBy(target, byName, keyOf, seen) : []
  })
  return [...new Set([...performed, ...called])]
}
