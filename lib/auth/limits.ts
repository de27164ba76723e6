import { env } from '@/lib/env'
import { type Allowance, SharedLimit } from './allowance'

/** What is limited: requests of a token or person, of an address, refused tokens of an address, sign-in links asked for. */
export type Limited = 'caller' | 'address' | 'refused' | 'sign-in' | 'sign-in-mail'

const MINUTE = 60
const QUARTER = 15 * MINUTE
/** Sign-in links that one mailbox gets in a quarter of an hour, whoever asks for them. */
const MAILS = 5

const kept = globalThis as typeof globalThis & { hindsightLimits?: Partial<Record<Limited, SharedLimit>> }

function makeLimit(name: Limited): SharedLimit {
  const { RATE_LIMIT_TOKEN, RATE_LIMIT_ADDRESS, RATE_LIMIT_REFUSED, RATE_LIMIT_SIGN_IN } = env()
  const limits = {
    caller: { requests: RATE_LIMIT_TOKEN, seconds: MINUTE },
    address: { requests: RATE_LIMIT_ADDRESS, seconds: MINUTE },
    refused: { requests: RATE_LIMIT_REFUSED, seconds: MINUTE },
    'sign-in': { requests: RATE_LIMIT_SIGN_IN, seconds: QUARTER },
    'sign-in-mail': { requests: Math.min(MAILS, RATE_LIMIT_SIGN_IN), seconds: QUARTER },
  }
  return new SharedLimit({ name, ...limits[name] })
}

/** Counts one request of a caller; null where there is no such limit. All processes count together. */
export async function takeAllowance(name: Limited, caller: string): Promise<Allowance | null> {
  const limits = (kept.hindsightLimits ??= {})
  const shared = (limits[name] ??= makeLimit(name))
  return shared.limit.requests === 0 ? null : shared.take(caller)
}
