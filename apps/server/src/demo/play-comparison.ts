import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Uuid } from '@qingmei/core/kernel/ids'
import { must } from '../campaign/open-campaign.ts'
import { asOfOf, columnsShown, kindsOf, lookAt, signatureOf } from '../premises/comparison/look.ts'
import type { Cast, DemoContext } from './load-demo.ts'

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl',
}

/** Who hands over which register, by the organisation's id in the plan, and what the source is called. */
const SOURCES: Readonly<Record<string, { readonly owner: string | null; readonly name: string }>> = {
  market: { owner: 'market', name: '区市场监管局 市场主体登记' },
  'medical-licence': { owner: 'health', name: '区卫健委 医疗机构执业许可' },
  'beauty-permit': { owner: 'health', name: '区卫健委 公共场所卫生许可' },
  tax: { owner: 'tax', name: '区税务局 税务登记' },
  platform: { owner: null, name: '网络平台商户' },
}

/** The day on which all files stand; only one of them says so itself. */
const AS_OF = '2026-05-18'

/** The files of the departments as registers, compared, reviewed as they are, and published by the office. */
export async function playComparison(
  context: DemoContext,
  it: { readonly cast: Cast; readonly campaign: Uuid; readonly organisations: ReadonlyMap<string, Uuid> },
): Promise<void> {
  const { store, plan } = context
  const actor = it.cast.get('linlan')?.actor
  if (!actor) throw new Error('nobody is called linlan')
  const act = (ledger: string, action: string, input: object, id?: Uuid) =>
    must(store, {
      actor,
      ledger,
      action,
      region: plan.region,
      campaign: it.campaign,
      input,
      ...(id === undefined ? {} : { id }),
    })
  const files: Uuid[] = []
  for (const path of context.files) {
    const looked = await lookAt({ path })
    if (!looked.ok) throw new Error(`${path}: ${looked.error.reason}`)
    const { sketch } = looked.value
    const kind = kindsOf(sketch)[0]?.kind ?? ''
    const from = SOURCES[kind]
    if (!from) throw new Error(`${path}: no register of ours`)
    const owner = from.owner === null ? null : (it.organisations.get(from.owner) ?? null)
    const source = await act('register-source', 'register', { name: from.name, kind, owner, contact: null })
    const file = await context.storeFile(actor, {
      name: basename(path),
      type: TYPES[path.split('.').at(-1) ?? ''] ?? 'text/plain',
      content: readFileSync(path),
    })
    const columns = columnsShown(sketch, kind, null).flatMap((column) =>
      column.field === null ? [] : [[column.field, column.header] as const],
    )
    files.push(
      await act('register-file', 'receive', {
        source,
        file,
        asOf: asOfOf(sketch, basename(path)) ?? AS_OF,
        columns: JSON.stringify(Object.fromEntries(columns)),
        signature: signatureOf(sketch.headers),
        headers: JSON.stringify(sketch.headers),
      }),
    )
  }
  await context.work()
  const run = await act('comparison', 'start', { title: null, files, seed: null, twoReaders: null })
  await context.work()
  await act('comparison', 'closeReview', { reviewNote: '首次比对；没有把握的保持未定，逐条认定后再行归并' }, run)
  await act('comparison', 'publish', {}, run)
  await context.work()
  const done = await store.read(actor, 'comparison', run)
  if (done?.status !== 'published') throw new Error(`the comparison of the demo: ${String(done?.note ?? done?.status)}`)
  context.log(`比对 ${String(done.number)}：场所 ${String(done.places)} 处，列入清单 ${String(done.entered)} 条`)
}
