/** An account as it is kept; nothing of it leaves this room as it is. */
export const COLUMNS = `id, username, name, privileged, must_change as "mustChange", password_hash as "passwordHash", totp_secret as "totpSecret",
  totp_confirmed_at as "totpConfirmedAt", totp_last_step as "totpLastStep", failed, locked_until as "lockedUntil", disabled_at as "disabledAt"`

export interface Row {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly privileged: boolean
  readonly mustChange: boolean
  readonly passwordHash: string
  readonly totpSecret: string | null
  readonly totpConfirmedAt: string | null
  readonly totpLastStep: number | null
  readonly failed: number
  readonly lockedUntil: string | null
  readonly disabledAt: string | null
}
