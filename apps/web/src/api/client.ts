/** A refusal as the server tells it: what happened, what to do, and the record as it stands now. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly remedy?: string
  readonly clause: string | null
  readonly facts: Record<string, unknown>
  readonly current?: Record<string, unknown>
}

export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** No answer at all: the network, not the server's word. */
export class Unreachable extends Error {}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      ...(body === undefined
        ? {}
        : body instanceof Blob
          ? { body, headers: { 'content-type': 'application/octet-stream' } }
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch {
    throw new Unreachable()
  }
}

async function refusedOf(response: Response): Promise<Refused> {
  const value: unknown = await response.json().catch(() => null)
  return new Refused(
    (value as Problem | null) ?? {
      status: response.status,
      code: 'http.failed',
      detail: String(response.status),
      clause: null,
      facts: {},
    },
  )
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await send(method, path, body)
  if (!response.ok) throw await refusedOf(response)
  return (await response.json().catch(() => null)) as T
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body)
/** Asks for a file by a body and hands it to the person; its name is the server's. */
export async function download(path: string, body: unknown): Promise<void> {
  const response = await send('POST', path, body)
  if (!response.ok) throw await refusedOf(response)
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = decodeURIComponent(named ?? '')
  link.click()
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export const remove = <T>(path: string): Promise<T> => call<T>('DELETE', path)

type Asked = string | number | null | undefined

/** A query string without empty values; of several values, each stands under the name. */
export function query(values: Readonly<Record<string, Asked | readonly Asked[]>>): string {
  const found = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().flatMap((it) => (it === undefined || it === null || it === '' ? [] : [[name, String(it)]])),
  )
  return found.length === 0 ? '' : `?${new URLSearchParams(found).toString()}`
}

const PIECE = 4 * 1024 * 1024

/** Uploads a file in pieces; a piece that did not get through is asked for again from where the server is. */
export async function upload(file: File, progress: (share: number) => void): Promise<string> {
  const type = file.type || TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''] || 'application/octet-stream'
  const announced = await post<{ id: string }>('/api/files', { name: file.name, type, bytes: file.size })
  let offset = 0
  let failures = 0
  while (offset < file.size) {
    try {
      const response = await fetch(`/api/files/${announced.id}`, {
        method: 'PATCH',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) },
        body: file.slice(offset, offset + PIECE),
      })
      if (!response.ok) throw new Refused((await response.json()) as Problem)
      offset = ((await response.json()) as { offset: number }).offset
      failures = 0
    } catch (error) {
      if (++failures > 4) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * failures))
      offset = (await get<{ offset: number }>(`/api/files/${announced.id}`)).offset
    }
    progress(offset / file.size)
  }
  await post(`/api/files/${announced.id}/finish`)
  return announced.id
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  jsonl: 'application/jsonl',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain',
}

/** A key by which a repeated submit acts once. */
export const requestKey = (): string => crypto.randomUUID()
