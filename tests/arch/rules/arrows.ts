import { type Import, importsOf, isOurs, type Rule, sources, type Tree } from './tree.ts'

/** The slices of the domain, from the ground up: each may use what stands before it. */
export const SLICES = [
  'campaign',
  'premises',
  'inspection',
  'monitoring',
  'lead',
  'case',
  'tip',
  'reward',
  'returns',
  'disclosure',
] as const
/** Beside the line of slices, on the ground only. */
const BESIDE: Readonly<Record<string, readonly string[]>> = { coordination: ['campaign'] }
const MACHINERY = ['kernel', 'calendar', 'deadlines', 'plan', 'ledger', 'access', 'audit']
/** What puts the rooms together, and may use all of them. */
const COMPOSERS = new Set(['compose.ts', 'main.ts', 'serve.ts', 'version.ts'])

const partOf = (path: string, room: string): string | null =>
  path.startsWith(`${room}/src/`) ? (path.slice(room.length + 5).split('/')[0] ?? null) : null

const edges = (tree: Tree): Import[] => sources(tree).flatMap(([path, text]) => importsOf(path, text))

const broken = (it: Import, why: string): string => `${it.from}:${it.line} → ${it.to}: ${why}`

/** Which packages each room may use, of ours and of others' (null: any). */
const ROOMS: Readonly<Record<string, { ours: readonly string[]; others: RegExp | null }>> = {
  'packages/core': { ours: ['packages/core'], others: /^zod$/ },
  'packages/contract': { ours: ['packages/contract', 'packages/core'], others: /^zod$/ },
  'packages/office': { ours: ['packages/office'], others: null },
  'packages/linkage': {
    ours: ['packages/linkage', 'packages/core/src/kernel'],
    others: /^node:(worker_threads|url|os)$/,
  },
  'packages/plan-files': { ours: ['packages/plan-files', 'packages/core'], others: null },
  'apps/server': {
    ours: [
      'apps/server',
      'packages/core',
      'packages/contract',
      'packages/linkage',
      'packages/office',
      'packages/plan-files',
    ],
    others: null,
  },
  'apps/web': { ours: ['apps/web', 'packages/core', 'packages/contract'], others: /^(?!node:)/ },
  'apps/cli': {
    ours: [
      'apps/cli',
      'apps/server',
      'packages/core',
      'packages/contract',
      'packages/linkage',
      'packages/office',
      'packages/plan-files',
    ],
    others: null,
  },
}

/** The one file of a room that may use more than the room: the comparison reads no file, and writes through this one. */
const OUTLETS: Readonly<Record<string, RegExp>> = { 'packages/linkage/src/outcome/byte-file.ts': /^node:fs$/ }

/** Packages use only what stands below them; core uses zod and nothing else, the web nothing of Node's. */
export const roomsPointDown: Rule = (tree) =>
  edges(tree).flatMap((it) => {
    const room = it.from.split('/').slice(0, 2).join('/')
    const rule = ROOMS[room]
    if (!rule) return [broken(it, `the room ${room} has no rule`)]
    if (isOurs(it.to))
      return rule.ours.some((each) => it.to.startsWith(`${each}/`)) ? [] : [broken(it, `not below ${room}`)]
    return rule.others === null || rule.others.test(it.to) || OUTLETS[it.from]?.test(it.to) === true
      ? []
      : [broken(it, `nothing that ${room} may use`)]
  })

const mayUse = (upper: string, lower: string): boolean => {
  if (upper === lower) return true
  const beside = BESIDE[upper]
  if (beside) return beside.includes(lower)
  const [above, below] = [SLICES.indexOf(upper as never), SLICES.indexOf(lower as never)]
  return above >= 0 && below >= 0 && below < above
}

/** In core the machinery knows no slice, and slices point down. */
export const coreSlicesPointDown: Rule = (tree) =>
  edges(tree).flatMap((it) => {
    const [from, to] = [partOf(it.from, 'packages/core'), partOf(it.to, 'packages/core')]
    if (from === null || to === null || from === 'house.ts' || from === to) return []
    if (MACHINERY.includes(from)) return MACHINERY.includes(to) ? [] : [broken(it, 'the machinery knows no slice')]
    if (MACHINERY.includes(to)) return []
    return mayUse(from, to) ? [] : [broken(it, 'slices point down')]
  })

/** In the server the platform knows no slice, slices point down, the demo stands on top; only composers see all. */
export const serverSlicesPointDown: Rule = (tree) =>
  edges(tree).flatMap((it) => {
    const [from, to] = [partOf(it.from, 'apps/server'), partOf(it.to, 'apps/server')]
    if (from === null || to === null || from === to || COMPOSERS.has(from)) return []
    if (COMPOSERS.has(to)) return from === 'demo' ? [] : [broken(it, 'nobody but the demo sees how it is composed')]
    if (from === 'platform') return [broken(it, 'the platform knows no slice')]
    if (to === 'platform' || from === 'demo') return []
    return mayUse(from, to) ? [] : [broken(it, 'slices point down')]
  })

/** In the web a feature knows no other feature, and parts know none at all. */
export const featuresStandAlone: Rule = (tree) =>
  edges(tree).flatMap((it) => {
    const [, feature] = /^apps\/web\/src\/features\/([^/]+)\//.exec(it.to) ?? []
    if (feature === undefined) return []
    const [, own] = /^apps\/web\/src\/features\/([^/]+)\//.exec(it.from) ?? []
    if (own === feature || it.from === 'apps/web/src/App.tsx') return []
    return [broken(it, 'a feature is known to the application only')]
  })

/** No file needs itself to run, however long the way round; types may speak of each other. */
export const noCircles: Rule = (tree) => {
  const next = new Map<string, string[]>()
  for (const it of edges(tree))
    if (isOurs(it.to) && !it.isType) next.set(it.from, [...(next.get(it.from) ?? []), it.to])
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (path: string, way: readonly string[]) => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      found.push(`${[...way.slice(way.indexOf(path)), path].join(' → ')}: a circle`)
      return
    }
    state.set(path, 'open')
    for (const to of next.get(path) ?? []) visit(to, [...way, path])
    state.set(path, 'done')
  }
  for (const path of next.keys()) visit(path, [])
  return found
}

const IMPURE =
  /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bcrypto\.|\bfetch\(|\bprocess\.|\bsetTimeout\(|\bglobalThis\b/

/** Core takes time, chance and the outside world as arguments. */
export const coreIsPure: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => path.startsWith('packages/core/'))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, i) => {
        const [word] = IMPURE.exec(line.replace(/\/\/.*|^\s*\*.*/, '')) ?? []
        return word === undefined ? [] : [`${path}:${i + 1}: ${word} in core`]
      }),
    )
