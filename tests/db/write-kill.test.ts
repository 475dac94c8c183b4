import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Two rounds of what `tests/faults/write-kill.ts` does by hand in twenty. */
it('keeps every acknowledged action when the application is killed, alone and with its database', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const words = ['tests/faults/write-kill.ts', 'tests/faults/application-host.ts', '2', '150']
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...words], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(stdout).toContain('nothing was lost')
  expect(status).toBe(0)
}, 120_000)
