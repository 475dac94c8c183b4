import type { JobRow } from '../../platform/jobs/queue.ts'
import type { WorkProgress } from './shapes.ts'

/** A job as a page shows it; nothing was in line yet when there is none. */
export const shownWork = (job: JobRow | null): WorkProgress => ({
  state: job?.state ?? null,
  stage: job?.progress.stage ?? null,
  done: job?.progress.done ?? 0,
  total: job?.progress.total ?? null,
  tries: job?.tries ?? 0,
  error: job?.state === 'failed' ? (job.error ?? null) : null,
})
