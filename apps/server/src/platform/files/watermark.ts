import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { formatShanghai } from '@qingmei/core/kernel/dates'
import { Answer } from '../api/endpoint.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`)

/**
 * Shows an image or a PDF in a page that carries the viewer and the time all over it. The mark is laid over the
 * original, not burnt into it: it deters and attributes a photographed screen; it does not stop somebody who may
 * see the file from extracting it, which the audit log records.
 */
export async function watermarked(it: {
  stream: Readable
  type: string
  name: string
  viewer: string
  at: string
}): Promise<Answer> {
  if (!it.type.startsWith('image/') && it.type !== 'application/pdf')
    return new Answer(200, it.stream, {
      'content-type': it.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(it.name)}`,
    })
  const pieces: Buffer[] = []
  for await (const piece of it.stream as AsyncIterable<Buffer>) pieces.push(piece)
  const data = `data:${it.type};base64,${Buffer.concat(pieces).toString('base64')}`
  const mark = escaped(`${it.viewer} ${formatShanghai(it.at).slice(0, 16).replace('T', ' ')}`)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180"><text x="20" y="120" transform="rotate(-24 160 90)" font-size="18" fill="#1c2524" fill-opacity=".22" font-family="sans-serif">${mark}</text></svg>`
  const content =
    it.type === 'application/pdf'
      ? `<embed src="${data}" type="application/pdf" title="${escaped(it.name)}">`
      : `<img src="${data}" alt="${escaped(it.name)}">`
  const style = `html,body{margin:0;height:100%;background:#f5f7f6}img{display:block;max-width:100%;margin:0 auto}embed{width:100%;height:100vh}.mark{position:fixed;inset:0;pointer-events:none;background:url("data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}")}p{font:14px/1.6 sans-serif;margin:0;padding:8px 16px;color:#1c2524}`
  const hash = createHash('sha256').update(style).digest('base64')
  const html = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${escaped(it.name)}</title><style>${style}</style><body><main><p>${escaped(it.name)} · ${mark}</p>${content}</main><div class="mark" aria-hidden="true"></div></body></html>`
  return new Answer(200, html, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; img-src data:; object-src data:; frame-src data:; style-src 'sha256-${hash}'; frame-ancestors 'self'`,
    'x-frame-options': 'SAMEORIGIN',
  })
}
