import type { JobRow } from '../../platform/jobs/queue.ts'
import type { WorkProgress } from '@qingmei/contract/comparison'

/** What a page says when work failed for a reason that only the log tells. */
export const NOT_DONE = '系统出错，已记录；请重试，仍不行请告诉系统管理员'

/** A job as a page shows it; nothing was in line yet when there is none. */
export const shownWork = (job: JobRow | null): WorkProgress => ({
  state: job?.state ?? null,
  stage: job?.progress.stage ?? null,
  done: job?.progress.done ?? 0,
  total: job?.progress.total ?? null,
  tries: job?.tries ?? 0,
  // The job keeps the whole story, with paths and all; a page gets what the record says of it.
  error: job?.state === 'failed' ? NOT_DONE : null,
})
