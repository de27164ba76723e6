import { findPlaces } from './secret-places'
import { findTokens, type Candidate } from './secret-tokens'

/** A run of base64, of either alphabet, that is long enough to hold a key. */
const RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,20000}={0,2}(?![A-Za-z0-9+/_=-])/g
/** Base64 of a text has both cases and digits early on; hexadecimal numbers, paths and names have not. */
const MIXED = /^(?=[^a-z]{0,40}[a-z])(?=[^A-Z]{0,40}[A-Z])/
const TEXT = new TextDecoder('utf-8', { fatal: true })

/** What somebody has packed as base64 with a secret in it, as settings and variables are: all of it. */
export function findEncoded(text: string): Candidate[] {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    const inner = MIXED.test(run) ? decoded(run) : null
    const [found] = inner === null ? [] : [...findTokens(inner), ...findPlaces(inner)]
    return found ? [{ kind: found.kind, start: index, end: index + run.length }] : []
  })
}

/** The text that a run stands for; null when it is none. */
function decoded(run: string): string | null {
  try {
    const text = TEXT.decode(Buffer.from(run, 'base64'))
    // Control characters stand in no settings.
    return /\p{Cc}/u.test(text.replaceAll(/[\n\r\t]/g, '')) ? null : text
  } catch {
    return null
  }
}
