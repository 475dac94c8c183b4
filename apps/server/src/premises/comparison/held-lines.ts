import { type HeldEntry, type HeldLicence, LICENCE_OF, type LineToPublish } from '@qingmei/core/premises/publish-line'
import type pg from 'pg'
import type { LineRow, ShownRecord } from '@qingmei/contract/comparison'

export interface PublishAt {
  readonly region: string
  readonly run: string
  readonly campaign: string | null
}

/** A line with what the ledgers have of it. */
export interface HeldLine extends LineToPublish {
  readonly no: number
  readonly doubt: string | null
}

interface Member {
  readonly line: number
  readonly kind: string
  readonly key: string
  readonly record: ShownRecord
}

interface LicenceRow {
  readonly id: string
  readonly kind: string
  readonly licence_no: string
  readonly premises: string | null
  readonly status: string
}

/**
 * The next lines of a run, each with its place (by credit code, else by the licences of its records; of merged ones
 * the one that was kept), its licences and its entry. Read as the installation: the caller acts as somebody.
 */
export async function heldLines(
  tx: pg.ClientBase,
  at: PublishAt,
  after: number,
  limit: number,
): Promise<{ lines: HeldLine[]; last: number }> {
  const { rows: lines } = await tx.query<LineRow>(
    `select no, class, certain, doubt, medical, name, address, uscc, town from qm.comparison_line
     where region = $1 and run = $2 and no > $3 order by no limit $4`,
    [at.region, at.run, after, limit],
  )
  const nos = lines.map((it) => it.no)
  const { rows: members } = await tx.query<Member>(
    `select line, kind, key, record from qm.comparison_member where region = $1 and run = $2 and line = any($3::bigint[]) order by line, no`,
    [at.region, at.run, nos],
  )
  const licences = await licencesOf(tx, at, members)
  const places = await placesOf(
    tx,
    at,
    lines.map((it) => it.uscc),
  )
  const kept = await keptPlaces(tx, at, [
    ...new Set([...places.values(), ...[...licences.values()].flatMap((it) => it.premises ?? [])]),
  ])
  const codes = await codesOf(
    tx,
    at,
    [...licences.values()].flatMap((it) => it.premises ?? []),
  )
  const held = lines.map((line) => {
    const own = members.filter((it) => it.line === line.no)
    const papers = own.map((it) => ({ record: it.record, licence: licences.get(`${it.kind}:${it.key}`) ?? null }))
    const byCode = line.uscc === null ? undefined : places.get(line.uscc)
    // A paper that an earlier comparison hung on a registered place leads there only while it is still that place.
    const byPaper = papers.find(({ licence }) => {
      if (licence === null || licence.premises === null) return false
      const code = codes.get(licence.premises) ?? null
      return licence.premises !== licence.tiedTo || code === null || code === line.uscc
    })?.licence?.premises
    const place = byCode ?? byPaper ?? null
    return { ...line, members: papers, premises: place === null ? null : (kept.get(place) ?? place) }
  })
  const entries = await entriesOf(
    tx,
    at,
    held.flatMap((it) => it.premises ?? []),
  )
  return {
    lines: held.map((it) => ({ ...it, entry: it.premises === null ? null : (entries.get(it.premises) ?? null) })),
    last: nos.at(-1) ?? after,
  }
}

async function licencesOf(
  tx: pg.ClientBase,
  at: PublishAt,
  members: readonly Member[],
): Promise<Map<string, HeldLicence>> {
  const { rows } = await tx.query<LicenceRow>(
    `select id, kind, licence_no, premises, status from qm.licence where region = $1 and licence_no = any($2::text[]) order by status = 'held' desc, id`,
    [at.region, members.map((it) => it.key.trim().slice(0, 60))],
  )
  const { rows: ties } = await tx.query<{ kind: string; key: string; licence: string; premises: string }>(
    'select kind, key, licence, premises from qm.comparison_tie where region = $1 and key = any($2::text[])',
    [at.region, members.map((it) => it.key)],
  )
  const found = new Map<string, HeldLicence>()
  for (const { kind, key } of members) {
    const licence = rows.find((it) => it.kind === LICENCE_OF[kind] && it.licence_no === key.trim().slice(0, 60))
    if (!licence) continue
    const tie = ties.find((it) => it.kind === kind && it.key === key && it.licence === licence.id)
    found.set(`${kind}:${key}`, {
      id: licence.id,
      premises: licence.premises,
      tiedTo: tie?.premises ?? null,
      hasEnded: licence.status !== 'held',
    })
  }
  return found
}

async function placesOf(
  tx: pg.ClientBase,
  at: PublishAt,
  codes: readonly (string | null)[],
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; uscc: string }>(
    `select distinct on (uscc) id, uscc from qm.premises where region = $1 and uscc = any($2::text[]) and status <> 'ended' order by uscc, status, id`,
    [at.region, codes.filter((it) => it !== null)],
  )
  return new Map(rows.map((it) => [it.uscc, it.id]))
}

async function codesOf(tx: pg.ClientBase, at: PublishAt, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; uscc: string }>(
    'select id, uscc from qm.premises where region = $1 and id = any($2::uuid[]) and uscc is not null',
    [at.region, ids],
  )
  return new Map(rows.map((it) => [it.id, it.uscc]))
}

/** Where places were merged into; three steps deep is deeper than anybody merges. */
async function keptPlaces(tx: pg.ClientBase, at: PublishAt, ids: readonly string[]): Promise<Map<string, string>> {
  const into = new Map<string, string>()
  let asked = ids
  for (let depth = 0; depth < 3 && asked.length > 0; depth++) {
    const { rows } = await tx.query<{ id: string; merged_into: string }>(
      `select id, merged_into from qm.premises where region = $1 and id = any($2::uuid[]) and status = 'merged' and merged_into is not null`,
      [at.region, asked],
    )
    for (const row of rows) into.set(row.id, row.merged_into)
    asked = rows.map((row) => row.merged_into)
  }
  const last = (id: string): string => {
    let kept = id
    for (let depth = 0; depth < 3; depth++) kept = into.get(kept) ?? kept
    return kept
  }
  return new Map([...into.keys()].map((id) => [id, last(id)]))
}

async function entriesOf(tx: pg.ClientBase, at: PublishAt, places: readonly string[]): Promise<Map<string, HeldEntry>> {
  const { rows } = await tx.query<{
    id: string
    premises: string
    status: string
    class: string
    does_medical: boolean | null
    provisional: boolean
    left_reason: string | null
  }>(
    `select id, premises, status, class, does_medical, provisional, left_reason from qm.list_entry
     where region = $1 and campaign = $2 and premises = any($3::uuid[]) order by created_at`,
    [at.region, at.campaign, places],
  )
  return new Map(
    rows.map((it) => [
      it.premises,
      {
        id: it.id,
        status: it.status,
        class: it.class,
        doesMedical: it.does_medical,
        provisional: it.provisional,
        leftReason: it.left_reason,
      },
    ]),
  )
}

/** Entries that a comparison brought onto the lists and whose place this run does not know any more. */
export async function entriesToLeave(
  tx: pg.ClientBase,
  at: PublishAt,
  standing: ReadonlySet<string>,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; premises: string }>(
    `select id, premises from qm.list_entry where region = $1 and campaign = $2 and run is not null and premises is not null
       and status <> 'left' order by id`,
    [at.region, at.campaign],
  )
  return rows.filter((it) => !standing.has(it.premises)).map((it) => it.id)
}
