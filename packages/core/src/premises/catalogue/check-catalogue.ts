import { fileSchema } from '../../plan/json-schema.ts'
import { type Path, type PlanProblem, suggest } from '../../plan/problem.ts'
import { schemaProblems } from '../../plan/schema-problems.ts'
import { type Catalogue, type CatalogueData, catalogueOf, catalogueSchema, DISCIPLINES, namesOf } from './catalogue.ts'

/** What is wrong with a catalogue, and the catalogue where nothing is. */
export interface JudgedCatalogue {
  readonly catalogue: Catalogue | null
  readonly problems: readonly PlanProblem[]
}

/** The JSON Schema by which an editor completes and checks the files of the catalogue. */
export const catalogueJsonSchema = (): Record<string, unknown> =>
  fileSchema(catalogueSchema, {
    title: 'QingMei item catalogue',
    description: 'A file under plans/_catalogue. Generated from the schema in packages/core/src/premises/catalogue.',
  })

/** Judges the plain objects of `plans/_catalogue`. */
export function judgeCatalogue(raw: unknown): JudgedCatalogue {
  const shape = schemaProblems(raw, catalogueSchema)
  const parsed = catalogueSchema.safeParse(raw)
  if (!parsed.success) return { catalogue: null, problems: shape }
  const problems = [...checkReferences(parsed.data), ...checkNames(parsed.data), ...checkItems(parsed.data)]
  const sound = problems.every((problem) => problem.severity !== 'error')
  return { catalogue: sound ? catalogueOf(parsed.data) : null, problems }
}

const error = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'error', ...problem })

interface Grounds {
  readonly source: string
  readonly clause: string
}

/** Everything that is named by its id is there: sources, products, prohibitions, items. */
function checkReferences(data: CatalogueData): PlanProblem[] {
  const ids = (list: readonly { readonly id: string }[]) => list.map((it) => it.id)
  const items = DISCIPLINES.flatMap((it) => ids(data[it]))
  const sources = ids(data.sources)
  const named = (name: string, known: readonly string[], at: { path: Path; of: string; clause: string | null }) =>
    known.includes(name)
      ? []
      : [
          error({
            code: 'catalogue.name.unknown',
            path: at.path,
            what: `没有${at.of}“${name}”`,
            remedy: suggest(name, known),
            clause: at.clause,
          }),
        ]
  const grounded = (list: readonly Grounds[], key: string) =>
    list.flatMap(({ source, clause }, i) => named(source, sources, { path: [key, i, 'source'], of: '来源', clause }))
  return [
    ...DISCIPLINES.flatMap((discipline) =>
      data[discipline].flatMap((item, i) => {
        const at = (...path: Path) => [discipline, i, ...path]
        const { clause } = item
        return [
          ...item.products.flatMap((it, j) =>
            named(it, ids(data.products), { path: at('products', j), of: '重点产品', clause }),
          ),
          ...(item.prohibited === undefined
            ? []
            : named(item.prohibited, ids(data.prohibitions), { path: at('prohibited'), of: '禁止事项', clause })),
          ...(item.volumes ?? []).flatMap((it, j) =>
            named(it.item, items, { path: at('volumes', j, 'item'), of: '项目', clause }),
          ),
        ]
      }),
    ),
    ...(['disciplines', 'grades', 'rules', 'prohibitions', 'products', ...DISCIPLINES] as const).flatMap((key) =>
      grounded(data[key], key),
    ),
    ...data.turns.flatMap((turn, i) => [
      ...named(turn.item, items, { path: ['turns', i, 'item'], of: '项目', clause: null }),
      ...turn.of.flatMap((it, j) => named(it, items, { path: ['turns', i, 'of', j], of: '项目', clause: null })),
    ]),
  ]
}

/** A name stands once. Claimed by two items of different nature it would decide a case by chance: an error. */
function checkNames(data: CatalogueData): PlanProblem[] {
  const homes = new Map<string, { id: string; name: string; nature: string }>()
  const problems: PlanProblem[] = []
  for (const discipline of DISCIPLINES)
    for (const [i, item] of data[discipline].entries())
      for (const [j, alias] of namesOf({ ...item, discipline }).entries()) {
        const key = alias.normalize('NFKC').toLowerCase().replace(/\s/g, '')
        const home = homes.get(key)
        homes.set(key, home ?? item)
        if (!home) continue
        const apart = home.nature !== item.nature
        problems.push({
          severity: apart ? 'error' : 'warning',
          code: apart ? 'catalogue.alias.two-natures' : 'catalogue.alias.twice',
          path: [discipline, i, ...placeOf(item, j)],
          what: apart
            ? `“${alias}”同时属于“${home.name}”（${home.nature}）和“${item.name}”（${item.nature}）`
            : `“${alias}”写了两次${home.id === item.id ? '' : `，已在“${home.name}”中`}`,
          remedy: apart ? '只留给一个项目，或写成能区分方法的名称' : '删去一处',
          clause: item.clause,
        })
      }
  return problems
}

/** Where the j-th name of an item stands. */
function placeOf(item: CatalogueData['surgery'][number], j: number): Path {
  if (j === 0) return ['name']
  return j <= item.trade.length ? ['trade', j - 1] : ['slang', j - 1 - item.trade.length]
}

/** Ids are used once; only surgery is graded; a depending item says what decides. */
function checkItems(data: CatalogueData): PlanProblem[] {
  const seen = new Set<string>()
  return DISCIPLINES.flatMap((discipline) =>
    data[discipline].flatMap((item, i) => {
      const again = seen.has(item.id)
      seen.add(item.id)
      const path: Path = [discipline, i]
      return [
        ...(again
          ? [
              error({
                code: 'catalogue.id.twice',
                path: [...path, 'id'],
                what: `编号“${item.id}”用了两次`,
                remedy: '另取一个编号',
                clause: item.clause,
              }),
            ]
          : []),
        ...(item.grade !== undefined && discipline !== 'surgery'
          ? [
              error({
                code: 'catalogue.grade.not-graded',
                path: [...path, 'grade'],
                what: '只有美容外科分级',
                remedy: '删去 grade',
                clause: item.clause,
              }),
            ]
          : []),
      ]
    }),
  )
}
