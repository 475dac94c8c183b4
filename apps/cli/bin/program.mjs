import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * The command line in few files instead of hundreds of TypeScript sources, made anew when one of them has changed: it
 * starts in a third of the time, and a thread of a comparison without a loader. Where it cannot be made, the sources are
 * run as they are.
 */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const LIST = join(DIST, 'program.json')
const ENTRIES = { main: 'apps/cli/src/main.ts', worker: 'packages/linkage/src/run/worker-thread.ts' }
/** It starts its threads from the file beside it, which the program has as well. */
const STARTS_THREADS = /[\\/]linkage[\\/]src[\\/]run[\\/]team\.ts$/

/** The address of the module to import. */
export async function program() {
  try {
    return addressOf(current() ?? (await make()))
  } catch {
    const { register } = await import('tsx/esm/api')
    register()
    return new URL('../src/main.ts', import.meta.url).href
  }
}

const addressOf = (folder) => pathToFileURL(join(DIST, folder, 'main.mjs')).href

/** The folder of the program that was made of the sources as they are now; null when there is none. */
function current() {
  try {
    const { root, folder, sources } = JSON.parse(readFileSync(LIST, 'utf8'))
    return root === ROOT && sources.every(([path, stamp]) => stampOf(path) === stamp) ? folder : null
  } catch {
    return null
  }
}

function stampOf(path) {
  const { size, mtimeMs } = statSync(join(ROOT, path))
  return `${size} ${mtimeMs}`
}

async function make() {
  const { build } = await import('esbuild')
  const folder = `${Date.now()}-${process.pid}`
  const made = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: join(DIST, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    metafile: true,
    logLevel: 'silent',
    plugins: [onlyOurs, inItsPlace],
  })
  // The list comes last and at once: a program that was cut off while it was made is none.
  const sources = [...Object.keys(made.metafile.inputs), 'apps/cli/bin/program.mjs', 'package-lock.json']
  const list = `${LIST}.${process.pid}`
  writeFileSync(list, JSON.stringify({ root: ROOT, folder, sources: sources.map((path) => [path, stampOf(path)]) }))
  renameSync(list, LIST)
  forgetOlder(folder)
  return folder
}

/** Packages that are not ours stay where they are installed. */
const onlyOurs = {
  name: 'only ours',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@qingmei/') ? undefined : { path, external: true },
    )
  },
}

/** A source finds what lies beside it where it lies. */
const inItsPlace = {
  name: 'in its place',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (STARTS_THREADS.test(path)) return undefined
      const text = readFileSync(path, 'utf8')
      if (!text.includes('import.meta.url')) return undefined
      return { loader: 'ts', contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) }
    })
  },
}

const A_WEEK = 7 * 24 * 3_600_000
/** One that is older may still be running. */
function forgetOlder(kept) {
  for (const name of readdirSync(DIST)) {
    const path = join(DIST, name)
    if (name !== kept && /^\d+-\d+$/.test(name) && Date.now() - statSync(path).mtimeMs > A_WEEK)
      rmSync(path, { recursive: true, force: true })
  }
}
