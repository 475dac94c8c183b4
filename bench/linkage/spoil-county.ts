import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readRegister } from '../../apps/server/src/premises/comparison/read-register.ts'
import type { RecordField } from '../../packages/linkage/src/comparison.ts'
import { cellText } from '../../packages/linkage/src/table.ts'
import { Chance } from './chance.ts'
import { FILES } from './county.ts'
import { Lines } from './files.ts'
import { type Cells, spoiltRecord } from './spoil-fields.ts'

/**
 * Takes a county's files, whoever made them, and writes them again worse: of the fields that are no codes each is
 * spoilt with the probability `share` (in the market register, which is old rather than careless, a fifth of it), and
 * codes of other registers with a quarter of it. The truth is copied; keys that are codes change in it with the files.
 */
export interface SpoilOptions {
  readonly from: string
  readonly to: string
  /** 0 … 1 */
  readonly share: number
  readonly seed: number
}

type Register = keyof typeof FILES
const KINDS = {
  market: 'market',
  licence: 'medical-licence',
  permit: 'beauty-permit',
  tax: 'tax',
  platform: 'platform',
} as const

/** Headers that the files are read by, with the field below each. */
const HEADERS: Readonly<Record<Exclude<Register, 'platform'>, readonly (readonly [string, keyof Cells])[]>> = {
  market: [
    ['统一社会信用代码', 'key'],
    ['企业（字号）名称', 'name'],
    ['住所（经营场所）', 'address'],
    ['法定代表人/经营者', 'principal'],
    ['联系电话', 'phone'],
    ['经营范围', 'scope'],
    ['登记状态', 'state'],
    ['成立日期', 'issuedOn'],
  ],
  licence: [
    ['登记号', 'key'],
    ['机构名称', 'name'],
    ['地址', 'address'],
    ['主要负责人', 'principal'],
    ['联系电话', 'phone'],
    ['诊疗科目', 'scope'],
    ['有效期自', 'issuedOn'],
    ['有效期至', 'expiresOn'],
  ],
  permit: [
    ['许可证号', 'key'],
    ['单位名称', 'name'],
    ['经营地址', 'address'],
    ['负责人', 'principal'],
    ['电话', 'phone'],
    ['类别', 'scope'],
    ['发证日期', 'issuedOn'],
  ],
  tax: [
    ['纳税人识别号', 'key'],
    ['纳税人名称', 'name'],
    ['生产经营地址', 'address'],
    ['法定代表人', 'principal'],
    ['纳税人状态', 'state'],
  ],
}

export async function spoilCounty({ from, to, share, seed }: SpoilOptions): Promise<void> {
  mkdirSync(join(to, 'truth'), { recursive: true })
  const chance = new Chance(seed)
  const keys = new Map<string, string>()
  for (const register of Object.keys(FILES) as Register[]) {
    const file = fileOf(from, register)
    const read = await readRegister({ path: join(from, file), name: file }, KINDS[register])
    if (!read.ok) throw new Error(`${file}: ${read.faults[0]?.reason ?? 'cannot be read'}`)
    const { table } = read.register
    const fields = Object.keys(table.places) as RecordField[]
    const lines = new Lines(join(to, FILES[register]))
    if (register !== 'platform') lines.row(HEADERS[register].map(([header]) => header))
    const taken = new Set<string>()
    for (let row = 0; row < table.rows; row++) {
      const own = Object.fromEntries(fields.map((field) => [field, cellText(table, field, row).trim()])) as Cells
      const isMarket = register === 'market'
      let it = spoiltRecord(
        own,
        isMarket ? share / 5 : share,
        isMarket || register === 'licence' ? 0 : share / 4,
        chance,
      )
      // Two lines under one key would be one record: then the key stays as it was.
      if (register !== 'tax') it = { ...it, key: own.key }
      else if (it.key !== own.key && taken.has(it.key)) it = { ...it, key: own.key }
      taken.add(it.key)
      keys.set(`${FILES[register]},${own.key}`, it.key)
      if (register !== 'platform') lines.row(HEADERS[register].map(([, field]) => it[field] ?? ''))
      else
        lines.add(
          JSON.stringify({
            id: it.key,
            platform: '点评',
            name: it.name,
            address: it.address,
            phone: it.phone,
            licenceNo: it.code,
            services: (it.scope ?? '').split('、'),
          }),
        )
    }
    lines.close()
  }
  copyTruth(from, to, keys)
}

const fileOf = (folder: string, register: Register): string => {
  const file = FILES[register]
  return existsSync(join(folder, file)) ? file : file.replace(/\.\w+$/, '.xlsx')
}

function copyTruth(from: string, to: string, keys: ReadonlyMap<string, string>): void {
  for (const name of ['truth-premises.csv', 'truth-services.csv'])
    writeFileSync(join(to, 'truth', name), readFileSync(join(from, 'truth', name)))
  const [head = '', ...rest] = readFileSync(join(from, 'truth/truth-links.csv'), 'utf8').trim().split(/\r?\n/)
  const links = rest.map((line) => {
    const [file = '', key = '', premises = ''] = line.split(',')
    const named = file.replace('.xlsx', '.csv')
    return [named, keys.get(`${named},${key}`) ?? key, premises].join(',')
  })
  writeFileSync(join(to, 'truth/truth-links.csv'), `${[head, ...links].join('\r\n')}\r\n`)
}

/** `npx tsx bench/linkage/spoil-county.ts FROM TO [--share=0.2] [--seed=1]`. */
if (basename(process.argv[1] ?? '') === 'spoil-county.ts') {
  const words = process.argv.slice(2)
  const number = (name: string, otherwise: number) =>
    Number(words.find((it) => it.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const [from, to] = words.filter((it) => !it.startsWith('--'))
  if (from === undefined || to === undefined) throw new Error('a folder to read and one to write are missing')
  await spoilCounty({ from, to, share: number('share', 0.2), seed: number('seed', 1) })
}
