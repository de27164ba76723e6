/** Part of a credential's life that is left when people are told of its end. */
const LEFT_WHEN_TOLD = 0.2

export type CredentialLife = 'lasting' | 'good' | 'ending' | 'ended'

/**
 * How near the end of a credential is: `ending` when a fifth of its life or less is left.
 * Takes the instants from which its end was known and at which it ends; without an end it is `lasting`.
 */
export function credentialLife(from: Date, until: Date | null, now: Date): CredentialLife {
  if (until === null) return 'lasting'
  const left = until.getTime() - now.getTime()
  if (left <= 0) return 'ended'
  const whole = until.getTime() - from.getTime()
  return left <= whole * LEFT_WHEN_TOLD ? 'ending' : 'good'
}
