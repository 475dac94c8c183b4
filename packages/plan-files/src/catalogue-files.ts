import type { Catalogue } from '@qingmei/core/premises/catalogue/catalogue'
import { judgeCatalogue } from '@qingmei/core/premises/catalogue/check-catalogue'
import { type LocatedProblem, readPack } from './pack.ts'

/** The folder of the item catalogue beside the plans. */
const FOLDER = '_catalogue'

export interface LoadedCatalogue {
  /** Null when a problem is an error. */
  readonly catalogue: Catalogue | null
  readonly problems: readonly LocatedProblem[]
}

/** Reads `<dir>/_catalogue`, or that of `shared` when the folder has none, and judges it. */
export function loadCatalogue(dir: string, shared: string): LoadedCatalogue {
  const pack = readPack({ dir, shared }, FOLDER)
  if (pack.problems.some((problem) => problem.severity === 'error')) return { catalogue: null, problems: pack.problems }
  const judged = judgeCatalogue(pack.value)
  const located = judged.problems.map((problem) => ({
    ...problem,
    ...pack.locate(problem.path, problem.code.startsWith('plan.key.')),
  }))
  return { catalogue: judged.catalogue, problems: [...pack.problems, ...located] }
}
