import { refusal } from '@qingmei/core/kernel/result'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { COMMON, fieldOf } from '@qingmei/core/ledger/ledger'
import { z } from 'zod'
import { canonical } from '../ledger/canonical.ts'
import { type ApiContext, ledgerAt, namesFor, notThere, regionOf } from './context.ts'
import { type Endpoint, endpoint, Refused } from './endpoint.ts'

const params = z.strictObject({ ledger: z.string(), id: z.uuid() })
const QUIET = new Set<string>(['version', 'updatedAt', 'updatedBy'])

/** What changed between two versions: fields and children by name, before and after. */
export function diffOf(ledger: AnyLedger, before: AnyRecord | null, after: AnyRecord) {
  const names = [...COMMON, ...ledger.info.map((field) => field.name)].filter((name) => !QUIET.has(name))
  const fields = names.flatMap((name) => {
    const [from, to] = [before?.[name] ?? null, after[name] ?? null]
    if (canonical(from) === canonical(to)) return []
    const { label, kind, dictionary } = fieldOf(ledger, name)
    return [{ field: name, label, kind, dictionary: dictionary ?? null, from, to }]
  })
  const children = Object.entries(ledger.children).flatMap(([name, child]) => {
    const count = (record: AnyRecord | null) => ((record?.[name] ?? []) as unknown[]).length
    return canonical(before?.[name] ?? []) === canonical(after[name] ?? [])
      ? []
      : [{ child: name, label: child.label, from: count(before), to: count(after) }]
  })
  return { fields, children }
}

/** The endpoints of a record's story: its versions, what was tried, what people said, what hangs on it. */
export function storyEndpoints(context: ApiContext): Endpoint[] {
  const { store } = context
  return [
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/records/:id/timeline',
      summary: 'Versions with their differences, refused attempts, escalations and comments, newest first',
      permission: 'session',
      audit: 'record.story-read',
      params,
      async handle({ params: at, actor }) {
        const ledger = ledgerAt(context, at.ledger)
        const versions = await store.history(actor, ledger.name, at.id)
        if (versions.length === 0) throw notThere()
        const rest = await store.opened(actor, ledger.name, at.id, async (tx, record) => {
          const audit = await tx.query<{
            id: string
            at: string
            actor: string
            action: string
            outcome: string
            code: string | null
            detail: object
          }>(
            `select id, at, actor, action, outcome, code, detail from qm.audit where region = $1 and record = $2 and ledger = $3 and outcome in ('refused', 'escalated', 'viewed') order by id desc limit 200`,
            [record.region, record.id, ledger.name],
          )
          const comments = await tx.query<{ id: string; at: string; by: string; text: string }>(
            'select id, at, by, text from qm.comment where region = $1 and ledger = $2 and record = $3 order by id desc limit 200',
            [record.region, ledger.name, record.id],
          )
          return { audit: audit.rows, comments: comments.rows }
        })
        const people = await context.names(regionOf(actor))
        const name = (id: string) => people.get(id) ?? '系统'
        const items = [
          ...versions.map((version, i) => ({
            kind: 'version' as const,
            at: version.at,
            by: name(version.by),
            version: version.version,
            actions: version.actions.map((it) => ledger.actions.get(it)?.label ?? it),
            status: version.record.status,
            ...diffOf(ledger, versions[i + 1]?.record ?? null, version.record),
          })),
          ...(rest?.audit ?? []).map((row) => ({
            kind: row.outcome as 'refused' | 'escalated' | 'viewed',
            at: row.at,
            by: name(row.actor),
            action: ledger.actions.get(row.action.split('.')[1] ?? '')?.label ?? row.action,
            code: row.code,
            detail: row.detail,
          })),
          ...(rest?.comments ?? []).map((row) => ({
            kind: 'comment' as const,
            at: row.at,
            by: name(row.by),
            text: row.text,
          })),
        ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
        const last = versions.slice(0, 1).map((version) => version.record)
        const names = await namesFor(context, actor, ledger, versions.map((it) => it.record).concat(last), [
          ...COMMON,
          ...ledger.info.map((field) => field.name),
        ])
        return { items, names }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/ledgers/:ledger/records/:id/comments',
      summary: 'Say something about a record',
      permission: 'session',
      audit: 'record.commented',
      params,
      body: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
      async handle({ params: at, body, actor }) {
        const ledger = ledgerAt(context, at.ledger)
        const [id, now] = [context.newId(), await context.now()]
        const made = await store.opened(actor, ledger.name, at.id, async (tx, record) => {
          await tx.query(
            'insert into qm.comment (region, id, ledger, record, at, by, text) values ($1, $2, $3, $4, $5, $6, $7)',
            [record.region, id, ledger.name, record.id, now, actor.person, body.text],
          )
          return { id }
        })
        if (!made) throw notThere()
        return made
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/ledgers/:ledger/records/:id/attachments',
      summary: 'Files hung on a record',
      permission: 'session',
      audit: 'record.attachments-read',
      params,
      async handle({ params: at, actor }) {
        const found = await store.opened(actor, ledgerAt(context, at.ledger).name, at.id, async (tx, record) => {
          const { rows } = await tx.query(
            `select a.id, a.file, a.title, a.at, a.by, f.name, f.type, f.bytes, f.sha256 from qm.attachment a
             join qm.file f on f.region = a.region and f.id = a.file where a.region = $1 and a.ledger = $2 and a.record = $3 order by a.id desc`,
            [record.region, at.ledger, record.id],
          )
          return rows
        })
        if (!found) throw notThere()
        return { rows: found }
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/ledgers/:ledger/records/:id/attachments',
      summary: 'Hang a file that has arrived on a record',
      permission: 'session',
      audit: 'record.attached',
      params,
      body: z.strictObject({ file: z.uuid(), title: z.string().trim().min(1).max(200) }),
      async handle({ params: at, body, actor }) {
        const [id, now] = [context.newId(), await context.now()]
        const made = await store.opened(actor, ledgerAt(context, at.ledger).name, at.id, async (tx, record) => {
          const { rows } = await tx.query(
            'select 1 from qm.file where region = $1 and id = $2 and by = $3 and finished_at is not null',
            [record.region, body.file, actor.person],
          )
          if (rows.length === 0) throw new Refused(422, refusal('file.not-arrived'))
          await tx.query(
            'insert into qm.attachment (region, id, ledger, record, file, title, at, by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
            [record.region, id, at.ledger, record.id, body.file, body.title, now, actor.person],
          )
          return { id }
        })
        if (!made) throw notThere()
        return made
      },
    }),
  ]
}
