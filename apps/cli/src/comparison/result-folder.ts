import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { realPath } from './real-path.ts'

/** What a comparison leaves, the last only where rows were left out: nothing else in a folder is ours to replace. */
const RESULTS = ['links.csv', 'premises.csv', 'review.csv', 'report.json', 'bad-rows.csv']

/**
 * Whether the folder may be exchanged as a whole, so that nobody ever finds half a result: it is not there, or holds
 * results only and is no mount of its own. In any other the files take their places one by one, and what else lies
 * there stays.
 */
const isOurs = (folder: string): boolean =>
  !existsSync(folder) ||
  (readdirSync(folder).every((name) => RESULTS.includes(name)) &&
    statSync(folder).dev === statSync(dirname(folder)).dev)

/** Where results are written before they take their place: on the same disk, or they could not be moved there. */
const workplaceOf = (folder: string): string => (isOurs(folder) ? dirname(folder) : folder)

/** Why results cannot be written there, told before the work is done; null when they can. */
export function folderFault(folder: string): string | null {
  if (existsSync(folder) && !statSync(folder).isDirectory()) return '是一个文件，不能作为结果文件夹'
  // Whatever lies in a folder of that name would go with it.
  const inWay = RESULTS.map((name) => join(folder, name)).find((it) => existsSync(it) && statSync(it).isDirectory())
  if (inWay !== undefined) return `里有一个叫 ${basename(inWay)} 的文件夹，会被结果替换`
  let at = workplaceOf(folder)
  while (!existsSync(at)) at = dirname(at)
  if (!statSync(at).isDirectory()) return `在文件 ${at} 之下，建不了结果文件夹`
  // Tried and not asked: some folders (/proc) say that they can be written, and making several levels there never ends.
  try {
    rmdirSync(mkdtempSync(join(at, '.qingmei-')))
    return null
  } catch {
    return at === folder ? '不能写入' : `所在的文件夹 ${at} 不能写入`
  }
}

/** The first of these files that a result would take the place of, by whatever path it is named; null when none. */
export function replacedInput(folder: string, paths: readonly string[]): string | null {
  const taken = new Set(RESULTS.map((name) => realPath(join(folder, name))))
  taken.delete(null)
  return paths.find((path) => taken.has(realPath(path))) ?? null
}

/** Has the results written into a folder aside, and puts them in their place when all are there. */
export async function fillFolder<T>(folder: string, write: (rough: string) => Promise<T>): Promise<T> {
  const workplace = workplaceOf(folder)
  mkdirSync(workplace, { recursive: true })
  const rough = join(workplace, `.${basename(folder)}.${process.pid}.part`)
  removeLeft(workplace, folder)
  mkdirSync(rough)
  try {
    const written = await write(rough)
    if (workplace === folder)
      for (const name of RESULTS)
        if (existsSync(join(rough, name))) renameSync(join(rough, name), join(folder, name))
        else rmSync(join(folder, name), { force: true })
    else exchange(rough, folder)
    return written
  } finally {
    rmSync(rough, { recursive: true, force: true })
  }
}

/** Removes what comparisons into this folder left beside it that were killed, and nothing of one that still runs. */
function removeLeft(workplace: string, folder: string): void {
  const begin = `.${basename(folder)}.`
  for (const left of readdirSync(workplace)) {
    const found = left.startsWith(begin) ? /^(\d+)\.part(\.old)?$/.exec(left.slice(begin.length)) : null
    if (found === null || (Number(found[1]) !== process.pid && isRunning(Number(found[1])))) continue
    const path = join(workplace, left)
    // Killed in the exchange: the older result is the only one there is.
    if (found[2] !== undefined && !existsSync(folder)) renameSync(path, folder)
    else rmSync(path, { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    // Another user's may not be asked, and runs.
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Puts the new folder in the place of an older result. */
function exchange(rough: string, folder: string): void {
  const old = `${rough}.old`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, old)
  renameSync(rough, folder)
  rmSync(old, { recursive: true, force: true })
}
