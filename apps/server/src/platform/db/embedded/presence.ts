import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomInt, randomUUID } from 'node:crypto'
import { DatabaseRefused } from '../refused.ts'
import { lifeOf } from './processes.ts'

/**
 * A folder with one empty file for each process that is present, named `<pid>-<life>-<random>`. A name says all,
 * so there is no moment at which a file exists but is not yet written, and the file of a dead process can be
 * removed by anybody without mistaking it for a newer one: no name is ever used twice.
 */
export class Presence {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** Enters this process; call the answer to leave. */
  enter(): () => void {
    const file = join(this.#folder, `${process.pid}-${lifeOf(process.pid) ?? 'x'}-${randomUUID()}`)
    writeFileSync(file, '', { flag: 'wx' })
    return () => rmSync(file, { force: true })
  }

  /** The numbers of the live processes that are present; the files of dead ones are swept away. */
  present(): number[] {
    return readdirSync(this.#folder).flatMap((name) => {
      const [pid = '', life = ''] = name.split('-')
      if (lifeOf(Number(pid)) === life) return [Number(pid)]
      rmSync(join(this.#folder, name), { force: true })
      return []
    })
  }
}

/**
 * Runs `work` while no other process (nor another call in this one) does under the same folder. Whoever enters
 * and then finds somebody else steps back and tries again after a random pause: of two that overlap, the later
 * one always sees the earlier. Nothing has to be undone after a kill, since the dead are not counted.
 */
export async function alone<T>(folder: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const presence = new Presence(folder)
  const until = Date.now() + patienceMs
  for (;;) {
    const leave = presence.enter()
    const all = presence.present()
    if (all.length <= 1) {
      try {
        return await work()
      } finally {
        leave()
      }
    }
    leave()
    if (Date.now() > until) {
      const others = all.filter((pid) => pid !== process.pid)
      throw new DatabaseRefused(
        'database.start.busy',
        {
          zh: `另一个进程正在启动或停止同一数据目录的数据库（进程号 ${others.join('、')}），请稍候再试。`,
          en: `Another process is starting or stopping the database of this data folder (pid ${others.join(', ')}); try again shortly.`,
        },
        { others },
      )
    }
    await sleep(randomInt(10, 60))
  }
}
