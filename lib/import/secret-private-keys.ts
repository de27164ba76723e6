import { isPlaceholder } from './secret-looks'
import type { Candidate } from './secret-tokens'

const BEGIN = /-{2,5} ?BEGIN ((?:[A-Z0-9]+ ){0,4})PRIVATE KEY(?: BLOCK)? ?-{2,5}/g
const MAX_KEY = 30_000
const LINES = /[A-Za-z0-9+/=]{8,}/g

/** The private half of a key in PuTTY's form, whose public half stands before it. */
const PUTTY = /\bPrivate-Lines: ?\d{1,4}\s{1,4}((?:[ \t>+|]{0,20}[A-Za-z0-9+/]{4,80}={0,2}(?:\s{1,4}|$)){1,400})/g

function findPutty(text: string): Candidate[] {
  return [...text.matchAll(PUTTY)].flatMap(({ 0: whole, 1: lines = '', index }) => {
    const body = lines.trimEnd()
    const start = index + whole.length - lines.length
    return isPlaceholder(body) ? [] : [{ kind: 'Private key', start, end: start + body.length }]
  })
}

/** Private keys between their first and last line; one that is cut off ends with its last line of base64. */
export function findPrivateKeys(text: string): Candidate[] {
  const openings = [...text.matchAll(BEGIN)]
  const keys = openings.flatMap(({ 0: opening, index }, place) => {
    const bodyStart = index + opening.length
    // No further than where the next one begins: else each is looked for in all that come after it.
    const rest = text.slice(bodyStart, Math.min(bodyStart + MAX_KEY, openings[place + 1]?.index ?? Infinity))
    const closing = /-{2,5} ?END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)? ?-{2,5}/.exec(rest)
    const body = closing
      ? rest.slice(0, closing.index)
      : (/^(?:[\s>|\\]*[A-Za-z0-9+/=]{16,}){1,400}/.exec(rest)?.[0] ?? '')
    const runs = [...body.matchAll(LINES)]
    if (runs.every(({ 0: run }) => isPlaceholder(run) || run.length < 16)) return []
    // A key in pieces, each in quotes of its own: the quotes stay.
    if (/["'`]/.test(body)) {
      return runs
        .filter(({ 0: run }) => run.length >= 16)
        .map(({ 0: run, index: at }) => ({
          kind: 'Private key',
          start: bodyStart + at,
          end: bodyStart + at + run.length,
        }))
    }
    const end = closing ? bodyStart + closing.index + closing[0].length : bodyStart + body.length
    return [{ kind: 'Private key', start: index, end }]
  })
  return [...keys, ...findPutty(text)]
}
