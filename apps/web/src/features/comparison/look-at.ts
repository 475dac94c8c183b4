import { post } from '../../api/client.ts'
import type { Look } from '@qingmei/contract/comparison'

/** Where a file is taken to come from: a source that is there, or none yet. */
export interface Looked {
  readonly look: Look
  readonly source: string | null
}

/** Has a file looked at, as what its first known source confirmed before, where it has one. */
export async function lookAt(file: string, as: { kind?: string; source?: string } = {}): Promise<Looked> {
  const look = await post<Look>('/api/register-files/look', { file, ...as })
  if (as.source !== undefined) return { look, source: as.source }
  const [first] = look.sources
  if (!first || look.kind === null) return { look, source: null }
  return {
    look: await post<Look>('/api/register-files/look', { file, source: first.id }),
    source: first.id,
  }
}
