import { describe, expect, it } from 'vitest'
import {
  coreIsPure,
  coreSlicesPointDown,
  featuresStandAlone,
  noCircles,
  roomsPointDown,
  serverSlicesPointDown,
} from './rules/arrows.ts'
import { planted, type Rule, theTree } from './rules/tree.ts'

const CASES: readonly (readonly [string, Rule, string, string, string])[] = [
  ['packages use what stands below them', roomsPointDown, 'packages/core/src/lead/bad.ts', "import pg from 'pg'", 'pg'],
  [
    'core knows no server',
    roomsPointDown,
    'packages/core/src/lead/bad.ts',
    "import { act } from '@qingmei/server/platform/ledger/act'",
    'not below packages/core',
  ],
  [
    'core does no I/O',
    roomsPointDown,
    'packages/core/src/kernel/bad.ts',
    "import { readFileSync } from 'node:fs'",
    'node:fs',
  ],
  [
    'the web knows no server',
    roomsPointDown,
    'apps/web/src/parts/bad.tsx',
    "export { compose } from '@qingmei/server/compose'",
    'not below apps/web',
  ],
  [
    'cells know no cases',
    roomsPointDown,
    'packages/office/src/bad.ts',
    "import { lead } from '@qingmei/core/lead/lead'",
    'not below packages/office',
  ],
  [
    'the comparison knows no register of ours',
    roomsPointDown,
    'packages/linkage/src/bad.ts',
    "import { profileOf } from '@qingmei/core/premises/registers/profiles'",
    'not below packages/linkage',
  ],
  [
    'the comparison reads no file',
    roomsPointDown,
    'packages/linkage/src/bad.ts',
    "import { readFileSync } from 'node:fs'",
    'nothing that packages/linkage may use',
  ],
  [
    'and writes through one file of its own',
    roomsPointDown,
    'packages/linkage/src/outcome/bad.ts',
    "import { writeSync } from 'node:fs'",
    'nothing that packages/linkage may use',
  ],
  [
    'the kit knows no slice',
    coreSlicesPointDown,
    'packages/core/src/ledger/bad.ts',
    "import { lead } from '../lead/lead.ts'",
    'the machinery knows no slice',
  ],
  [
    'a lower slice does not know an upper one',
    coreSlicesPointDown,
    'packages/core/src/premises/bad.ts',
    "import { lead } from '../lead/lead.ts'",
    'slices point down',
  ],
  [
    'the platform knows no slice',
    serverSlicesPointDown,
    'apps/server/src/platform/api/bad.ts',
    "import { leadDesk } from '../../lead/desk-detail.ts'",
    'the platform knows no slice',
  ],
  [
    'a feature knows no other',
    featuresStandAlone,
    'apps/web/src/features/desk/bad.tsx',
    "const it = import('../lead/LeadPage.tsx')",
    'known to the application only',
  ],
  [
    'nothing goes round in circles',
    noCircles,
    'packages/core/src/kernel/dates.ts',
    "import { ok } from './result.ts'\nimport '../calendar/calendar.ts'",
    'a circle',
  ],
  ['time comes in as an argument', coreIsPure, 'packages/core/src/lead/bad.ts', 'const now = Date.now()', 'Date.now('],
  ['and so does chance', coreIsPure, 'packages/core/src/lead/bad.ts', 'const n = Math.random()', 'Math.random('],
]

describe.each([...new Set(CASES.map(([, rule]) => rule))])('the arrows', (rule) => {
  it(`point where they should (${rule.name})`, () => expect(rule(theTree())).toEqual([]))
})

describe('a planted arrow is caught', () => {
  it.each(CASES)('%s', (_name, rule, path, text, why) => {
    const found = rule(planted({ [path]: text }))
    expect(found.join('\n')).toContain(path)
    expect(found.join('\n')).toContain(why)
  })
})
