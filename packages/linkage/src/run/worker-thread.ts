import { parentPort, workerData } from 'node:worker_threads'
import { type Task, type TeamBriefing, Worker } from './tasks.ts'

/** A thread of the team: it answers each task, when nothing of it is left, with how many pairs it scored. */
const worker = new Worker(workerData as TeamBriefing)
parentPort?.on('message', (task: Task) => {
  worker.work(task).then(
    (scored) => parentPort?.postMessage({ scored }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  )
})
