import { type Bench, machine, type Verdict } from './place.ts'

const BENCHES: Readonly<Record<string, () => Promise<{ run(bench: Bench): Promise<Verdict[]> }>>> = {
  actions: () => import('./actions.ts'),
  figures: () => import('./figures.ts'),
  incremental: () => import('./incremental.ts'),
  linkage: () => import('./linkage.ts'),
  lists: () => import('./lists.ts'),
  'register-file': () => import('./register-file.ts'),
  rename: () => import('./rename.ts'),
  start: () => import('./start.ts'),
  typecheck: () => import('./typecheck.ts'),
}

/** `npm run bench [-- name …] [--smoke] [--rows=N] [--data=folder] [--record]`. Ends with 1 when an aim was missed; a smoke run has none. */
const words = process.argv.slice(2)
const isSmoke = words.includes('--smoke')
const rows = Number(words.find((it) => it.startsWith('--rows='))?.slice(7) ?? (isSmoke ? 20_000 : 10_000_000))
const data = words.find((it) => it.startsWith('--data='))?.slice(7) ?? null
const named = words.filter((it) => !it.startsWith('--'))
const say = (line: string): void => void process.stdout.write(`${line}\n`)

say(machine())
let missed = 0
for (const [name, load] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue
  say(`\n## ${name}`)
  const { run } = await load()
  for (const { aim, met } of await run({ isSmoke, rows, data, say })) {
    say(`${met ? '✓' : '✗'} ${aim}`)
    if (!met) missed++
  }
}
process.exitCode = missed === 0 ? 0 : 1
