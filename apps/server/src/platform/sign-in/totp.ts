import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30

const totpOf = (secret: string, username: string) =>
  new TOTP({
    issuer: '清美',
    label: username,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    secret: Secret.fromBase32(secret),
  })

export const newSecret = (): string => new Secret({ size: 20 }).base32

/** The address that authenticator apps read. */
export const enrolUri = (secret: string, username: string): string => totpOf(secret, username).toString()

/** The time step that a code is good for (one step of drift either way), or null. A step is good once. */
export function stepOf(secret: string, username: string, code: string, nowMs: number): number | null {
  const delta = totpOf(secret, username).validate({ token: code.replaceAll(/\s/g, ''), timestamp: nowMs, window: 1 })
  return delta === null ? null : Math.floor(nowMs / 1000 / STEP_SECONDS) + delta
}

export const hashCode = (code: string): string =>
  createHash('sha256').update(code.replaceAll(/[\s-]/g, '').toUpperCase()).digest('hex')

/** Ten codes of ten unambiguous characters, for a lost phone. */
export function recoveryCodes(): string[] {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  return Array.from({ length: 10 }, () => {
    const code = [...randomBytes(10)].map((byte) => alphabet[byte % alphabet.length] ?? 'A').join('')
    return `${code.slice(0, 5)}-${code.slice(5)}`
  })
}

export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
