import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseAddress } from '../../packages/linkage/src/address/parse-address.ts'
import { FILES } from './county.ts'
import { Lines } from './files.ts'
import { BEAUTY, MEDICAL, OTHER, TRADITIONAL } from './words.ts'

/** Columns that the peers get; made outside their time. */
export const COLUMNS = [
  'id',
  'register',
  'code',
  'organisation',
  'name',
  'core',
  'trade',
  'county',
  'road',
  'number',
  'place',
  'room',
  'principal',
  'phone',
] as const

const simple = new Map(TRADITIONAL.map(([to, from]) => [from, to]))
const TRADES = [...BEAUTY.formal, ...BEAUTY.loose, ...MEDICAL.formal, ...MEDICAL.loose, ...OTHER.formal].sort(
  (a, b) => b.length - a.length,
)
const TRADE = new RegExp(`^(.{2,}?)(${TRADES.join('|')})+$`)

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u4e00-\u9fff]/g, (it) => simple.get(it) ?? it)
    .replace(/[\s·•.\-_]/g, '')
    .toUpperCase()

/** A name without region, form, branch and trade: what the shop is called. */
function coreOf(name: string, regions: RegExp): { core: string; trade: string } {
  const bare = plain(name)
    .replace(/【[^】]*】/g, '')
    .replace(/\([^)]*\)?/g, '')
    .replace(/有限(?:责任)?公司.*$/, '')
    .replace(regions, '')
  const [, core = bare, trade = ''] = TRADE.exec(bare) ?? []
  return { core, trade }
}

interface Cells {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly principal: string
  readonly phone: string
  readonly code: string
}

/**
 * Writes the market register and the rest as columns already cleaned, so that the peers compare and need not clean:
 * width, simplified characters, region and form off the name, the address in its parts. Better than they could in SQL.
 */
export async function writeNormalised(folder: string, counties: readonly string[]): Promise<void> {
  const regions = new RegExp(`^(?:${counties.join('|')})+`)
  const [market, rest] = [new Lines(join(folder, 'peers-market.csv')), new Lines(join(folder, 'peers-rest.csv'))]
  for (const it of [market, rest]) it.row(COLUMNS)
  const add = (file: string, { id, name, address, principal, phone, code }: Cells) => {
    const { core, trade } = coreOf(name, regions)
    // A licence number of the newer kind begins with its holder's organisation code.
    const organisation =
      file === FILES.market ? code.slice(8, 17) : file === FILES.licence && !id.startsWith('PDY') ? id.slice(0, 9) : ''
    const { county, road, roadNumber, place, room } = parseAddress(address, '410503')
    const digits = plain(phone)
      .replace(/\D/g, '')
      .replace(/^86(?=1\d{10}$)/, '')
    ;(file === FILES.market ? market : rest).row([
      id,
      file,
      code,
      organisation,
      plain(name),
      core,
      trade,
      county,
      road,
      roadNumber,
      place,
      room,
      plain(principal),
      digits,
    ])
  }
  for await (const cells of rows(join(folder, FILES.market), 'gb18030')) {
    const [code = '', name = '', address = '', principal = '', phone = ''] = cells
    if (!code.startsWith('合计'))
      add(FILES.market, { id: code.trim(), name, address, principal, phone, code: code.trim() })
  }
  for await (const [, name = '', key = '', address = '', principal = '', , , , , phone = ''] of rows(
    join(folder, FILES.licence),
  ))
    add(FILES.licence, { id: key, name, address, principal, phone, code: '' })
  for await (const [key = '', name = '', address = '', principal = '', phone = ''] of rows(join(folder, FILES.permit)))
    add(FILES.permit, { id: key, name, address, principal, phone, code: '' })
  for await (const [key = '', name = '', address = '', principal = ''] of rows(join(folder, FILES.tax)))
    add(FILES.tax, { id: key, name, address, principal, phone: '', code: key })
  for await (const line of lines(join(folder, FILES.platform))) {
    const it = JSON.parse(line) as Record<'id' | 'name' | 'address' | 'phone' | 'licenceNo', string>
    add(FILES.platform, { ...it, principal: '', code: it.licenceNo })
  }
  market.close()
  rest.close()
}

async function* lines(path: string, encoding = 'utf-8'): AsyncGenerator<string> {
  if (encoding === 'utf-8') {
    yield* createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
    return
  }
  const decoder = new TextDecoder(encoding)
  let left = ''
  for await (const chunk of createReadStream(path)) {
    const parts = (left + decoder.decode(chunk as Buffer, { stream: true })).split('\r\n')
    left = parts.pop() ?? ''
    yield* parts
  }
  if (left !== '') yield left
}

async function* rows(path: string, encoding = 'utf-8'): AsyncGenerator<string[]> {
  let isHead = true
  for await (const line of lines(path, encoding)) {
    if (!isHead)
      yield line.includes('"')
        ? [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
            cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
          )
        : line.split(',')
    isHead = false
  }
}
