import { posix } from 'node:path'
import { COMMANDS } from '../../../apps/cli/src/main.ts'
import type { Rule, Tree } from './tree.ts'

const pages = (tree: Tree): [string, string][] => [...tree].filter(([path]) => path.endsWith('.md'))

/** Every link inside the repository leads to a file. */
export const linksLeadSomewhere: Rule = (tree) => {
  const folders = new Set(
    [...tree.keys()].flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
  )
  return pages(tree).flatMap(([path, text]) =>
    [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].flatMap(([, to = '']) => {
      if (/^[a-z]+:/.test(to)) return []
      const target = posix.join(posix.dirname(path), to).replace(/\/$/, '')
      return tree.has(target) || folders.has(target) ? [] : [`${path}: ${to} leads nowhere`]
    }),
  )
}

/** Decisions are numbered without gap or double. */
export const decisionsAreNumbered: Rule = (tree) => {
  const numbers = [...tree.keys()]
    .flatMap((path) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b)
  return numbers.flatMap((number, i) =>
    number === i + 1 ? [] : [`docs/decisions: ${number} stands where ${i + 1} should`],
  )
}

/** Nothing speaks of one machine: no path of its own, no registry. `said` are the words to look for. */
export const nothingOfOneMachine: Rule = (tree) =>
  [...tree].flatMap(([path, text]) =>
    path.startsWith('tests/arch/')
      ? []
      : text
          .split('\n')
          .flatMap((line, i) =>
            /(^|[\s'"`(=])\/(work|root|home\/\w+|check)\/|registry\.npm|"resolved": "http|_authToken/.test(line)
              ? [`${path}:${i + 1}: ${line.trim().slice(0, 120)}`]
              : [],
          ),
  )

const table = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[-|\s]+\|$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

const VARIABLE = /\b(?:env|process\.env)(?:\.([A-Z][A-Z_]+)|\[['"]([A-Z][A-Z_]+)['"]\])/g
/** Set by others for their own purposes. */
const NOT_OURS = new Set(['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'CI'])

/** Every command and every variable of the environment is among the stable names. */
export const namesAreStable: Rule = (tree) => {
  const page = tree.get('docs/stable-names.md') ?? ''
  const cells = table(page).map(([first = '']) => first)
  const commands = Object.keys(COMMANDS)
  const [, ...rows] = cells.slice(cells.indexOf('command'), cells.indexOf('variable'))
  const variables = new Set(
    [...tree]
      .filter(([path]) => /^(packages|apps|scripts|tests\/support|bench)\/.*\.(ts|mjs)$/.test(path))
      .flatMap(([, text]) => [...text.matchAll(VARIABLE)].map((match) => match[1] ?? match[2] ?? ''))
      .filter((name) => !NOT_OURS.has(name) && !name.startsWith('npm_')),
  )
  const named = new Set(cells.slice(cells.indexOf('variable') + 1).flatMap((cell) => cell.split(', ')))
  return [
    ...commands
      .filter((name) => !rows.includes(name))
      .map((name) => `docs/stable-names.md: nothing of qingmei ${name}`),
    ...rows
      .filter((name) => !commands.includes(name))
      .map((name) => `docs/stable-names.md: there is no qingmei ${name}`),
    ...[...variables].filter((name) => !named.has(name)).map((name) => `docs/stable-names.md: nothing of ${name}`),
    ...[...named].filter((name) => !variables.has(name)).map((name) => `docs/stable-names.md: nobody reads ${name}`),
  ]
}
