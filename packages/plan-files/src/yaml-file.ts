import { readFileSync } from 'node:fs'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { nameOf } from '@qingmei/core/plan/extend'
import type { Path } from '@qingmei/core/plan/problem'

/** A place in a file, counted from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A YAML file: its value, and where each part of it stands. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  readonly syntax: readonly (Place & { readonly message: string })[]
  /** The place of a path, and how many of its steps this file holds; `key` asks for the key and not its value. */
  find(path: Path, names: Path, key: boolean): { place: Place; depth: number }
}

/** Reads a YAML 1.2 file. Dates stay text; a key that stands twice is a syntax problem. */
export function readYaml(absolute: string, file: string): YamlFile {
  const lines = new LineCounter()
  const text = readFileSync(absolute, 'utf8')
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node)

  const step = (node: unknown, at: string | number, name: string | number): { key: number; value: unknown } | null => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key) || String(pair.key.value) !== String(at)) continue
        return { key: offsetOf(pair.key), value: pair.value }
      }
      return null
    }
    if (!isSeq(node)) return null
    const item =
      typeof name === 'string'
        ? node.items.find((candidate) => isNode(candidate) && nameOf(candidate.toJS(document)) === name)
        : node.items[Number(at)]
    return item === undefined ? null : { key: offsetOf(item), value: item }
  }

  return {
    file,
    value: document.errors.length > 0 ? null : (document.toJS() as unknown),
    syntax: [
      // What is not UTF-8 reads as this sign, and would otherwise pass for text.
      ...(text.includes('\uFFFD') ? [{ ...placeAt(text.indexOf('\uFFFD')), message: '文件不是 UTF-8 编码' }] : []),
      ...document.errors.map((error) => ({ ...placeAt(error.pos[0]), message: error.message.split('\n')[0] ?? '' })),
    ],
    find(path, names, key) {
      let node: unknown = document.contents
      let offset = offsetOf(node)
      let depth = 0
      for (const [i, at] of path.entries()) {
        const next = step(resolved(node), at, names[i] ?? at)
        if (next === null) break
        depth += 1
        node = next.value
        const last = depth === path.length
        offset = (last && key) || !isNode(node) || (!last && !isScalar(node)) ? next.key : offsetOf(node)
      }
      return { place: placeAt(offset), depth }
    },
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'range' in value
