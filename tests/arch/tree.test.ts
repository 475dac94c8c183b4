import { qingmei } from '@qingmei/core/house'
import { describe, expect, it } from 'vitest'
import { planted, type Rule, theTree } from './rules/tree.ts'
import {
  filesArePlainlyNamed,
  filesAreSmall,
  foldersSayWhatTheyHold,
  kitIsSmall,
  kitNamesNoLedger,
  LARGEST_KIT,
  LONGEST_SOURCE,
} from './rules/tree-rules.ts'

const named = kitNamesNoLedger(qingmei.ledgers.map((it) => it.name))
const long = 'export const a = 1\n'.repeat(LONGEST_SOURCE + 1)

const CASES: readonly (readonly [string, Rule, string, string])[] = [
  ['a file that is too long', filesAreSmall, 'packages/core/src/lead/bad.ts', long],
  ['a test that is too long', filesAreSmall, 'tests/db/bad.test.ts', long.repeat(2)],
  ['a file in capitals', filesArePlainlyNamed, 'packages/core/src/lead/sendTransfer.ts', ''],
  ['a component in small letters', filesArePlainlyNamed, 'apps/web/src/parts/due-time.tsx', ''],
  ['a folder for anything', foldersSayWhatTheyHold, 'packages/core/src/utils/dates.ts', ''],
  ['a kit that grows', kitIsSmall, 'packages/core/src/ledger/bad.ts', 'export const a = 1\n'.repeat(LARGEST_KIT)],
  ['a ledger named in the kit', named, 'apps/server/src/platform/ledger/bad.ts', "if (ledger.name === 'lead') skip()"],
  ['a table named in the kit', named, 'apps/server/src/platform/ledger/bad.ts', 'const text = `select * from qm.lead`'],
]

describe('the tree', () => {
  it.each([
    ['keeps its files small', filesAreSmall],
    ['calls its files plainly', filesArePlainlyNamed],
    ['has no folder that says nothing', foldersSayWhatTheyHold],
    ['keeps the kit small', kitIsSmall],
    ['names no ledger in the kit', named],
  ] as const)('%s', (_name, rule) => expect(rule(theTree())).toEqual([]))

  it.each(CASES)('would show %s', (_name, rule, path, text) => {
    expect(rule(planted({ [path]: text }))).not.toEqual([])
  })
})
