import { describe, expect, it } from 'vitest'
import { dependenciesAreUsed, dependenciesOf, importsAreDeclared } from './rules/dependencies.ts'
import { planted, theTree } from './rules/tree.ts'

describe('a package of others', () => {
  it('is declared by the room that imports it', () => {
    expect(dependenciesOf(theTree()).length).toBeGreaterThan(30)
    expect(importsAreDeclared(theTree())).toEqual([])
  })

  it('is used by somebody', () => expect(dependenciesAreUsed(theTree())).toEqual([]))

  it('would be missed where another room declares it, or only the root', () => {
    const tree = planted({
      'packages/office/src/planted.ts': "import type { z } from 'zod'\nconst yaml = await import('yaml')",
      'packages/office/src/planted-too.ts': "import fc from 'fast-check'",
      'packages/office/src/planted.test.ts': "import fc from 'fast-check'",
    })
    expect(importsAreDeclared(tree)).toEqual([
      'packages/office/src/planted.ts:1: zod is not in packages/office/package.json',
      'packages/office/src/planted.ts:2: yaml is not in packages/office/package.json',
      'packages/office/src/planted-too.ts:1: fast-check is not in packages/office/package.json',
    ])
  })

  it('would be seen when nobody uses it any more', () => {
    const tree = planted({ 'packages/planted/package.json': '{"dependencies":{"@pads/left":"1.0.0","zod":"4.6.7"}}' })
    expect(dependenciesAreUsed(tree)).toEqual(['package.json: nothing uses @pads/left'])
  })
})
