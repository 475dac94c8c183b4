import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
// @ts-expect-error a plain script without types
import { ledgerFiles, ledgersModule } from '../../scripts/house.mjs'

it('lists every ledger file of core in the generated module', () => {
  expect(readFileSync('packages/core/src/generated/ledgers.ts', 'utf8')).toBe(ledgersModule())
})

it('finds a new ledger by its file alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'house-'))
  mkdirSync(join(folder, 'toys'))
  writeFileSync(join(folder, 'toys', 'toy.ts'), "export const toy = ledger('toy', {})\n")
  expect(ledgersModule(ledgerFiles(folder))).toContain("import { toy } from '../toys/toy.ts'")
})
