import { readFile } from 'node:fs/promises'
import { pairOf } from '@qingmei/core/premises/pair-decision'
import { systemActor } from '../../platform/ledger/access.ts'
import type { Manifest } from './artefact.ts'
import type { ComparisonContext } from './context.ts'

/** Where the content of a file of a region lies. */
export async function storedPath({ store, vault }: ComparisonContext, region: string, file: string): Promise<string> {
  const { rows } = await store.as(systemActor(region), (tx) =>
    tx.query<{ sha256: string }>('select sha256 from qm.file where region = $1 and id = $2', [region, file]),
  )
  return vault.pathOf(rows[0]?.sha256 ?? '')
}

/** The decisions that a run followed, as they were frozen when it began. */
export async function followedDecisions(
  context: ComparisonContext,
  run: { readonly region: string; readonly manifest: string | null },
): Promise<Manifest['decisions']> {
  if (run.manifest === null) return []
  try {
    const manifest = await readFile(await storedPath(context, run.region, run.manifest), 'utf8')
    return (JSON.parse(manifest) as Manifest).decisions
  } catch (error) {
    // A vault that was not restored with its database: what can be told without it is told.
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}

/** The records about which one of two runs followed another decision than the other, or followed one alone. */
export function decidedOtherwise(from: Manifest['decisions'], to: Manifest['decisions']): Set<string> {
  const said = (all: Manifest['decisions']) => new Map(all.map((it) => [pairOf(it.a, it.b), it.verdict]))
  const [before, after] = [said(from), said(to)]
  return new Set(
    [...from, ...to]
      .filter(({ a, b }) => before.get(pairOf(a, b)) !== after.get(pairOf(a, b)))
      .flatMap(({ a, b }) => [`${a.kind}:${a.key}`, `${b.kind}:${b.key}`]),
  )
}
