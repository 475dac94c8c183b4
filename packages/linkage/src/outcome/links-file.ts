import type { Regions } from '../normalise/regions.ts'
import { type Linked, nameOfRecord } from '../run/state.ts'
import { BriefSentences } from './brief-sentences.ts'
import { ByteFile } from './byte-file.ts'
import { bareCell, quotedCell } from './cells.ts'
import { Explainer } from './explain.ts'
import { IdBytes } from './id-bytes.ts'
import { idOf } from './premises.ts'

/**
 * Writes a line for each record, in the order of the registers: `file,key,premises,probability,why`, for programs (no
 * byte order mark; no cell before the last holds a comma). `firsts` has the first record of the premises of each.
 */
export function writeLinks(path: string, run: Linked, firsts: Uint32Array, regions: Regions): void {
  const { pool, links } = run
  const ids = new IdBytes(run)
  const sentences = new BriefSentences(run, new Explainer(run, regions))
  const out = new ByteFile(path)
  try {
    out.text('file,key,premises,probability,why\n')
    for (const { register, at: stage } of run.stages.toSorted((a, b) => a.input - b.input)) {
      const file = Buffer.from(`${bareCell(register.file)},`)
      const [from, to] = [pool.starts[stage]!, pool.starts[stage + 1]!]
      for (let at = from; at < to; at++) {
        out.room()
        out.bytes(file)
        const start = out.at
        const length = ids.key(at, out.buffer, start)
        out.at += length
        if (length === 0) out.text(bareCell(nameOfRecord(run, at).key))
        out.byte(COMMA)
        const first = firsts[at]!
        // Most records are the first of their premises, whose key has just been put.
        if (first === at && length > 0) {
          out.bytes(ids.kindOf(at))
          out.again(start, length)
        } else putId(out, ids, run, first)
        // Lines of the first register are what others are compared with: there is nothing to say of each.
        if (stage === 0) out.bytes(LOOKED)
        else out.text(`,${links.probability[at]!.toFixed(4)},${quotedCell(sentences.why(at))}\n`)
      }
    }
    out.flush()
  } finally {
    out.close()
  }
}

function putId(out: ByteFile, ids: IdBytes, run: Linked, first: number): void {
  const length = ids.id(first, out.buffer, out.at)
  if (length > 0) out.at += length
  else out.text(idOf(run, first))
}

const [COMMA, LOOKED] = [0x2c, Buffer.from(',1.0000,\n')]
