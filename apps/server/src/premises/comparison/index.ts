import type { Endpoint } from '../../platform/api/endpoint.ts'
import type { Handler } from '../../platform/jobs/worker.ts'
import { accuracyEndpoints } from './accuracy-endpoints.ts'
import { compareHandler } from './compare-run.ts'
import type { ComparisonContext } from './context.ts'
import { registerFileEndpoints } from './file-endpoints.ts'
import { outcomeEndpoints } from './outcome-endpoints.ts'
import { publishHandler } from './publish-run.ts'
import { questionEndpoints } from './question-endpoints.ts'
import { runEndpoints } from './run-endpoints.ts'
import { validateFileHandler } from './validate-file.ts'

/** Register comparison, put together: its endpoints, and the long work that it asks for (SYS-09). */
export function comparing(context: ComparisonContext): { endpoints: Endpoint[]; handlers: Handler[] } {
  return {
    endpoints: [
      ...registerFileEndpoints(context),
      ...runEndpoints(context),
      ...questionEndpoints(context),
      ...accuracyEndpoints(context),
      ...outcomeEndpoints(context),
    ],
    handlers: [validateFileHandler(context), compareHandler(context), publishHandler(context)],
  }
}
