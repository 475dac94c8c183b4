import { describe, expect, it } from 'vitest'
import { importsOf, sources, theTree } from './rules/tree.ts'

describe('the rules read', () => {
  it('every room of the product', () => {
    const rooms = new Set(sources(theTree()).map(([path]) => path.split('/').slice(0, -1).join('/')))
    for (const room of ['apps/server/src/demo', 'apps/server/src/platform/files', 'apps/cli/src/commands'])
      expect(rooms).toContain(room)
    expect([...theTree().keys()].filter((path) => /node_modules|^\.data|^\.git\//.test(path))).toEqual([])
  })

  it('every way to import, and nothing that only looks like it', () => {
    const text = [
      "import pg from 'pg'",
      "import type { Lead } from '../lead/lead.ts'",
      "import './side-effect.ts'",
      'import {',
      '  act,',
      "} from '@qingmei/server/platform/ledger/act'",
      "export * from './all.ts'",
      "const late = await import('node:fs')",
      "run(['--import', 'tsx', 'import', 'it'])",
    ].join('\n')
    expect(importsOf('packages/core/src/kernel/a.ts', text).map(({ line, to, isType }) => [line, to, isType])).toEqual([
      [1, 'pg', false],
      [2, 'packages/core/src/lead/lead.ts', true],
      [3, 'packages/core/src/kernel/side-effect.ts', false],
      [6, 'apps/server/src/platform/ledger/act.ts', false],
      [7, 'packages/core/src/kernel/all.ts', false],
      [8, 'node:fs', false],
    ])
  })
})
