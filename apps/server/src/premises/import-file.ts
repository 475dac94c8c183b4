import { basename } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { profileOfKind, readColumns } from '@qingmei/core/premises/registers/mapping'
import type { RegisterProfile } from '@qingmei/core/premises/registers/profiles'
import { readingProfile } from '@qingmei/core/premises/registers/reading-profile'
import type { TableSource } from '@qingmei/office'
import { q, tableOf } from '../platform/ledger/columns.ts'
import type { Directory } from '../campaign/directory.ts'
import type { ApiContext } from '../platform/api/context.ts'
import { regionOf } from '../platform/api/context.ts'
import { importWhole } from '../platform/imports/import-whole.ts'
import type { Planner } from '../platform/imports/endpoints.ts'
import { columnsOf, planGeneric } from '../platform/imports/plan-generic.ts'
import type { AnyLedger, AnyRecord } from '@qingmei/core/ledger/ledger'
import { townsOf } from './comparison/towns.ts'
import { readKnown } from './known-places.ts'
import { planRegisterFile, registerOf } from './plan-register-file.ts'

export interface ImportOptions {
  readonly api: ApiContext
  readonly directory: Directory
}

/** Plans any import: a department's register by its headers, else a table of the ledger's own labels. */
export const planner =
  ({ api, directory }: ImportOptions): Planner =>
  async (actor, ledgerName, source) => {
    const region = regionOf(actor)
    const orgs = await directory.all(region)
    const ledger = api.store.house.ledger(ledgerName)
    const register =
      ledgerName === 'premises'
        ? ((await confirmedProfile(api, actor, source)) ?? (await registerOf(source, columnsOf(ledger))))
        : null
    if (register) {
      return planRegisterFile(source, register, {
        now: await api.now(),
        towns: townsOf(orgs),
        known: (codes, kind, numbers) => readKnown(api.store, actor, { region, kind, codes, numbers }),
      })
    }
    const dictionaries = await api.dictionaries(null)
    return planGeneric(source, {
      ledger,
      words: {
        code(dictionary, text) {
          const entries = Object.entries(dictionaries[dictionary] ?? {})
          return entries.find(([code, label]) => code === text || label === text)?.[0] ?? null
        },
        labels: (dictionary) => Object.values(dictionaries[dictionary] ?? {}),
        organisation: (name) =>
          orgs.find((org) => org.name === name || org.name.startsWith(name) || org.shortName === name)?.id ?? null,
      },
      existing: async (keys) => {
        const { key } = ledger
        const found = key === null ? [] : await recordsBy(api, actor, ledger, key, keys)
        return new Map(found.map((record) => [String(record[key ?? '']), record]))
      },
      called: (titles) => recordsBy(api, actor, ledger, ledger.title, titles),
    })
  }

/** The register that a stored file was taken in as, by the columns that a person confirmed for it; null when it was not. */
async function confirmedProfile(api: ApiContext, actor: Actor, source: TableSource): Promise<RegisterProfile | null> {
  if (!('path' in source)) return null
  const { rows } = await api.store.as(actor, (tx) =>
    tx.query<{ kind: string; columns: string }>(
      `select kind, columns from qm.register_file where region = $1 and sha256 = $2 and status in ('validated', 'superseded') order by received_at desc limit 1`,
      [regionOf(actor), basename(source.path)],
    ),
  )
  const [row] = rows
  const profile = row && profileOfKind(row.kind)
  const columns = row && readColumns(row.columns)
  return profile && columns ? { ...profile, columns: readingProfile(row.kind, columns).columns } : null
}

/** Records of the actor's region whose field says one of these. */
async function recordsBy(
  api: ApiContext,
  actor: Actor,
  ledger: AnyLedger,
  field: string,
  values: readonly string[],
): Promise<readonly AnyRecord[]> {
  if (values.length === 0) return []
  const { rows } = await api.store.as(actor, (tx) =>
    tx.query<{ id: string }>(`select id from ${tableOf(ledger)} where region = $1 and ${q(field)} = any($2::text[])`, [
      regionOf(actor),
      values,
    ]),
  )
  return api.store.readMany(
    actor,
    ledger.name,
    rows.map((row) => row.id),
  )
}

/** Imports a file at once: what the command line and the demo do. Throws when a row cannot be taken. */
export async function importFile(options: ImportOptions, actor: Actor, path: string, ledger = 'premises') {
  const source: TableSource = { path }
  const plan = await planner(options)(actor, ledger, source)
  if (plan.counts.bad > 0) throw new Error(`${path}: ${plan.bad[0]?.reason ?? 'bad rows'}`)
  const result = await importWhole(options.api, actor, { plan, file: basename(path) })
  if (!result.ok) throw new Error(`${path}:${result.why.row}: ${result.why.code} ${JSON.stringify(result.why.facts)}`)
  return { creates: result.creates, updates: result.updates }
}
