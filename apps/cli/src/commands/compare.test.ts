import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLASS_WORDS } from '../comparison/result-files.ts'
import { main } from '../main.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const files = join(root, 'demo/beiguan/files')
const truth = join(root, 'tests/fixtures/beiguan-truth')

async function run(...groups: readonly (readonly string[])[]) {
  const words = groups.flat()
  let [out, err] = ['', '']
  const code = await main(words, {
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
    env: {},
    cwd: root,
  })
  return { code, out, err }
}

type Line = Readonly<Record<string, string>>
/** As plainly as any script would read it. */
function lines(path: string): Line[] {
  const [head = '', ...rest] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return rest.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}
const recordOf = (it: Line): string => `${it.file}|${it.key}`

/** Pairs of records that stand in one group. */
function pairs(groups: ReadonlyMap<string, string>, among: Iterable<string>): Set<string> {
  const members = new Map<string, string[]>()
  for (const record of among) {
    const group = groups.get(record)
    if (group !== undefined) members.set(group, [...(members.get(group) ?? []), record])
  }
  return new Set(
    [...members.values()].flatMap((all) =>
      all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b].toSorted().join('~'))),
    ),
  )
}

function f1(right: ReadonlySet<string>, said: ReadonlySet<string>, counts: (pair: string) => boolean) {
  const [so, told] = [[...right].filter(counts), [...said].filter(counts)]
  const hits = told.filter((pair) => right.has(pair)).length
  return (2 * hits) / (so.length + told.length)
}
/** Whether two records are not already told together by one code. */
const isHard = (pair: string): boolean => {
  const [a, b] = pair.split('~').map((record) => record.split('|')[1])
  return a !== b
}

describe('qingmei compare on a county as its departments hand it over', () => {
  const out = mkdtempSync(join(tmpdir(), 'qingmei-compare-'))
  let answered: Awaited<ReturnType<typeof run>>
  beforeAll(async () => {
    answered = await run(
      ['compare', '--region', '410503', '--json', '--out', join(out, 'result')],
      ['--market', join(files, 'market-entities.csv'), '--licence', join(files, 'medical-licences.xlsx')],
      ['--permit', join(files, 'beauty-permits.xlsx'), '--tax', join(files, 'tax-payers.csv')],
      ['--platform', join(files, 'platform-merchants.jsonl')],
    )
  }, 120_000)
  afterAll(() => rmSync(out, { recursive: true, force: true }))

  it('groups the records as they belong, also where no code tells', () => {
    expect(answered.code).toBe(0)
    const right = new Map(lines(join(truth, 'truth-links.csv')).map((it) => [recordOf(it), it.premises ?? '']))
    const said = new Map(lines(join(out, 'result/links.csv')).map((it) => [recordOf(it), it.premises ?? '']))
    expect([...right.keys()].filter((record) => !said.has(record))).toEqual([])
    const [so, told] = [pairs(right, right.keys()), pairs(said, right.keys())]
    expect(f1(so, told, () => true)).toBeGreaterThan(0.99)
    expect(f1(so, told, isHard)).toBeGreaterThan(0.98)
  })

  it('sorts places into the right class and sees medical work', () => {
    const places = new Map(lines(join(truth, 'truth-premises.csv')).map((it) => [it.premises, it]))
    const found = new Map(lines(join(out, 'result/premises.csv')).map((it) => [it.premises, it]))
    const said = new Map(lines(join(out, 'result/links.csv')).map((it) => [recordOf(it), it.premises]))
    const judged = lines(join(truth, 'truth-links.csv')).flatMap((it) => {
      const [so, told] = [places.get(it.premises ?? ''), found.get(said.get(recordOf(it)) ?? '')]
      return so && told && !/^(market|tax)/.test(it.file ?? '') ? [{ file: it.file ?? '', so, told }] : []
    })
    const share = (of: typeof judged, right: (it: (typeof judged)[number]) => boolean) =>
      of.filter(right).length / of.length
    expect(judged.length).toBeGreaterThan(2000)
    expect(share(judged, ({ so, told }) => so.class === told.class)).toBeGreaterThan(0.99)
    const merchants = judged.filter((it) => it.file.startsWith('platform'))
    expect(share(merchants, ({ so, told }) => so.doesMedical === told.doesMedical)).toBeGreaterThan(0.98)
    // Who is called unregistered without a question mark is so.
    const certain = judged.filter(({ told }) => told.class === '无照无证' && told.certain === '1')
    expect(share(certain, ({ so }) => so.class === '无照无证')).toBeGreaterThan(0.95)
  })

  it('tells in the report how far it may be believed', () => {
    const report = JSON.parse(answered.out) as {
      provisional: boolean
      counts: { records: number; review: number }
      registers: { kind: string; repeated: number; hiddenKey: { recall: { value: number; low: number } } | null }[]
    }
    expect(report.provisional).toBe(false)
    expect(report.counts.review / report.counts.records).toBeLessThan(0.06)
    const platform = report.registers.find((it) => it.kind === 'platform')
    expect(platform?.hiddenKey?.recall.value).toBeGreaterThan(0.97)
    expect(platform?.hiddenKey?.recall.low).toBeGreaterThan(0.9)
    expect(report.registers.find((it) => it.kind === 'market')?.repeated).toBe(70)
  })

  it('counts the places of the trades under comparison by class beside those of all trades', () => {
    type Count = Readonly<Record<'byClass' | 'uncertainByClass', Readonly<Record<string, number>>>> & {
      premises: number
    }
    const counted = (of: readonly Line[]): Count => {
      const by = (those: readonly Line[]) =>
        Object.fromEntries(
          Object.entries(CLASS_WORDS).map(([key, word]) => [key, those.filter((it) => it.class === word).length]),
        )
      return { premises: of.length, byClass: by(of), uncertainByClass: by(of.filter((it) => it.certain === '0')) }
    }
    const all = lines(join(out, 'result/premises.csv'))
    const told = JSON.parse(answered.out) as { counts: Count & { inTrade: Count } }
    const written = JSON.parse(readFileSync(join(out, 'result/report.json'), 'utf8')) as typeof told
    expect(told.counts).toMatchObject(counted(all))
    expect(told.counts.inTrade).toEqual(counted(all.filter((it) => it.inTrade === '1')))
    // Most of a business register is other trades.
    expect(told.counts.inTrade.premises).toBeLessThan(told.counts.premises / 2)
    expect(written.counts).toEqual(told.counts)
  })

  it('leaves nothing half-written and nothing beside the result', () => {
    expect(readdirSync(out)).toEqual(['result'])
    expect(readdirSync(join(out, 'result')).toSorted()).toEqual([
      'links.csv',
      'premises.csv',
      'report.json',
      'review.csv',
    ])
  })

  it('refuses a file that is not the register it is handed over as, and says where it belongs and nothing else', async () => {
    const refused = await run(
      ['compare', '--market', join(files, 'tax-payers.csv'), '--permit', join(files, 'beauty-permits.xlsx')],
      ['--out', join(out, 'refused')],
    )
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^tax-payers.csv 看起来是税务登记，应写在 --tax 后面\n/)
    expect(refused.err.match(/tax-payers/g)).toHaveLength(1)
    expect(refused.err).not.toContain('→')
    expect(readdirSync(out)).toEqual(['result'])
  })

  it('refuses a day that is none, for it would let licences that ran out pass', async () => {
    const refused = await run(
      ['compare', '--market', join(files, 'market-entities.csv'), '--tax', join(files, 'tax-payers.csv')],
      ['--today', '2026-13-40', '--out', join(out, 'refused')],
    )
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--today 应是实有的日期')])
  })

  it('tells of rows that lack a name or a code that is sound, and compares them all the same', async () => {
    const path = join(out, '..', `${basename(out)}-market.csv`)
    const rows = [
      '92410503MA0000001T,甲乙美容院,解放路1号',
      '92410503MA0000002R,,解放路2号',
      '9241XXXXXX,丙丁美容院,红旗街3号',
    ]
    writeFileSync(
      path,
      ['统一社会信用代码,企业名称,住所,经营范围,登记状态', ...rows.map((it) => `${it},美容服务,存续`), ''].join('\r\n'),
    )
    const told = await run(
      ['compare', '--market', path, '--tax', join(files, 'tax-payers.csv')],
      ['--out', join(out, 'lacking')],
    )
    rmSync(path)
    rmSync(join(out, 'lacking'), { recursive: true, force: true })
    expect(told.code).toBe(0)
    expect(told.err).toMatch(/提醒：\S+ 有 1 行没有名称，\d 行的统一社会信用代码校验不符，仍参与比对（如第 /)
  })

  it('refuses a file for a broken line and names the flag; with it the line is left out, told and written down', async () => {
    const path = join(out, '..', `${basename(out)}-platform.jsonl`)
    const [first = '', , ...others] = readFileSync(join(files, 'platform-merchants.jsonl'), 'utf8').trim().split('\n')
    writeFileSync(path, [first, '=cmd|calc,{"id":', ...others, ''].join('\n'))
    const words = ['compare', '--platform', path, '--permit', join(files, 'beauty-permits.xlsx')]
    const folder = join(out, 'lenient')
    const refused = await run([...words, '--out', folder])
    expect([refused.code, existsSync(folder)]).toEqual([1, false])
    expect(refused.err.trimEnd().split('\n').at(-1)).toContain(
      `${basename(path)} 有些行读不了，其余的行读得了：加上 --lenient`,
    )
    const told = await run([...words, '--out', folder, '--lenient', '--json'])
    rmSync(path)
    expect(told.code).toBe(0)
    expect(told.err).toContain(`${basename(path)} 略去 1 行读不了的（第 2 行），列在 bad-rows.csv`)
    expect(JSON.parse(told.out)).toMatchObject({ badRows: [{ file: basename(path), rows: 1 }] })
    const table = readFileSync(join(folder, 'bad-rows.csv'), 'utf8')
    expect(table).toMatch(/^\u{feff}级别,文件,工作表,行,列,内容,原因,办法\r\n/u)
    expect(table.trim().split('\r\n')[1]).toBe(
      `不合格,${basename(path)},,2,,"'=cmd|calc,{""id"":",第 2 行不是一个完整的 JSON 对象,请来源单位按“一行一个对象”重新导出该行`,
    )
    expect(new Set(lines(join(folder, 'links.csv')).map((it) => it.file)).size).toBe(2)
    rmSync(folder, { recursive: true })
  }, 60_000)

  it('wants two registers and a folder, and tells how it is called', async () => {
    expect((await run(['compare', '--market', join(files, 'market-entities.csv'), '--out', out])).code).toBe(2)
    expect((await run(['compare', '--markt', 'x'])).err).toContain('--market')
    const file = join(out, 'a-file')
    writeFileSync(file, '')
    const refused = await run([
      'compare',
      '--licence',
      join(files, 'medical-licences.xlsx'),
      '--permit',
      join(files, 'beauty-permits.xlsx'),
      '--out',
      file,
    ])
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('不能作为结果文件夹')
    const asked = ['--licence', join(files, 'medical-licences.xlsx'), '--permit', join(files, 'beauty-permits.xlsx')]
    const under = await run(['compare', ...asked, '--out', join(file, 'below')])
    expect(under).toMatchObject({ code: 1 })
    // Told at once: nothing was read for it.
    expect(under.err).toContain('建不了结果文件夹')
    expect(under.err).not.toContain('medical-licences.xlsx：')
    rmSync(file)
  })

  it('says of a folder handed over as a file that it is one', async () => {
    const words = ['--market', files, '--permit', join(files, 'beauty-permits.xlsx'), '--out', join(out, 'refused')]
    const refused = await run(['compare', ...words])
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.err).toContain('files：这是一个文件夹，不是文件')
  })

  it.runIf(existsSync('/proc/self'))('refuses at once a folder in which nothing can be made', async () => {
    const asked = ['--licence', join(files, 'medical-licences.xlsx'), '--permit', join(files, 'beauty-permits.xlsx')]
    for (const [folder, why] of [
      ['/proc', '/proc 不能写入'],
      ['/proc/a/b/c', '所在的文件夹 /proc 不能写入'],
    ] as const) {
      const refused = await run(['compare', ...asked, '--out', folder])
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.err).toContain(why)
    }
  })
})
