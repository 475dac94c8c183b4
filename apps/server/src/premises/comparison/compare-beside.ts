import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { canonicalJson } from '@qingmei/core/plan/canonical'
import { hintsAtMedicalWork } from '@qingmei/core/premises/registers/place-kind'
import { compareRegisters } from '@qingmei/linkage'
import type { MedicalQuestion, Model, Progress as EngineProgress, RegisterInput } from '@qingmei/linkage/comparison'
import { serveBeside } from '../../platform/jobs/beside.ts'
import type { Progress } from '../../platform/jobs/queue.ts'
import type { Compared, Manifest } from './artefact.ts'
import { readRegister } from './read-register.ts'
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
    registers.push(await readRegister({ ...register, path: input.registers[register.sha256] ?? '' }))
  }
  const model = input.model === null ? null : (JSON.parse(await readFile(input.model, 'utf8')) as Model)
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
      medicalWork,
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
    .update(canonicalJson({ model: result.model.version, tables: result.report.tables }))
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

const medicalWork = ({ kind, name, scope }: MedicalQuestion): 'works' | 'hints' | null => {
  if (kind === 'medical-licence' || kind === 'clinic-filing') return 'works'
  if (!hintsAtMedicalWork(name, scope)) return null
  return kind === 'platform' ? 'works' : 'hints'
}

serveBeside<CompareInput>((input, progress) => compare(input, progress))
