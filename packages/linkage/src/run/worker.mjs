// The sources are TypeScript and run as they are, in this thread as well: tsx is registered first.
import { register } from 'tsx/esm/api'

register()
await import('./worker-thread.ts')
