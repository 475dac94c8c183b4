import { parentPort } from 'node:worker_threads'
import { csvRows } from '../ingest/csv-rows.ts'
import { Worker } from './tasks.ts'
import type { Order } from './team.ts'

let worker: Worker | null = null

/** A thread of the team: it answers each order when it is done; of work that is shared, with how many pairs it scored. */
async function follow(order: Order): Promise<unknown> {
  if (order.does === 'rows') return csvRows(order.bytes, order.shape)
  if (order.does === 'brief') {
    worker = new Worker(order.briefing)
    return 0
  }
  if (worker === null) throw new Error('not briefed')
  switch (order.does) {
    case 'draw pairs':
      return worker.drawPairs(order)
    case 'say':
      return worker.say(order)
    default:
      return worker.work(order)
  }
}

parentPort?.on('message', (order: Order) => {
  follow(order).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
})
