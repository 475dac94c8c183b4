// Writes packages/core/src/generated/ledgers.ts: every ledger of core and every file that adds actions to one.
// A ledger is added by writing its file; nothing else names it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '../packages/core/src')
const machinery = new Set(['access', 'audit', 'calendar', 'deadlines', 'generated', 'kernel', 'ledger', 'plan'])

/** The slices' files that define a ledger (with its exported name) or add actions to one. */
export function ledgerFiles(folder = root) {
  const found = []
  for (const slice of readdirSync(folder, { withFileTypes: true })) {
    if (!slice.isDirectory() || machinery.has(slice.name)) continue
    for (const file of readdirSync(join(folder, slice.name))) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
      const source = readFileSync(join(folder, slice.name, file), 'utf8')
      const names = [...source.matchAll(/^export const (\w+) = ledger\('/gm)].map((match) => match[1])
      const acts = /\.(action|create)\('|keepsRegister\(/.test(source)
      if (names.length > 0 || acts) found.push({ path: `../${slice.name}/${file}`, names })
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The generated module's text. */
export function ledgersModule(files = ledgerFiles()) {
  const lines = files.map(({ path, names }) =>
    names.length > 0 ? `import { ${names.join(', ')} } from '${path}'` : `import '${path}'`,
  )
  const all = files.flatMap(({ names }) => names)
  return [
    '// Made by scripts/house.mjs from the files of the slices. Do not edit.',
    `import type { AnyLedger } from '../ledger/ledger.ts'`,
    ...lines,
    '',
    `export const ledgers = [\n${all.map((name) => `  ${name},`).join('\n')}\n] as unknown as readonly AnyLedger[]`,
    '',
  ].join('\n')
}

/** Writes the module when it is not what the files say. */
export function ensureHouse() {
  const target = join(root, 'generated/ledgers.ts')
  const text = ledgersModule()
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureHouse()
