import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { extend, isTable, nameOf } from '@qingmei/core/plan/extend'
import type { Path, PlanProblem } from '@qingmei/core/plan/problem'
import { type Place, readYaml, type YamlFile } from './yaml-file.ts'

export interface LocatedProblem extends PlanProblem, Place {}

/** A file of a pack and where its content is hung: a checklist file is one item of `checklists`. */
interface Part {
  readonly yaml: YamlFile
  readonly mount: 'top' | 'checklists'
}

/** A pack as it stands on disk, with everything it extends laid under it. */
export interface Pack {
  readonly value: unknown
  readonly problems: readonly LocatedProblem[]
  /** Where a path of the merged value was written. */
  locate(path: Path, key?: boolean): Place
}

/** Where packs are looked for: the folder itself first, then what is shared (`_base`, `_calendar`). */
export interface PackPlaces {
  readonly dir: string
  readonly shared: string
}

const folderOf = (places: PackPlaces, id: string): string | null =>
  [join(places.dir, id), join(places.shared, id)].find(
    (folder) => existsSync(folder) && statSync(folder).isDirectory(),
  ) ?? null

const yamlFilesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => join(folder, name))
    : []

function partsOf(folder: string): Part[] {
  const shown = (file: string) => relative(process.cwd(), file) || file
  const top = yamlFilesIn(folder).sort((a, b) => Number(b.endsWith('plan.yaml')) - Number(a.endsWith('plan.yaml')))
  return [
    ...top.map((file): Part => ({ yaml: readYaml(file, shown(file)), mount: 'top' })),
    ...yamlFilesIn(join(folder, 'checklists')).map(
      (file): Part => ({ yaml: readYaml(file, shown(file)), mount: 'checklists' }),
    ),
  ]
}

/** Puts the files of one folder together; a top-level key may stand in one file only. */
function assemble(parts: readonly Part[]): { value: Record<string, unknown>; problems: LocatedProblem[] } {
  const value: Record<string, unknown> = {}
  const home = new Map<string, string>()
  const problems: LocatedProblem[] = []
  const report = (place: Place, words: Pick<PlanProblem, 'code' | 'what' | 'remedy'>) =>
    problems.push({ severity: 'error', path: [], clause: null, ...words, ...place })
  for (const { yaml, mount } of parts) {
    for (const { message, ...place } of yaml.syntax)
      report(place, { code: 'plan.yaml.syntax', what: `YAML 语法错误：${message}`, remedy: '检查缩进、冒号和引号' })
    if (yaml.syntax.length > 0) continue
    if (!isTable(yaml.value)) {
      report(yaml.find([], [], false).place, {
        code: 'plan.yaml.not-a-table',
        what: '文件内容不是一组键值',
        remedy: '以“键: 值”书写',
      })
      continue
    }
    const entries: [string, unknown][] = mount === 'top' ? Object.entries(yaml.value) : [['checklists', [yaml.value]]]
    for (const [key, held] of entries) {
      const first = home.get(key)
      if (first !== undefined && mount === 'top')
        report(yaml.find([key], [key], true).place, {
          code: 'plan.key.twice',
          what: `“${key}”已在 ${first} 中写过`,
          remedy: '一个顶层键只写在一个文件里',
        })
      home.set(key, yaml.file)
      const before = Object.hasOwn(value, key) ? value[key] : undefined
      value[key] = Array.isArray(before) && Array.isArray(held) ? [...before, ...held] : held
    }
  }
  return { value, problems }
}

/** Reads a pack and, under it, every pack that it extends. */
export function readPack(places: PackPlaces, id: string): Pack {
  const layers: Part[] = []
  const problems: LocatedProblem[] = []
  const missing = (name: string, seen: readonly string[]): LocatedProblem => ({
    severity: 'error',
    code: seen.length === 0 ? 'plan.pack.not-found' : 'plan.extends.not-found',
    path: ['extends'],
    clause: null,
    what: seen.includes(name) ? `方案包“${name}”循环引用自己` : `找不到方案包“${name}”`,
    remedy: `可用：${listPlans(places.dir).join('、') || '（无）'}`,
    ...(layers[0]?.yaml.find(['extends'], ['extends'], false).place ?? {
      file: join(places.dir, name),
      line: 1,
      column: 1,
    }),
  })
  const layer = (name: string, seen: readonly string[]): unknown => {
    const folder = seen.includes(name) ? null : folderOf(places, name)
    if (folder === null) {
      problems.push(missing(name, seen))
      return undefined
    }
    const parts = partsOf(folder)
    layers.push(...parts)
    const assembled = assemble(parts)
    problems.push(...assembled.problems)
    const base = assembled.value['extends']
    return typeof base === 'string' ? extend(layer(base, [...seen, name]), assembled.value) : assembled.value
  }
  const value = layer(id, [])
  return { value, problems, locate: (path, key = false) => locate({ layers, value }, path, key) }
}

/** The nearest file that holds the most of a path. List positions are found by the name of the item there. */
function locate(pack: { layers: readonly Part[]; value: unknown }, path: Path, key: boolean): Place {
  const names = namesAlong(pack.value, path)
  let best: { place: Place; depth: number } = { place: { file: '', line: 1, column: 1 }, depth: -1 }
  for (const { yaml, mount } of pack.layers) {
    const found = mount === 'top' ? yaml.find(path, names, key) : inChecklist(yaml, { path, names, key })
    if (found !== null && found.depth > best.depth) best = found
  }
  return best.place
}

function inChecklist(yaml: YamlFile, at: { path: Path; names: Path; key: boolean }) {
  if (at.path[0] !== 'checklists' || at.path.length < 2 || at.names[1] !== nameOf(yaml.value)) return null
  const found = yaml.find(at.path.slice(2), at.names.slice(2), at.key)
  return { place: found.place, depth: found.depth + 2 }
}

/** For each step its name: the item's `id` or `code` where a list has one, else the step itself. */
function namesAlong(value: unknown, path: Path): Path {
  let held = value
  return path.map((step) => {
    held = Array.isArray(held) ? (held[Number(step)] as unknown) : isTable(held) ? held[String(step)] : undefined
    return typeof step === 'number' ? (nameOf(held) ?? step) : step
  })
}

/** The ids of the packs in a folder; those that begin with `_` are shared parts, not plans. */
export function listPlans(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('_') && existsSync(join(dir, entry.name, 'plan.yaml')),
    )
    .map((entry) => entry.name)
    .sort()
}
