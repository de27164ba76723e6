import { createHash } from 'node:crypto'

/**
 * The form in which tokens and one-time links are stored and looked up: SHA-256 in lower-case hex.
 * A fast hash is right here: the secrets are random and long, so there is nothing to guess.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
