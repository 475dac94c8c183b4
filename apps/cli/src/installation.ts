import type { Actor } from '@qingmei/core/access/actor'
import { messageOf, remedyOf } from '@qingmei/contract/messages'
import { compose, type Installation } from '@qingmei/server/compose'
import { systemActor } from '@qingmei/server/platform/ledger/access'
import { DatabaseRefused } from '@qingmei/server/platform/db/refused'
import type { ExitCode, Io } from './command.ts'

/** Why a command was refused, in words; its exit code is 1. */
export class CommandRefused extends Error {}

/** Refuses with a stable code and the words of the catalogue. */
export const refuse = (code: string, facts: Readonly<Record<string, unknown>> = {}): CommandRefused => {
  return new CommandRefused(`${messageOf(code, facts)}${remedyOf(code) ?? ''}（${code}）`)
}

/** Work with the whole installation: its own database, or the one that a running server holds. */
export async function withInstallation(
  io: Io,
  work: (it: Installation) => Promise<ExitCode>,
  options: { readonly demo?: boolean } = {},
): Promise<ExitCode> {
  let it: Installation | null = null
  try {
    it = await compose({ env: io.env as NodeJS.ProcessEnv, log: (line) => io.err(line), ...options })
    return await work(it)
  } catch (cause) {
    if (!(cause instanceof DatabaseRefused || cause instanceof CommandRefused)) throw cause
    io.err(cause.message)
    return 1
  } finally {
    await it?.close()
  }
}

/**
 * Work as somebody, by their name and password (`QINGMEI_PASSWORD`; a second factor in `QINGMEI_CODE`): the command
 * line is no way around the posts. The session ends with the work.
 */
export async function asUser<T>(io: Io, it: Installation, username: string, work: (actor: Actor) => Promise<T>) {
  const password = io.env.QINGMEI_PASSWORD
  if (!password) throw refuse('cli.password-needed', { username })
  const code = io.env.QINGMEI_CODE
  const opened = await it.accounts.signIn({ username, password, agent: 'qingmei', ...(code ? { code } : {}) })
  if (!opened.ok) throw refuse(opened.error.code, opened.error.facts)
  const account = await it.accounts.bySession(opened.value.token)
  if (!account) throw refuse('session.none')
  try {
    if (account.mustChange) throw refuse('session.password-first')
    if (account.mustEnrol) throw refuse('session.totp-first')
    return await work(await it.actorOf(account))
  } finally {
    await it.accounts.revoke(account.id, account.session)
  }
}

/** The one region of an installation, or the one that was named. */
export async function regionOf(it: Installation, named: string | undefined): Promise<string> {
  const known = await it.directory.regions()
  if (named !== undefined && (known.length === 0 || known.includes(named))) return named
  const [only, ...others] = known.length > 0 ? known : it.packs.map((pack) => pack.region)
  if (named === undefined && only !== undefined && others.length === 0) return only
  throw refuse('cli.region-needed', { regions: known.join('、') })
}

/** The installation itself, for what is set up before there is anybody. */
export const asInstallation = async (it: Installation, region?: string): Promise<Actor> =>
  systemActor(await regionOf(it, region))
