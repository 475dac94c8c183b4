import { ROLES } from '@qingmei/core/access/roles'
import { qingmei } from '@qingmei/core/house'
import { fieldsOf } from '@qingmei/core/ledger/field'
import { describe, expect, it } from 'vitest'
import { decisionsAreNumbered, linksLeadSomewhere, namesAreStable, nothingOfOneMachine } from './rules/docs.ts'
import { planted, type Rule, theTree } from './rules/tree.ts'

const page = (name: string) => theTree().get(name) ?? ''

const CASES: readonly (readonly [string, Rule, string, string])[] = [
  ['a link that leads nowhere', linksLeadSomewhere, 'docs/runbook.md', 'See [this](nowhere.md).'],
  ['a picture that is not there', linksLeadSomewhere, 'docs/runbook.md', '![a desk](images/gone.png)'],
  ['a gap between decisions', decisionsAreNumbered, 'docs/decisions/0099-far-away.md', '# Far away'],
  ['a path of one machine', nothingOfOneMachine, 'docs/runbook.md', `Look into ${['', 'work', 'main'].join('/')}.`],
  ['a variable that nobody told of', namesAreStable, 'apps/server/src/bad.ts', 'const it = process.env.QINGMEI_SECRET'],
  [
    'a command that went away',
    namesAreStable,
    'docs/stable-names.md',
    page('docs/stable-names.md').replace('| start |', '| begin |'),
  ],
]

describe('the documents', () => {
  it.each([
    ['lead somewhere', linksLeadSomewhere],
    ['number the decisions', decisionsAreNumbered],
    ['say nothing of one machine', nothingOfOneMachine],
    ['list the stable names', namesAreStable],
  ] as const)('%s', (_name, rule) => expect(rule(theTree())).toEqual([]))

  it.each(CASES)('would show %s', (_name, rule, path, text) => expect(rule(planted({ [path]: text }))).not.toEqual([]))
})

const MARK = '<!-- written from the definitions -->\n'
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The glossary's second half: every name of every definition with its Chinese. */
function definitions(): string {
  const head = ['| identifier | 中文 | |', '|---|---|---|']
  const roles = Object.entries(ROLES).map(([name, { label }]) => row(name, label, ''))
  const ledgers = qingmei.ledgers.flatMap((ledger) => [
    '',
    `### ${ledger.name} ${ledger.label}`,
    '',
    `${ledger.about}。`,
    '',
    ...head,
    ...ledger.info.map((field) => row(field.name, field.label, field.kind)),
    ...Object.entries(ledger.children).flatMap(([name, child]) => [
      row(name, child.label, 'child'),
      ...fieldsOf(child.fields).map((field) => row(`${name}.${field.name}`, field.label, field.kind)),
    ]),
    ...Object.entries(ledger.life).map(([name, { label }]) => row(name, label, 'state')),
    ...[...ledger.actions.values()].map((action) => row(action.name, action.label, 'action')),
  ])
  return ['', '## Roles', '', ...head, ...roles, '', '## Ledgers', ...ledgers, ''].join('\n')
}

describe('the glossary', () => {
  // Renewed by `npm run renew`.
  it('has every name of every definition with its Chinese', async () => {
    const [written = ''] = page('docs/glossary.md').split(MARK)
    await expect(`${written}${MARK}${definitions()}`).toMatchFileSnapshot('../../docs/glossary.md')
  })
})
