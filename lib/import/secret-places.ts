import { findAssigned } from './secret-assignments'
import { isPlaceholder, isRandom } from './secret-looks'
import { PLACES } from './secret-place-rules'
import { findPrivateKeys } from './secret-private-keys'
import type { Candidate } from './secret-tokens'

/** Secrets that their place tells of: what stands before them, and how they look. */
export function findPlaces(text: string): Candidate[] {
  return [
    ...findPrivateKeys(text),
    ...findPlaced(text),
    ...findAssigned(text),
    ...findCookies(text),
    ...findManifestData(text),
  ]
}

function findPlaced(text: string): Candidate[] {
  const small = text.toLowerCase()
  return PLACES.filter(({ near }) => near.some((word) => small.includes(word))).flatMap(({ kind, pattern, looks }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      // A quote ends every value: behind it the next string of a JSON text may follow.
      const value = (match.at(-1) ?? '').replace(/".*$/s, '').replace(/[.,;:!?)\]}]+$/, '')
      if (value === '' || !looks(value)) return []
      const start = match.index + match[0].lastIndexOf(match.at(-1) ?? '')
      return [{ kind, start, end: start + value.length }]
    }),
  )
}

const COOKIES = /\b(?:set-)?cookie["'`]?\s{0,3}[:=]\s{0,3}["'`]?([^\n"'`]{4,4000})/gi
const COOKIE = /([\w.!#$%&*+^|~-]{1,80})=([\w%.+/=:~!-]{8,4000})/g
const COOKIE_NAME = /sess|sid|auth|token|jwt|csrf|xsrf|remember|login|secret|__host|__secure/i

function findCookies(text: string): Candidate[] {
  return [...text.matchAll(COOKIES)].flatMap((header) => {
    const values = header[1] ?? ''
    const base = header.index + header[0].length - values.length
    return [...values.matchAll(COOKIE)].flatMap(({ 1: name = '', 2: value = '', index }) => {
      if (isPlaceholder(value) || !(COOKIE_NAME.test(name) || (value.length >= 20 && isRandom(value)))) return []
      const start = base + index + name.length + 1
      return [{ kind: 'Session cookie', start, end: start + value.length }]
    })
  })
}

const MANIFEST = /\bkind["']?:\s{0,3}["']?Secret\b/
/** Also quoted, and in a difference. */
const DATA = /^([ \t>+-]{0,20})(?:data|stringData):[ \t]*\r?\n((?:\1[ \t]+[^\n]*(?:\n|$)){1,200})/gm
const ENTRY = /^[ \t>+-]+[\w.-]+:[ \t]*["']?([^\s"'#|>][^\s"'#]{3,20000})/gm

/** What a Kubernetes secret holds, whatever its keys are called. */
function findManifestData(text: string): Candidate[] {
  if (!MANIFEST.test(text)) return []
  return [...text.matchAll(DATA)].flatMap((block) => {
    const entries = block[2] ?? ''
    const base = block.index + block[0].length - entries.length
    return [...entries.matchAll(ENTRY)].flatMap(({ 0: whole, 1: value = '', index }) => {
      const start = base + index + whole.length - value.length
      // Certificates are public.
      return isPlaceholder(value) || value.startsWith('LS0tLS1CRUdJTiBDRVJU')
        ? []
        : [{ kind: 'Secret', start, end: start + value.length }]
    })
  })
}
