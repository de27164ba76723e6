import { ErrorCode } from '@slack/web-api'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'

const FaultSchema = z.object({
  code: z.string(),
  data: z.object({ error: z.string() }).optional(),
  retryAfter: z.number().optional(),
  original: z.unknown().optional(),
})

/** Why a call of Slack's API failed. `refused`: Slack has answered and says no, with its own word for why. */
export type SlackFault =
  | { kind: 'refused'; reason: string }
  | { kind: 'wait'; seconds: number }
  /** Nobody was reached, so nothing was done. */
  | { kind: 'unreached' }
  /** Anything else: whether it was done is not known. */
  | { kind: 'unknown' }

/** Errors of a connection that never came to be. */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
/** Refusals after which Slack itself does not know whether it was done. */
const HALF_DONE = new Set(['fatal_error', 'internal_error', 'service_unavailable', 'request_timeout'])

/** Reads what the client throws. */
export function readFault(error: unknown): SlackFault {
  const fault = FaultSchema.safeParse(error).data
  if (!fault) return { kind: 'unknown' }
  if (fault.code === String(ErrorCode.RateLimitedError)) return { kind: 'wait', seconds: fault.retryAfter ?? 60 }
  if (fault.code === String(ErrorCode.PlatformError)) {
    const reason = fault.data?.error ?? 'unknown'
    if (reason === 'ratelimited') return { kind: 'wait', seconds: 60 }
    return HALF_DONE.has(reason) ? { kind: 'unknown' } : { kind: 'refused', reason }
  }
  return causesOf(fault.original).some((code) => UNREACHED.has(code)) ? { kind: 'unreached' } : { kind: 'unknown' }
}

const CauseSchema = z.object({ code: z.string().optional(), cause: z.unknown().optional() })

/** Codes of an error and of what it was caused by. */
function causesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let next: unknown = error, depth = 0; depth < 4; depth++) {
    const found = CauseSchema.safeParse(next).data
    if (!found) break
    if (found.code !== undefined) codes.push(found.code)
    next = found.cause
  }
  return codes
}

const TOKEN_FAULTS = new Set(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed'])
const CHANNEL_FAULTS = new Set(['channel_not_found', 'not_in_channel'])

/** What a refusal means to people, and what they can do. */
export function wordsOfRefusal(reason: string): string {
  const said = reason.replaceAll('_', ' ')
  if (TOKEN_FAULTS.has(reason)) {
    return sentence`Slack refuses the app's token (${said}). Install the app again and set SLACK_BOT_TOKEN.`
  }
  if (CHANNEL_FAULTS.has(reason))
    return sentence`Hindsight is not in this channel (${said}). Type /invite @hindsight there.`
  if (reason === 'is_archived') return sentence`This channel is archived.`
  if (reason === 'missing_scope')
    return sentence`The app lacks a right. Update it from docs/slack-app.yaml and install it again.`
  return sentence`Slack refuses: ${said}.`
}

/** What the client throws as an error that people can act on; an unknown one as it is. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const fault = readFault(error)
  if (fault.kind === 'refused') return new AppError('unsupported', wordsOfRefusal(fault.reason))
  return FaultSchema.safeParse(error).success
    ? new AppError('unavailable', 'Slack did not answer. Try again in a minute.')
    : error
}
