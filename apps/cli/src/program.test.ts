import { existsSync, readFileSync, utimesSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const load = () => import(at('../bin/program.mjs')) as Promise<{ program(): Promise<string> }>

it('the command line is made into a program once, and anew when one of its sources has changed', async () => {
  const { program } = await load()
  const first = await program()
  expect(first).toMatch(/dist\/[\d-]+\/main\.mjs$/)
  expect(existsSync(fileURLToPath(first))).toBe(true)
  expect(existsSync(fileURLToPath(new URL('worker.mjs', first)))).toBe(true)
  expect(await program()).toBe(first)
  utimesSync(at('./command.ts'), new Date(), new Date())
  const second = await program()
  expect(second).not.toBe(first)
  expect(await program()).toBe(second)
  const { sources } = JSON.parse(readFileSync(at('../dist/program.json'), 'utf8')) as { sources: [string, string][] }
  const paths = sources.map(([path]) => path)
  expect(paths).toContain('packages/linkage/src/run/worker-thread.ts')
  expect(paths.filter((path) => path.includes('node_modules'))).toEqual([])
})
