import type {
  Catalogue,
  CatalogueItem,
  Confidence,
  Discipline,
  FocusProduct,
  Nature,
  Prohibition,
} from './catalogue.ts'
import type { Sureness } from './classify.ts'

/** The words of the catalogue's codes: for files, the command line, and whoever reads Chinese. */

export const NATURE_WORDS: Readonly<Record<Nature | 'unknown', string>> = {
  medical: '医疗美容',
  depends: '看方式',
  lifestyle: '生活美容',
  unknown: '未识别',
}

export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  sure: '据原文',
  reported: '据转载',
  likely: '通行认识',
  fair: '一般认识',
  unsure: '须核对',
  gap: '未查到',
}

export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = { high: '高', medium: '中', low: '低' }

export const DISCIPLINE_WORDS: Readonly<Record<Discipline, string>> = {
  surgery: '美容外科',
  dentistry: '美容牙科',
  dermatology: '美容皮肤科',
  tcm: '美容中医科',
  outside: '目录外',
  lifestyle: '生活美容等',
}

export const GRADE_WORDS: readonly string[] = ['', '一级', '二级', '三级', '四级']

export const PROHIBITION_WORDS: Readonly<Record<Prohibition['state'], string>> = {
  forbidden: '禁止',
  withdrawn: '已撤销注册',
  unapproved: '未经批准不得开展',
  restricted: '须有注册证',
}

export const PRODUCT_WORDS: Readonly<Record<FocusProduct['kind'], string>> = {
  'toxic-drug': '医疗用毒性药品',
  drug: '药品',
  'device-3': '第三类医疗器械',
  device: '医疗器械',
  biological: '生物制品、新技术',
  none: '其他',
}

/** `一级`, or `不分级` where the discipline is not graded; nothing where there is nothing to grade. */
export function gradeWord(catalogue: Catalogue, item: CatalogueItem): string {
  if (item.grade !== undefined) return GRADE_WORDS[item.grade] ?? ''
  if (item.nature === 'lifestyle' || item.discipline === 'lifestyle') return ''
  return catalogue.disciplines.find((it) => it.id === item.discipline)?.graded ? '另行评估' : '不分级'
}
