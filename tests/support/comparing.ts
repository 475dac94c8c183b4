import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FileProgress, Look } from '@qingmei/contract/comparison'
import { type Application, PASSWORD } from './app.ts'

const FILES = fileURLToPath(new URL('../../demo/beiguan/files', import.meta.url))
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl',
}

/** A file of the demo, as its department hands it over. */
export const demoFile = (name: string): { name: string; content: Buffer } => ({
  name,
  content: readFileSync(join(FILES, name)),
})

/** Somebody at the doors of the application. */
export interface Client {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  /** The answer as it is: status, type and bytes. */
  raw(path: string): Promise<{ status: number; type: string; bytes: Buffer }>
  /** A refusal, which must come. */
  refused(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; code: string; detail: string; remedy?: string }>
}

/** Signs in and asks as that person. */
export async function clientOf(app: Application, username: string): Promise<Client> {
  const signed = await fetch(`${app.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(app.url + path, {
      method,
      headers: { cookie, origin: app.url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const answered = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await ask(method, path, body)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 600)}`)
    return JSON.parse(text) as T
  }
  return {
    get: (path) => answered('GET', path),
    post: (path, body = {}) => answered('POST', path, body),
    async raw(path) {
      const answer = await ask('GET', path)
      const bytes = Buffer.from(await answer.arrayBuffer())
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes }
    },
    async refused(method, path, body) {
      const answer = await ask(method, path, body)
      const said = (await answer.json()) as { code: string; detail: string; remedy?: string }
      if (answer.ok) throw new Error(`${method} ${path} was not refused`)
      const { code, detail, remedy } = said
      return { status: answer.status, code, detail, ...(remedy === undefined ? {} : { remedy }) }
    },
  }
}

/** Uploads a file as the pages do; answers its id. */
export async function upload(
  app: Application,
  client: Client,
  username: string,
  file: { name: string; content: Buffer },
) {
  const type = TYPES[file.name.split('.').at(-1) ?? ''] ?? 'text/plain'
  const { id } = await client.post<{ id: string }>('/api/files', {
    name: basename(file.name),
    type,
    bytes: file.content.length,
  })
  const signed = await fetch(`${app.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const sent = await fetch(`${app.url}/api/files/${id}`, {
    method: 'PATCH',
    headers: { cookie, origin: app.url, 'content-type': 'application/octet-stream', 'upload-offset': '0' },
    body: new Uint8Array(file.content),
  })
  if (!sent.ok) throw new Error(`upload: ${sent.status} ${await sent.text()}`)
  await client.post(`/api/files/${id}/finish`)
  return id
}

/** Field → header, as the look guessed it. */
export const guessed = (look: Look): Record<string, string> =>
  Object.fromEntries(look.columns.flatMap((it) => (it.field === null ? [] : [[it.field, it.header]])))

/** Takes a file in with its columns as they were guessed, and reads it to its end. */
export async function takeIn(
  app: Application,
  client: Client,
  username: string,
  file: { name: string; content: Buffer; asOf?: string; kind?: string },
): Promise<{ id: string; look: Look; progress: FileProgress }> {
  const uploaded = await upload(app, client, username, file)
  const look = await client.post<Look>('/api/register-files/look', {
    file: uploaded,
    ...(file.kind === undefined ? {} : { kind: file.kind }),
  })
  const { id } = await client.post<{ id: string }>('/api/register-files', {
    file: uploaded,
    newSource: { name: `来源 ${file.name}`, kind: look.kind, owner: null, contact: null },
    asOf: file.asOf ?? look.asOf ?? '2026-08-20',
    columns: guessed(look),
  })
  await app.worker.run()
  return { id, look, progress: await client.get<FileProgress>(`/api/register-files/${id}/progress`) }
}
