import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './rules/tree.ts'

const MOST = 3_000
const LEDGERS = 40
const core = (path: string) => `../../packages/core/src/${path}`

/** An ordinary ledger as slices write them: 25 fields, a child, three actions that decide. */
function aLedger(n: number): string {
  const kinds = ["text('文字')", "integer('数目')", "fen('金额')", "date('日期')", "instant('时刻')", "yesNo('是否')"]
  const fields = Array.from({ length: 25 }, (_, i) => `f${i}: ${kinds[i % kinds.length]}${i > 4 ? '.nullable()' : ''}`)
  return `import { by, decided, refuse } from '${core('ledger/action.ts')}'
import { set } from '${core('ledger/change.ts')}'
import { date, fen, instant, integer, text, yesNo } from '${core('ledger/field.ts')}'
import { child, ledger, state } from '${core('ledger/ledger.ts')}'
export const toy${n} = ledger('toy-${n}', {
  label: '玩具', about: '用来称重', placement: 'regional',
  fields: { ${fields.join(', ')} },
  children: { rows: child('明细', { name: text('名称'), amount: fen('金额') }) },
  life: { open: state('在办', ['amend', 'close']), closed: state('办结', []) },
  sees: { staff: true }, lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['status'] }],
  columns: ['f0', 'f1', 'status'], title: 'f0',
})
export const amend${n} = toy${n}.action('amend', {
  label: '更正', about: '更正', who: [by('seat', ['office'])], input: { f0: text('文字') },
  decide: ({ self, input }) => decided(set(self, { f0: input.f0, f2: self.f2 + 1 })),
})
export const close${n} = toy${n}.action('close', {
  label: '办结', about: '办结', who: [by('seat', ['office'])], to: 'closed', input: { reason: text('原因') },
  decide: ({ self }) => (self.rows.length === 0 ? refuse('toy.close.empty', null) : decided(set(self, { f1: self.rows.length }))),
})
`
}

/** Type instantiations of a check over these files, as the compiler counts them. */
function instantiations(folder: string, count: number): number {
  const files = Array.from({ length: count }, (_, n) => `toy-${n}.ts`)
  files.forEach((file, n) => writeFileSync(join(folder, file), aLedger(n)))
  writeFileSync(join(folder, 'base.ts'), `import '${core('ledger/change.ts')}'\nimport '${core('ledger/ledger.ts')}'\n`)
  const extended = join(ROOT, 'packages/core/tsconfig.json')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: extended, files: ['base.ts', ...files], include: [] }),
  )
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
  const told = execFileSync(process.execPath, [tsc, '-p', folder, '--noEmit', '--extendedDiagnostics'], {
    encoding: 'utf8',
  })
  return Number(/Instantiations:\s+(\d+)/.exec(told)?.[1])
}

it(`costs the compiler at most ${MOST} instantiations a ledger`, () => {
  mkdirSync(join(ROOT, '.data'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.data', 'types-'))
  try {
    const few = instantiations(folder, 1)
    const each = (instantiations(folder, LEDGERS) - few) / (LEDGERS - 1)
    expect(each).toBeGreaterThan(100)
    expect(each).toBeLessThanOrEqual(MOST)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
