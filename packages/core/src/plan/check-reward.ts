import { formatYuan } from '../kernel/money.ts'
import type { PlanData } from './plan.ts'
import { type PlanProblem, suggest } from './problem.ts'

type Scheme = NonNullable<PlanData['reward']>
type Level = Scheme['levels'][number]

const error = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'error', ...problem })
const warning = (problem: Omit<PlanProblem, 'severity'>): PlanProblem => ({ severity: 'warning', ...problem })
const yuan = (amount: number): string => `${formatYuan(amount)} 元`

/** Goods-value bands follow one another without hole or overlap; a number that the text puts into both is pointed out. */
export function checkRewardBands(plan: PlanData): PlanProblem[] {
  const { reward } = plan
  if (reward === undefined) return []
  const levels = reward.levels.map((level, i) => ({ level, i })).sort((a, b) => a.level.goods.from - b.level.goods.from)
  const problems: PlanProblem[] = []
  levels.forEach(({ level, i }, position) => {
    const path = ['reward', 'levels', i, 'goods']
    const below = levels[position - 1]
    if (level.goods.to !== null && level.goods.to <= level.goods.from)
      problems.push(
        error({
          code: 'plan.reward.band-reversed',
          path: [...path, 'to'],
          what: `“${level.label}”的货值上限不高于下限`,
          remedy: '改正 goods.from 或 goods.to（单位：分）',
          clause: level.clause,
        }),
      )
    if (below === undefined) {
      if (level.goods.from > 0)
        problems.push(hole(level, [...path, 'from'], `货值低于 ${yuan(level.goods.from)} 的不属于任何等级`))
    } else problems.push(...between(below.level, level, [...path, 'from'], reward))
    if (position === levels.length - 1 && level.goods.to !== null)
      problems.push(hole(level, [...path, 'to'], `货值高于 ${yuan(level.goods.to)} 的不属于任何等级`))
  })
  return problems
}

const hole = (level: Level, path: PlanProblem['path'], what: string): PlanProblem =>
  error({ code: 'plan.reward.hole', path, what, remedy: '补上缺口，使各等级货值首尾相接', clause: level.clause })

function between(below: Level, level: Level, path: PlanProblem['path'], reward: Scheme): PlanProblem[] {
  const end = below.goods.to
  if (end === null || end > level.goods.from)
    return [
      error({
        code: 'plan.reward.overlap',
        path,
        what: `“${below.label}”到 ${end === null ? '无上限' : yuan(end)}，“${level.label}”从 ${yuan(level.goods.from)} 起，两级货值重叠`,
        remedy: `把“${below.label}”的 goods.to 改为 ${level.goods.from}，或把“${level.label}”的 goods.from 改为 ${end ?? '其上限'}（单位：分）`,
        clause: level.clause,
      }),
    ]
  if (end < level.goods.from)
    return [hole(level, path, `货值 ${yuan(end)} 至 ${yuan(level.goods.from)} 之间不属于任何等级`)]
  return [
    warning({
      code: 'plan.reward.boundary-shared',
      path,
      what: `货值恰为 ${yuan(end)} 时，“${below.label}”和“${level.label}”的文字都包含它`,
      remedy: `按 reward.boundary = ${reward.boundary.reading} 归入“${ownerOfBoundary(below, level, reward).label}”；建议在正式文件中写明`,
      clause: level.clause,
    }),
  ]
}

/** Which of two neighbouring levels owns the number they share, under the scheme's reading. A smaller number is a better level. */
function ownerOfBoundary(below: Level, above: Level, reward: Scheme): Level {
  const better = below.level < above.level ? below : above
  switch (reward.boundary.reading) {
    case 'lower-inclusive':
      return above
    case 'upper-inclusive':
      return below
    case 'higher-level':
      return better
    case 'lower-level':
      return better === below ? above : below
  }
}

/** Minimum and maximum in order, and a better level never worse paid. */
export function checkRewardAmounts(plan: PlanData): PlanProblem[] {
  const levels = plan.reward?.levels ?? []
  return levels.flatMap((level, i) => {
    const path = ['reward', 'levels', i]
    const worse = levels.filter(
      (other) =>
        other.level > level.level &&
        (other.basisPoints > level.basisPoints || other.min > level.min || other.max > level.max),
    )
    return [
      ...(level.min <= level.max
        ? []
        : [
            error({
              code: 'plan.reward.min-above-max',
              path: [...path, 'min'],
              what: `“${level.label}”的下限 ${yuan(level.min)} 高于上限 ${yuan(level.max)}`,
              remedy: '改正 min 或 max（单位：分）',
              clause: level.clause,
            }),
          ]),
      ...worse.map((other) =>
        warning({
          code: 'plan.reward.order',
          path: [...path, 'basisPoints'],
          what: `“${other.label}”的比例或限额高于更高等级的“${level.label}”`,
          remedy: '核对两级的比例、下限和上限',
          clause: level.clause,
        }),
      ),
    ]
  })
}

/** Codes that the scheme uses are in their dictionaries. */
export function checkRewardWords(plan: PlanData): PlanProblem[] {
  const { reward } = plan
  if (reward === undefined) return []
  const words = (key: string) => (plan.dictionaries[key] ?? []).map((entry) => entry.code)
  const judge = (code: string, known: readonly string[], path: PlanProblem['path'], clause: string): PlanProblem[] =>
    known.includes(code)
      ? []
      : [
          error({
            code: 'plan.reward.unknown-word',
            path,
            what: `“${code}”不在词表中`,
            remedy: suggest(code, known),
            clause,
          }),
        ]
  return [
    ...reward.levels.flatMap((level, i) =>
      (['quality', 'evidence', 'match'] as const).flatMap((key) =>
        judge(level[key], words(`reward-${key}`), ['reward', 'levels', i, key], level.clause),
      ),
    ),
    ...reward.scope.violations.flatMap((code, i) =>
      judge(code, Object.keys(plan.violations), ['reward', 'scope', 'violations', i], reward.scope.clause),
    ),
    ...reward.channels.counted.flatMap((code, i) =>
      judge(code, words('report-channel'), ['reward', 'channels', 'counted', i], reward.channels.clause),
    ),
  ]
}

/** What one part of the text allows and another refuses, so that the drafter can mend it. */
export function checkRewardContradictions(plan: PlanData): PlanProblem[] {
  const { reward, notice } = plan
  if (reward === undefined) return []
  const problems: PlanProblem[] = []
  const allows = reward.anonymous.reading !== 'refuse'
  if (notice !== undefined && allows !== (notice.accepts === 'real-name-and-anonymous'))
    problems.push(
      warning({
        code: 'plan.reward.anonymous-contradiction',
        path: ['notice', 'accepts'],
        what: allows
          ? `公告只接受实名举报（${notice.clause}），奖励方案允许匿名（${reward.anonymous.clause}）`
          : `公告接受匿名举报（${notice.clause}），奖励方案不接受（${reward.anonymous.clause}）`,
        remedy: `按 reward.anonymous = ${reward.anonymous.reading} 执行；请发布更正后的公告（notice.corrected）`,
        clause: notice.clause,
      }),
    )
  const unpaid = plan.scope.violations.filter((code) => !reward.scope.violations.includes(code))
  if (unpaid.length > 0)
    problems.push(
      warning({
        code: 'plan.reward.scope-narrower',
        path: ['reward', 'scope', 'violations'],
        what: `整治范围内的 ${unpaid.join('、')} 不在奖励范围内`,
        remedy: reward.scope.openEnded
          ? '奖励范围以“等”字收尾：默认不奖励，两牵头单位决定奖励时把它们加入 reward.scope.violations'
          : '确属不奖励的，在公告中写明；否则加入 reward.scope.violations',
        clause: reward.scope.clause,
      }),
    )
  return problems
}
