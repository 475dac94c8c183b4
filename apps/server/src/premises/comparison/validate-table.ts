import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { readColumns } from '@qingmei/core/premises/registers/mapping'
import { isBeautyOrMedical } from '@qingmei/core/premises/registers/place-kind'
import { readingProfile } from '@qingmei/core/premises/registers/reading-profile'
import { readRegisterRow } from '@qingmei/core/premises/registers/register-row'
import { isOfOneRow, readRecords, readTable, type TableFault } from '@qingmei/office'
import { RefusedBeside } from '../../platform/jobs/beside.ts'
import type { Progress } from '../../platform/jobs/queue.ts'
import type { FaultRow } from '@qingmei/contract/comparison'

export interface ValidateInput {
  readonly path: string
  readonly name: string
  readonly kind: string
  readonly columns: string
  readonly today: string
  /** Where the rows that cannot be taken are written, a JSON object a line. */
  readonly faults: string
}

export interface Validated {
  readonly rows: number
  readonly taken: number
  readonly refused: number
  readonly noted: number
  readonly outOfScope: number
  /** How many faults were written; more than this are counted only. */
  readonly written: number
}

const MOST_WRITTEN = 20_000
const TOLD_EVERY = 5_000

/** Reads every row of a file, one at a time: what is kept are counts, and the faults on disk. */
export async function validateTable(input: ValidateInput, progress: (it: Progress) => void): Promise<Validated> {
  const columns = readColumns(input.columns)
  if (!columns) throw new RefusedBeside('columns', { reason: '列的对应读不懂' })
  const profile = readingProfile(input.kind, columns)
  const opened = await readTable({ path: input.path, name: input.name }, {}, { lenient: true })
  if (!opened.ok) throw new RefusedBeside(opened.error.reason, opened.error)
  const out = createWriteStream(input.faults)
  const counts = { rows: 0, taken: 0, refused: 0, noted: 0, outOfScope: 0, written: 0 }
  const write = async (level: FaultRow['level'], { file: _file, ...fault }: TableFault) => {
    if (counts.written >= MOST_WRITTEN) return
    counts.written++
    if (!out.write(`${JSON.stringify({ ...fault, level })}\n`)) await once(out, 'drain')
  }
  try {
    for await (const event of readRecords(opened.value, profile.columns)) {
      if (event.kind === 'fault') {
        // A fault of the whole file, not of a row: nothing is taken of it.
        if (!isOfOneRow(event)) throw new RefusedBeside(event.fault.reason, event.fault)
        counts.rows++
        counts.refused++
        await write('refused', event.fault)
      } else if (event.kind === 'record') {
        counts.rows++
        const { entry, faults } = readRegisterRow(profile, input.name, event, input.today)
        if (!entry) counts.refused++
        else if (profile.everyTrade && !isBeautyOrMedical(entry.name, entry.scope ?? '')) counts.outOfScope++
        else counts.taken++
        if (entry && faults.length > 0) counts.noted++
        for (const { level, ...fault } of faults) await write(entry ? 'noted' : level, fault)
        if (counts.rows % TOLD_EVERY === 0) progress({ stage: 'reading', done: counts.rows, total: null })
      }
    }
  } finally {
    await opened.value.close()
    out.end()
    await once(out, 'close')
  }
  return counts
}
