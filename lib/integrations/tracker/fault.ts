import { sentence } from '@/lib/schema/sentence'
/** Why a call of a tracker failed, and so what is to be done. */
export type FaultKind =
  /** It asks to be left alone until then. */
  | { kind: 'wait'; until: Date }
  /** It did not answer, or with a failure of its own: whether it was done is not known. */
  | { kind: 'away' }
  /** The issue or the project is not there. */
  | { kind: 'gone' }
  /** It has answered and says no: asking again changes nothing. */
  | { kind: 'refused' }

/** A failed call of a tracker; `message` is for people and holds nothing of the request. */
export class TrackerFault extends Error {
  readonly fault: FaultKind
  constructor(fault: FaultKind, message: string) {
    super(message)
    this.name = 'TrackerFault'
    this.fault = fault
  }
}

/** How long a tracker is left alone that does not say for how long, in milliseconds. */
export const UNSAID_PAUSE = 60_000

type Headers = { get: (name: string) => string | null | undefined }

/** An instant that a header gives as seconds or milliseconds since 1970, or as a date; null without one. */
function readInstant(text: string | null | undefined): Date | null {
  const value = text?.trim() ?? ''
  if (value === '') return null
  const number = /^\d{1,15}$/.test(value) ? Number(value) * (value.length > 11 ? 1 : 1000) : Date.parse(value)
  return Number.isNaN(number) ? null : new Date(number)
}

/**
 * When a tracker wants to be called again: `Retry-After` in seconds or as a date, else the reset of a limit of which nothing is left; null when it
 * says neither. Names as GitHub, Atlassian (an ISO date) and Linear (milliseconds) write them.
 */
export function readPause(headers: Headers, now: Date): Date | null {
  const after = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(after)) return new Date(now.getTime() + Number(after) * 1000)
  const date = readInstant(after)
  if (date) return date
  for (const limit of ['x-ratelimit', 'x-ratelimit-requests', 'x-ratelimit-complexity']) {
    if (Number(headers.get(`${limit}-remaining`) ?? '1') > 0) continue
    const reset = readInstant(headers.get(`${limit}-reset`))
    if (reset) return reset
  }
  return null
}

/** What is wrong by the status of an answer; `said` are the tracker's own words, without control characters. */
export function faultOfStatus(tracker: string, status: number, said: string, pause: Date | null): TrackerFault {
  const words = said
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300)
  if (status === 429 || pause) {
    const until = pause ?? new Date(Date.now() + UNSAID_PAUSE)
    return new TrackerFault({ kind: 'wait', until }, sentence`${tracker} asks to be left alone for a while.`)
  }
  if (status === 401) {
    const message =
      words === ''
        ? sentence`${tracker} refuses the token. Set a new one and try again.`
        : sentence`${tracker} refuses the token: ${words} Set a new one and try again.`
    return new TrackerFault({ kind: 'refused' }, message)
  }
  if (status === 403) {
    const message =
      words === ''
        ? sentence`${tracker} does not let the token do this.`
        : sentence`${tracker} does not let the token do this: ${words}`
    return new TrackerFault({ kind: 'refused' }, message)
  }
  if (status === 404 || status === 410)
    return new TrackerFault({ kind: 'gone' }, sentence`${tracker} does not have this (any more).`)
  if (status >= 500 || status === 408)
    return new TrackerFault({ kind: 'away' }, sentence`${tracker} answered ${status}.`)
  const message = words === '' ? sentence`${tracker} refuses this.` : sentence`${tracker} refuses this: ${words}`
  return new TrackerFault({ kind: 'refused' }, message)
}

/** A tracker that could not be reached, or did not answer in time. */
export const unanswered = (tracker: string): TrackerFault =>
  new TrackerFault({ kind: 'away' }, sentence`${tracker} did not answer.`)

/** An answer that is none of those that this tracker gives; nothing of it is told. */
export const notUnderstood = (tracker: string): TrackerFault =>
  new TrackerFault({ kind: 'refused' }, sentence`${tracker} answered something that is not understood.`)

/** The fault that a client has wrapped into errors of its own; null when there is none within. */
export function faultWithin(error: unknown): TrackerFault | null {
  let within = error
  for (let depth = 0; depth < 5 && within instanceof Error; depth++) {
    if (within instanceof TrackerFault) return within
    within = within.cause
  }
  return null
}
