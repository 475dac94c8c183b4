import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { FILES } from './county.ts'
import { median } from '../place.ts'
import { type Ran, runWatched } from './process.ts'
import { type Answer, csvRows } from './score.ts'

/** {@link runCompare} so many times: the median of each figure. */
export async function runOften(
  folder: string,
  threads: number,
  times: number,
): Promise<Ran & { readonly out: string }> {
  const ran: (Ran & { readonly out: string })[] = []
  for (let i = 0; i < times; i++) ran.push(await runCompare(folder, threads))
  const of = (name: 'seconds' | 'cpu' | 'peakMb') => median(ran.map((it) => it[name]))
  const [first] = ran
  if (first === undefined) throw new RangeError('no run')
  return { ...first, seconds: of('seconds'), cpu: of('cpu'), peakMb: of('peakMb') }
}

/** `qingmei compare` from end to end: files on disk in, files on disk out, in a process of its own. */
async function runCompare(folder: string, threads: number): Promise<Ran & { readonly out: string }> {
  const out = join(folder, `out-${threads}`)
  rmSync(out, { recursive: true, force: true })
  const files = Object.entries(FILES).flatMap(([register, file]) => [`--${register}`, join(folder, file)])
  const ran = await runWatched(process.execPath, [
    'apps/cli/bin/qingmei.mjs',
    'compare',
    ...files,
    '--out',
    out,
    '--threads',
    String(threads),
  ])
  return { ...ran, out }
}

/** What it found: links, classes and what it would ask a person about. */
export async function readAnswers(out: string): Promise<Map<string, Answer>> {
  const places = new Map<string, { class: string; certain: boolean }>()
  for await (const [premises = '', name = '', certain = ''] of csvRows(join(out, 'premises.csv'), [
    'premises',
    'class',
    'certain',
  ]))
    places.set(premises, { class: name, certain: certain !== '0' })
  const asked = new Set<string>()
  for await (const [file = '', key = ''] of csvRows(join(out, 'review.csv'), ['file', 'key']))
    asked.add(`${file}|${key}`)
  const entities = new Map<string, string[]>()
  const rest: [record: string, premises: string, probability: number][] = []
  for await (const [file = '', key = '', premises = '', probability = ''] of csvRows(join(out, 'links.csv'), [
    'file',
    'key',
    'premises',
    'probability',
  ]))
    if (file === FILES.market) {
      const list = entities.get(premises)
      if (!list) entities.set(premises, [key])
      else if (!list.includes(key)) list.push(key)
    } else rest.push([`${file}|${key}`, premises, Number(probability)])
  return new Map(
    rest.map(([record, premises, probability]) => {
      const place = places.get(premises) ?? { class: '', certain: true }
      return [
        record,
        {
          entities: entities.get(premises) ?? [],
          probability,
          class: place.class,
          asked: asked.has(record),
          certain: place.certain,
        },
      ]
    }),
  )
}
