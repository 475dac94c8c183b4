import { parentPort } from 'node:worker_threads'
import { csvRows } from '../ingest/csv-rows.ts'
import { Worker } from './tasks.ts'
import type { Order } from './team.ts'

let worker: Worker | null = null

/** A thread of the team: it answers each order when it is done; of work that is shared, with how many pairs it scored. */
async function follow(order: Order): Promise<unknown> {
  if (order.does === 'rows') return csvRows(order.bytes, order.shape, order.to)
  if (order.does === 'touch') {
    touch(order.bytes)
    return 0
  }
  if (order.does === 'brief') {
    worker = new Worker(order.briefing)
    return 0
  }
  if (worker === null) throw new Error('not briefed')
  switch (order.does) {
    case 'draw pairs':
      return worker.drawPairs(order)
    case 'evaluate':
      return worker.evaluate(order)
    case 'write links':
      return worker.writeLinks(order)
    default:
      return worker.work(order)
  }
}

/** New memory is zero: writing a zero changes nothing, but has the system find a page for it. */
function touch(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += PAGE) bytes[at] = 0
}
const PAGE = 4_096

parentPort?.on('message', (order: Order) => {
  follow(order).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
})
