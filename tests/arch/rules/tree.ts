import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The files of the repository: path from its root → text (a picture's is empty). A test plants a violation by adding a file. */
export type Tree = ReadonlyMap<string, string>

/** A rule about the tree: what breaks it, each with its place; empty when nothing does. */
export type Rule = (tree: Tree) => string[]

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** What is not ours or not written, wherever it stands; and what stands at the root and is data only. */
const LEFT_OUT = new Set(['node_modules', 'dist', '.git'])
const DATA_ONLY = new Set(['.data', 'demo'])
const PICTURE = /\.(png|jpg)$/
const TEXT = /\.(ts|tsx|mjs|json|ya?ml|sql|md|css|html|svg)$|^(LICENSE|run)$/

let read: Tree | null = null

/** The tree as it stands. */
export function theTree(): Tree {
  if (read) return read
  const files = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!LEFT_OUT.has(entry.name) && !DATA_ONLY.has(path)) walk(path)
      } else if (TEXT.test(entry.name)) files.set(path, readFileSync(join(ROOT, path), 'utf8'))
      else if (PICTURE.test(entry.name)) files.set(path, '')
    }
  }
  walk('')
  read = files
  return files
}

/** The tree with files put in or replaced. */
export const planted = (files: Readonly<Record<string, string>>, tree: Tree = theTree()): Tree =>
  new Map([...tree, ...Object.entries(files)])

/** Source files of the product: no tests, nothing generated. */
export const sources = (tree: Tree): [string, string][] =>
  [...tree].filter(
    ([path]) =>
      /^(packages|apps)\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.includes('/generated/'),
  )

export interface Import {
  readonly from: string
  readonly line: number
  /** A path of the tree, `node:fs`, or the name of a package. */
  readonly to: string
  /** Gone once types are checked. */
  readonly isType: boolean
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?<![\w'"`-])import\s*\(?\s*['"]([^'"]+)['"]/g

/** What a file imports, names of our own packages spelled out as paths. */
export function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? ''
    const line = text.slice(0, match.index + match[0].indexOf(name)).split('\n').length
    return { from: path, line, to: resolved(path, name), isType: /^\s*(import|export) type\b/.test(match[0]) }
  })
}

function resolved(from: string, name: string): string {
  if (name.startsWith('.')) return posix.join(posix.dirname(from), name)
  const [, room, rest] = /^@qingmei\/([a-z-]+)(?:\/(.*))?$/.exec(name) ?? []
  if (room === undefined)
    return name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : (name.split('/')[0] ?? '')
  const folder = room === 'server' || room === 'web' || room === 'cli' ? 'apps' : 'packages'
  return `${folder}/${room}/src/${rest ?? 'index'}.ts`
}

export const isOurs = (to: string): boolean => /^(packages|apps)\//.test(to)
