import { spawnSync } from 'node:child_process'
import { type Bench, median, timed, type Verdict } from './place.ts'

const AIM_S = 20

/** The whole type check, as `npm run typecheck` does it. */
export async function run({ isSmoke, say }: Bench): Promise<Verdict[]> {
  const times: number[] = []
  for (let i = 0; i < (isSmoke ? 1 : 5); i++)
    times.push(
      await timed(async () => {
        const { status } = spawnSync('npm', ['run', '--silent', 'typecheck'], {
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        if (status !== 0) throw new Error('the types do not hold')
      }),
    )
  const seconds = median(times) / 1000
  say(`${seconds.toFixed(1)} s (median of ${times.length})`)
  return [{ aim: `the whole type check within ${AIM_S} s`, met: isSmoke || seconds <= AIM_S }]
}
