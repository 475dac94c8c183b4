import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { canonicalJson } from '@qingmei/core/plan/canonical'
import { readColumns } from '@qingmei/core/premises/registers/mapping'
import { classifyService } from '@qingmei/core/premises/catalogue/classify'
import type { RegisterSource } from '@qingmei/core/premises/registers/profiles'
import { readingProfile } from '@qingmei/core/premises/registers/reading-profile'
import {
  compareRegisters,
  type Model,
  type Progress as EngineProgress,
  type Proves,
  type RegisterInput,
} from '@qingmei/linkage'
import { requireCatalogue, SHIPPED_PLANS } from '@qingmei/plan-files'
import { RefusedBeside, serveBeside } from '../../platform/jobs/beside.ts'
import type { Progress } from '../../platform/jobs/queue.ts'
import type { Compared, Manifest, ManifestInput } from './artefact.ts'
import { medicalWorkBy } from './medical-work.ts'
import { namedRows } from './named-rows.ts'
import { isRegisterSource, readRegister } from './read-register.ts'
import { PROVES } from './register-table.ts'
import { writeArtefact } from './write-artefact.ts'

export interface CompareInput {
  /** Paths of stored content: the manifest, each register by its hash, the weights to keep. */
  readonly manifest: string
  readonly registers: Readonly<Record<string, string>>
  readonly model: string | null
  /** Where the artefact and the weights are written. */
  readonly result: string
  readonly weights: string
  readonly threads: number
}

const HUNDRED = 100
/** How much of the run each part takes, roughly: what the page shows is where it is, not how long it will be. */
const READING = 0.15
const WRITING = 0.9

/** One run from files to a file: reads what the manifest names, compares, writes the artefact. */
async function compare(input: CompareInput, progress: (it: Progress) => void): Promise<Compared> {
  const manifest = JSON.parse(await readFile(input.manifest, 'utf8')) as Manifest
  const tell = (stage: string, share: number) => progress({ stage, done: Math.round(share * HUNDRED), total: HUNDRED })
  const registers: RegisterInput[] = []
  for (const [i, register] of manifest.inputs.entries()) {
    tell('read', (i / manifest.inputs.length) * READING)
    const read = await readInput(register, input.registers[register.sha256] ?? '')
    registers.push({ ...read, table: namedRows(read.table) })
  }
  const model = input.model === null ? null : (JSON.parse(await readFile(input.model, 'utf8')) as Model)
  const catalogue = requireCatalogue(SHIPPED_PLANS)
  const result = await compareRegisters(
    {
      registers,
      decisions: manifest.decisions.map(({ a, b, verdict }) => ({
        a: { ...a, file: '' },
        b: { ...b, file: '' },
        verdict,
      })),
      region: manifest.region,
      today: manifest.today,
      medicalWork: medicalWorkBy((service) => classifyService(catalogue, service).nature),
    },
    {
      threads: input.threads,
      seed: manifest.seed,
      onProgress: (it: EngineProgress) => tell(it.stage, READING + it.share * (WRITING - READING)),
      ...(model === null ? {} : { model }),
    },
  )
  tell('write', WRITING)
  const rules = createHash('sha256')
    .update(canonicalJson({ model: result.model.version, tables: result.report.tables, catalogue }))
    .digest('hex')
  await writeFile(input.weights, JSON.stringify(result.model))
  const counts = await writeArtefact(input.result, { manifest, rules, registers, result })
  return {
    rules,
    keys: result.report.blocking.map((it) => it.key).join('、'),
    report: { ...result.report, borrowedCodes: result.report.borrowedCodes.slice(0, MOST_BORROWED) },
    counts,
  }
}

const MOST_BORROWED = 200

/** A file by the columns that were confirmed for it. What it proves of a place is what its kind proves. */
async function readInput(register: ManifestInput, path: string): Promise<RegisterInput> {
  const { kind, name } = register
  const columns = readColumns(register.columns) ?? {}
  const read = await readRegister({ path, name }, kind as RegisterSource, {
    file: name,
    profile: readingProfile(kind, columns),
    lenient: true,
  })
  if (!read.ok) throw new RefusedBeside(`${name}: ${read.faults[0]?.reason ?? ''}`, read.faults[0] ?? {})
  const proves: Proves = isRegisterSource(kind)
    ? PROVES[kind]
    : kind === 'clinic-filing'
      ? 'practice-licence'
      : 'nothing'
  return { ...read.register, kind, proves, asOf: register.asOf }
}

serveBeside<CompareInput>((input, progress) => compare(input, progress))
