import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { validateTable } from '../apps/server/src/premises/comparison/validate-table.ts'
import { codeOf } from '../tests/support/small-registers.ts'
import type { Bench, Verdict } from './place.ts'

/** Reads a register of a million rows as taking it in does: seconds, and the memory that it takes beside its own size. */
export async function run({ isSmoke, say }: Bench): Promise<Verdict[]> {
  const count = isSmoke ? 20_000 : 1_000_000
  const folder = mkdtempSync(join(tmpdir(), 'qingmei-bench-'))
  const path = join(folder, 'market.csv')
  const out = createWriteStream(path)
  out.write('统一社会信用代码,企业名称,经营场所,经营者,联系电话,经营范围,登记状态,成立日期\n')
  for (let n = 0; n < count; n++) {
    const trade = n % 12 === 0 ? '美容院' : '便利店'
    const scope = n % 12 === 0 ? '生活美容服务；化妆品销售' : '食品销售；日用百货销售；烟草制品零售'
    const line = `${codeOf(n % 10_000_000)},北关区第${n}号${trade},河南省安阳市北关区洹北街道安漳路${n % 900}号附${n % 50}号,某甲,187${String(n % 100_000_000).padStart(8, '0')},${scope},存续,2021-03-04\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
  const started = performance.now()
  const columns = JSON.stringify({
    code: '统一社会信用代码',
    name: '企业名称',
    address: '经营场所',
    principal: '经营者',
    phone: '联系电话',
    scope: '经营范围',
    state: '登记状态',
    issuedOn: '成立日期',
  })
  const counts = await validateTable(
    { path, name: 'market.csv', kind: 'market', columns, today: '2026-08-31', faults: join(folder, 'faults') },
    () => undefined,
  )
  clearInterval(watch)
  const above = megabytes(peak - before)
  say(
    `${count} rows, ${megabytes(statSync(path).size)} MB: ${((performance.now() - started) / 1000).toFixed(1)} s, ${above} MB above ${megabytes(before)} MB; ${counts.taken} taken, ${counts.outOfScope} of other trades`,
  )
  rmSync(folder, { recursive: true })
  return isSmoke ? [] : [{ aim: `a million rows in 200 MB more (${above} MB)`, met: above <= 200 }]
}
