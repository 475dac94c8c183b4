import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { doesMedical, type Classified } from '@qingmei/core/premises/catalogue/classify'
import { GRADE_WORDS, NATURE_WORDS, SURENESS_WORDS } from '@qingmei/core/premises/catalogue/words'
import { formatProblem, loadCatalogue } from '@qingmei/plan-files'
import { readArguments } from '../arguments.ts'
import { type Command, print, UsageError } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

const line = ({ text, nature, item, why, confidence }: Classified): string => {
  const grade = item?.grade === undefined ? '' : `（${GRADE_WORDS[item.grade] ?? ''}）`
  const flag = item?.prohibited === undefined ? '' : '  【禁止】'
  return `${text}\t${NATURE_WORDS[nature]}${flag}\t${item ? `${item.name}${grade}` : '—'}\t${why}\t把握${SURENESS_WORDS[confidence]}`
}

export const command: Command = {
  name: 'catalogue',
  summary: '判别服务项目是医疗美容还是生活美容',
  usage: [
    '用法：qingmei catalogue <服务名称>… [--json]',
    '      qingmei catalogue --file <文件> [--json]',
    '      qingmei catalogue - [--json]',
    '',
    '按项目目录判别服务名称：医疗美容、生活美容、看方式、未识别，写明对应项目和理由。',
    '“-”从标准输入逐行读取，--file 从文件逐行读取（UTF-8）。不论判别结果如何，退出码均为 0。',
    '',
    '例：qingmei catalogue 水光针 小气泡清洁 热马吉',
  ].join('\n'),
  async run(args, io) {
    const { positionals, values } = readArguments(args, { file: { type: 'string' } })
    const { catalogue, problems } = loadCatalogue(plansFolder(io))
    if (catalogue === null) {
      io.err(problems.map(formatProblem).join('\n'))
      return 1
    }
    const read = sourceOf(positionals, values['file'])
    let services: readonly string[]
    try {
      services =
        read === null ? positionals : linesOf(read === 0 ? readFileSync(0) : readFileSync(resolve(io.cwd, read)))
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      io.err(`${read === 0 ? '标准输入' : (read ?? '')}：不是 UTF-8 编码 → 另存为 UTF-8 后重试`)
      return 1
    }
    const offered = doesMedical(catalogue, services)
    print(
      io,
      {
        medical: offered.medical,
        prohibited: offered.prohibited,
        counts: offered.counts,
        services: offered.services.map(shortly),
      },
      offered.services.map(line).join('\n'),
    )
    const { counts } = offered
    io.err(
      `${offered.services.length} 项：医疗美容 ${counts.medical}，看方式 ${counts.depends}，生活美容 ${counts.lifestyle}，未识别 ${counts.unknown}`,
    )
    return 0
  },
}

/** Null: the words themselves; 0: standard input; else a file. */
function sourceOf(words: readonly string[], file: string | boolean | undefined): string | 0 | null {
  if (typeof file === 'string' && words.length > 0) throw new UsageError('--file 与服务名称只写一种')
  if (typeof file === 'string') return file
  if (words.length === 0) throw new UsageError('缺少 <服务名称>')
  if (!words.includes('-')) return null
  if (words.length > 1) throw new UsageError('“-”与服务名称只写一种')
  return 0
}

function linesOf(bytes: Buffer): string[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  return text.split(/\r?\n/).filter((it) => it.trim() !== '')
}

const shortly = ({ text, nature, item, alias, how, why, confidence }: Classified) => ({
  text,
  nature,
  item: item?.id ?? null,
  name: item?.name ?? null,
  grade: item?.grade ?? null,
  prohibited: item?.prohibited ?? null,
  alias,
  how,
  why,
  confidence,
})
