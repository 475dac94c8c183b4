import type { Linked } from '../run/state.ts'
import type { Regions } from '../normalise/regions.ts'
import { BriefSentences } from './brief-sentences.ts'
import { Explainer } from './explain.ts'

/** The sentences of all records behind the first register, as bytes in shared memory. */
export interface Said {
  readonly bytes: Uint8Array
  /** Where each sentence begins, and after the last one where it ends. */
  readonly starts: Uint32Array
}

/** Says of each record why it is linked or stands alone, while another thread works out the rest. */
export function sayAll(run: Linked, regions: Regions): Said {
  const { pool } = run
  const first = pool.starts[1] ?? pool.size
  const sentences = new BriefSentences(run, new Explainer(run, regions))
  const starts = new Uint32Array(new SharedArrayBuffer((pool.size - first + 1) * 4))
  let bytes = Buffer.from(new SharedArrayBuffer((pool.size - first) * USUAL + 1))
  let used = 0
  for (let at = first; at < pool.size; at++) {
    const text = sentences.why(at)
    if (used + text.length * 3 > bytes.length) {
      const larger = Buffer.from(new SharedArrayBuffer(bytes.length * 2 + text.length * 3))
      larger.set(bytes)
      bytes = larger
    }
    used += bytes.write(text, used)
    starts[at - first + 1] = used
  }
  return { bytes: new Uint8Array(bytes.buffer, 0, used), starts }
}
/** Bytes of a sentence of usual length. */
const USUAL = 300

/** The sentence of a record; see {@link sayAll}. */
export function sentenceOf({ bytes, starts }: Said, index: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset).toString('utf8', starts[index], starts[index + 1])
}
