import { realpathSync } from 'node:fs'

/** Where a path ends, whatever links stand on the way; null where nothing is. */
export function realPath(path: string): string | null {
  try {
    return realpathSync.native(path)
  } catch {
    return null
  }
}
