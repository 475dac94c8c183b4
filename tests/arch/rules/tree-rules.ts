import { posix } from 'node:path'
import { type Rule, sources, type Tree } from './tree.ts'

const lines = (text: string): number => text.trimEnd().split('\n').length
const tests = (tree: Tree): [string, string][] => [...tree].filter(([path]) => /\.test\.tsx?$/.test(path))
/** Word for word what people read: one entry a line, however many there are. */
const isCatalogue = (path: string): boolean => /\/words\/|\/messages\.|profiles\.ts$/.test(path)

export const LONGEST_SOURCE = 300
export const LONGEST_TEST = 500

/** Files stay small enough to be read in one sitting. */
export const filesAreSmall: Rule = (tree) => [
  ...sources(tree).flatMap(([path, text]) =>
    lines(text) > LONGEST_SOURCE && !isCatalogue(path)
      ? [`${path}: ${lines(text)} lines, at most ${LONGEST_SOURCE}`]
      : [],
  ),
  ...tests(tree).flatMap(([path, text]) =>
    lines(text) > LONGEST_TEST ? [`${path}: ${lines(text)} lines, at most ${LONGEST_TEST}`] : [],
  ),
]

const SOURCE_NAME =
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.(db|dom))?(\.test)?\.(ts|mjs)$|^messages\.(zh-CN|en)\.ts$|^zh-CN\.ts$/
const COMPONENT_NAME = /^[A-Z][A-Za-z]*\.tsx$|^main\.tsx$/

/** Files are called in plain words: kebab-case, components by their names. */
export const filesArePlainlyNamed: Rule = (tree) =>
  [...tree.keys()]
    .filter((path) => /^(packages|apps|tests|bench|scripts)\//.test(path) && /\.(tsx?|mjs)$/.test(path))
    .flatMap((path) => {
      const name = posix.basename(path)
      if (/\.config\.|\.d\.ts$/.test(name)) return []
      const isPlain = name.endsWith('.tsx') ? COMPONENT_NAME.test(name) : SOURCE_NAME.test(name)
      return isPlain ? [] : [`${path}: not a plain name`]
    })

const EMPTY_WORDS = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'lib'])

/** No folder is called what could hold anything. */
export const foldersSayWhatTheyHold: Rule = (tree) => [
  ...new Set(
    [...tree.keys()].flatMap((path) =>
      posix
        .dirname(path)
        .split('/')
        .filter((part) => EMPTY_WORDS.has(part))
        .map((part) => `${path.slice(0, path.indexOf(`${part}/`))}${part}: says nothing of what it holds`),
    ),
  ),
]

/** Where the kit lies: definitions, access and the executor that compiles them. */
export const KIT = ['packages/core/src/ledger/', 'packages/core/src/access/', 'apps/server/src/platform/ledger/']
export const LARGEST_KIT = 4000

const kitFiles = (tree: Tree): [string, string][] =>
  sources(tree).filter(([path]) => KIT.some((room) => path.startsWith(room)))

/** Blank lines and comments do not count: they are there to be read. */
export const codeLines = (text: string): number =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.replace(/\/\/.*/, '').trim() !== '').length

export const kitLines = (tree: Tree): number => kitFiles(tree).reduce((sum, [, text]) => sum + lines(text), 0)

/** The kit stays small. */
export const kitIsSmall: Rule = (tree) =>
  kitLines(tree) > LARGEST_KIT ? [`the kit has ${kitLines(tree)} lines, at most ${LARGEST_KIT}`] : []

/** Words that every record carries, and so the kit's own; as the ledgers of those names only their tables count. */
const OWN_WORDS = new Set(['campaign', 'organisation'])

/** The kit names no ledger: nothing in it is said for one kind of record. `names` are those of the house. */
export const kitNamesNoLedger =
  (names: readonly string[]): Rule =>
  (tree) =>
    kitFiles(tree).flatMap(([path, text]) =>
      text
        .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
        .split('\n')
        .flatMap((line, i) => {
          const bare = line.replace(/\/\/.*/, '')
          const said = names.find((name) => {
            const word = OWN_WORDS.has(name) ? '' : `['"\`]${name}(\\.[a-zA-Z-]+)?['"\`]|`
            return new RegExp(`${word}\\bqm\\.${name}\\b`).test(bare)
          })
          return said === undefined ? [] : [`${path}:${i + 1}: names the ledger ${said}`]
        }),
    )
