import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgePlan } from '@qingmei/core/plan/judge-plan'
import type { Plan } from '@qingmei/core/plan/plan'
import { type PlanProblem, pathText } from '@qingmei/core/plan/problem'
import type { Catalogue } from '@qingmei/core/premises/catalogue/catalogue'
import { loadCalendar } from './calendar-files.ts'
import { loadCatalogue as loadCatalogueFrom, type LoadedCatalogue } from './catalogue-files.ts'
import { listPlans, type LocatedProblem, readPack } from './pack.ts'

export { loadCalendar, readCalendarYears } from './calendar-files.ts'
export { listPlans, type LocatedProblem } from './pack.ts'
export type { Place } from './yaml-file.ts'

/** The packs that are shipped with the product. */
export const SHIPPED_PLANS = fileURLToPath(new URL('../../../plans', import.meta.url))

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export interface LoadedPlan {
  /** Null when a problem is an error. */
  readonly plan: Plan | null
  /** Errors and warnings with file, line and column, in the order of the files. */
  readonly problems: readonly LocatedProblem[]
}

/**
 * Reads `<dir>/<id>` with everything it extends, and judges it. A pack outside the shipped folder takes
 * `_base` and `_calendar` from `shared` when its own folder has none.
 */
export function loadPlan(dir: string, id: string, shared: string = SHIPPED_PLANS): LoadedPlan {
  const pack = readPack({ dir, shared }, id)
  if (pack.problems.some((problem) => problem.code.endsWith('.not-found') || problem.code === 'plan.yaml.syntax'))
    return { plan: null, problems: pack.problems }
  const own = loadCalendar(dir)
  const judged = judgePlan(pack.value, own.years.size > 0 ? own : loadCalendar(shared), sha256)
  const located = judged.problems.map((problem) => ({ ...problem, ...pack.locate(problem.path, atKey(problem)) }))
  const wrongId = judged.plan !== null && judged.plan.id !== basename(id) ? [misplaced(judged.plan.id, id)] : []
  const problems = [...pack.problems, ...wrongId.map((it) => ({ ...it, ...pack.locate(it.path) })), ...located]
  return { plan: problems.some((problem) => problem.severity === 'error') ? null : judged.plan, problems }
}

const atKey = (problem: PlanProblem): boolean => problem.code.startsWith('plan.key.')

const misplaced = (id: string, folder: string): PlanProblem => ({
  severity: 'error',
  code: 'plan.id.not-its-folder',
  path: ['id'],
  what: `编号“${id}”与所在文件夹“${folder}”不同`,
  remedy: `写 id: ${folder}，或改文件夹名`,
  clause: null,
})

/** Loads a plan or throws with its problems: for what cannot go on without one. */
export function requirePlan(dir: string, id: string): Plan {
  const { plan, problems } = loadPlan(dir, id)
  if (plan === null) throw new Error(problems.map(formatProblem).join('\n'))
  return plan
}

/** The item catalogue of a plans folder (the shipped one where it has none), with every problem and its place. */
export const loadCatalogue = (dir: string = SHIPPED_PLANS, shared: string = SHIPPED_PLANS): LoadedCatalogue =>
  loadCatalogueFrom(dir, shared)

/** The item catalogue, or throws with its problems. */
export function requireCatalogue(dir: string = SHIPPED_PLANS): Catalogue {
  const { catalogue, problems } = loadCatalogue(dir)
  if (catalogue === null) throw new Error(problems.map(formatProblem).join('\n'))
  return catalogue
}

/** Every shipped or given plan that is sound, by id. */
export const loadPlans = (dir: string): Map<string, Plan> =>
  new Map(listPlans(dir).map((id) => [id, requirePlan(dir, id)]))

/** `file:line:column  what  (clause)  → remedy`, preceded by how bad it is and where in the plan. */
export function formatProblem(problem: LocatedProblem): string {
  const word = problem.severity === 'error' ? '错误' : '提醒'
  const path = pathText(problem.path)
  return `${problem.file}:${problem.line}:${problem.column}  ${word} ${path === '' ? '' : `${path}：`}${problem.what}  （${problem.clause ?? '—'}）  → ${problem.remedy}`
}
