import { hash, verify } from '@node-rs/argon2'
import { refusal, type Result } from '@qingmei/core/kernel/result'

/** Argon2id with the parameters that OWASP recommends as a minimum: 19 MiB, two passes. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

export async function isPassword(hashed: string, password: string): Promise<boolean> {
  try {
    return await verify(hashed, password)
  } catch {
    return false
  }
}

/** What is hashed when there is no such account: a wrong name must cost as much as a wrong password. */
let decoy: Promise<string> | null = null
export async function wasteAsMuch(password: string): Promise<void> {
  decoy ??= hashPassword('no such account')
  await isPassword(await decoy, password)
}

const COMMON = [
  'password',
  '12345678',
  'qwertyui',
  'admin123',
  'abc12345',
  'woaini',
  'iloveyou',
  '88888888',
  '66666666',
  'zhuanxiang',
  'qingmei123',
]

/** Whether a password may be used: ten characters and more, not the account's name, none of the common ones. */
export function judgePassword(password: string, username: string): Result<null> {
  const lower = password.toLowerCase()
  if ([...password].length < 10) return { ok: false, error: refusal('password.too-short', null, { least: 10 }) }
  if (password.length > 200) return { ok: false, error: refusal('password.too-long', null, { most: 200 }) }
  if (lower.includes(username.toLowerCase())) return { ok: false, error: refusal('password.has-name') }
  if (COMMON.some((it) => lower.startsWith(it)) || /^(.)\1+$/.test(password) || /^\d+$/.test(password))
    return { ok: false, error: refusal('password.common') }
  return { ok: true, value: null }
}
