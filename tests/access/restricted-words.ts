/** Words of the restricted incident and of the open one beside it, and how the former are found in an answer. */
export const PATTERN = {
  slug: 'stale-keys',
  title: 'Stale keys',
  family: 'credential lifecycle',
  mechanism: 'A cache outlives the key it holds.',
  body: '',
  cues: { en: ['jwks + cache', 'key rotation'] },
  questions: ['Which caches hold the key?'],
  controls: [],
}
/** What both accounts say, so that each is found by what the other is. */
export const SHARED_TEXT = 'The edge kept a stale JWKS cache after the key rotation'

export const OPEN = {
  incident: 'open-login-outage',
  skill: 'open-key-refresh',
  item: 'Flush caches before rotating',
  person: 'openperson',
} as const
export const CLOSED = {
  incident: 'zqxslug-outage',
  skill: 'zqxskill-slug',
  /** Accepted before the incident was restricted: a runbook drafted of it, and an account of another one that was proposed about it. */
  drafted: 'zqxdrafted-runbook',
  taken: 'zqxtaken-outage',
  person: 'zqxperson',
  company: 'zqxcompany',
  pattern: PATTERN.slug,
} as const

/** A word of a restricted thing in an answer: `zqxasked` stands in each of them, to be asked for. */
const CANARY = /zqx(?!asked)[a-z]{3,}|ZQX[A-Z]{3,}/g
/** What is on every page that tells something of the restricted incident, for whom it must not. */
export const canariesIn = (text: string) => [...new Set(text.match(CANARY))]
/** Found in all that is restricted by whoever may read it. */
export const ASKED = 'zqxasked'
