import { rememberedByWord } from './remembered-words'

/** What a translation keeps of a text's words. All folded to lower case. */
export type StatedNames = {
  /** `logto.io`, `status.auth0.com`. */
  domains: Set<string>
  /** Acronyms, code names, versions, paths: `jwks`, `api-worker`, `v3.4.0`, `/api/v1`. */
  identifiers: Set<string>
  /** Words that may be proper names; in German also plain nouns, so only what two texts share means something. */
  names: Set<string>
}

/** Latin only: what stands in another script is part of the language and not of the fact. */
const CHUNK = /\/?[A-Za-z0-9][A-Za-z0-9._/:@*+-]*[A-Za-z0-9]/g
const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z]{2,24}$/
const FILE = /\.(?:md|txt|json|ya?ml|ts|js|py|go|rs|java|html?|png|jpe?g|svg|sh|sql|log|conf)$/
/** Capitals that every text has. */
const COMMON = new Set(
  'am pm utc gmt ok id faq ceo cto rca sev pst pdt mst mdt cst cdt est edt cet cest msk a i'.split(' '),
)

function isIdentifier(word: string): boolean {
  if (/^\d+(?:[.,:/-]\d+)*$/.test(word)) return false
  return (
    /^[A-Z][A-Z0-9]+s?$/.test(word) ||
    /[a-z][A-Z]/.test(word) ||
    /[_/@]/.test(word) ||
    (/\d/.test(word) && /[A-Za-z]/.test(word) && !/^\d+(?:st|nd|rd|th|h|m|s|ms|min|x|k|mb|gb|tb|am|pm)$/i.test(word))
  )
}

/** `JWKS-Cache` is a compound of two words; `api-worker` and `us-east-1` are one name. */
function partsOf(chunk: string): string[] {
  if (!chunk.includes('-') || /^[a-z0-9./_:-]+$/.test(chunk)) return [chunk]
  return chunk.split('-').filter(Boolean)
}

const LOWER_CASE = /^[a-z]+$/
const LETTER = /\p{L}/u

/** Collects domains, identifiers and possible names of a text. */
export function findStatedNames(text: string): StatedNames {
  const found: StatedNames = { domains: new Set(), identifiers: new Set(), names: new Set() }
  const foreign = isForeign(text)
  for (const match of text.matchAll(CHUNK)) {
    const [whole] = match
    // Nearly all of a text, and no fact.
    if (!foreign && LOWER_CASE.test(whole)) continue
    // Where secrets were (lib/import/secret-marks.ts): two texts with a password are not about one incident.
    if (whole.includes('MASKED_')) continue
    const host = hostOf(whole)
    if (host !== null) {
      found.domains.add(host)
      continue
    }
    // Letters of another alphabet or an umlaut right beside it: a piece of a word, not a word.
    if (LETTER.test(text[match.index - 1] ?? '')) continue
    for (const part of partsOf(whole)) addWord(found, part, foreign, () => startsSentence(text, match.index))
  }
  return found
}

/** The host that an address or a name with dots gives; null when it is none. */
function hostOf(chunk: string): string | null {
  if (!chunk.includes('.')) return null
  const host = chunk
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '')
    .toLowerCase()
  return host.includes('.') && DOMAIN.test(host) && !FILE.test(host) ? host : null
}

/** Whether most letters are of another alphabet than the Latin one. Nearly all characters are plain ones, counted without a search. */
function isForeign(text: string): boolean {
  let latin = 0
  let rest = ''
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 127) rest += text[at] ?? ''
    else if ((code | 32) >= 97 && (code | 32) <= 122) latin++
  }
  if (rest === '') return false
  latin += rest.match(/\p{Script=Latin}/gu)?.length ?? 0
  return (rest.match(/[^\p{Script=Latin}\P{L}]/gu)?.length ?? 0) > latin
}

type Kind = 'identifier' | 'name' | 'none'

/** What a word is. Remembered: the same words come again and again, in all documents of an import. */
const kindOf = rememberedByWord((word): Kind => {
  const isName = /^[A-Za-z]+$/.test(word) && word.length > 2
  return isIdentifier(word) ? 'identifier' : isName ? 'name' : 'none'
})

function addWord(found: StatedNames, word: string, foreign: boolean, first: () => boolean): void {
  const kind = kindOf(word)
  if (kind === 'none' || word.length < 2) return
  const folded = word.toLowerCase()
  if (COMMON.has(folded)) return
  if (kind === 'identifier') found.identifiers.add(folded.replace(/^v(?=\d)/, ''))
  else if (foreign || (!found.names.has(folded) && /^[A-Z]/.test(word) && !first())) found.names.add(folded)
}

function startsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 6), at)
  return at === 0 || /(?:[.!?:]\s+|\n\s*(?:[-*•#>]+\s*)?)["'(*_`]*$/.test(before)
}

const UNITS: [RegExp, string, number][] = [
  [/^(?:s|sec|secs|seconds?|sekunden?|sek|с|сек\p{L}*|секунд\p{L}*)$/u, 'min', 1 / 60],
  [/^(?:m|min|mins|minutes?|minuten?|мин\p{L}*)$/u, 'min', 1],
  [/^(?:h|hrs?|hours?|stunden?|std|ч|час\p{L}*)$/u, 'min', 60],
  [/^(?:d|days?|tage?n?|дн\p{L}*|день|сут\p{L}*)$/u, 'min', 1440],
  [/^(?:%|percent|prozent|процент\p{L}*)$/u, '%', 1],
  [/^(?:ms|millis\p{L}*|мс)$/u, 'ms', 1],
  [/^(?:kb|кб)$/u, 'mb', 1 / 1024],
  [/^(?:mb|мб)$/u, 'mb', 1],
  [/^(?:gb|гб)$/u, 'mb', 1024],
  [/^(?:tb|тб)$/u, 'mb', 1024 * 1024],
]
const MEASURE = /(?=\d)(?<![\d.,:])(\d{1,9}(?:[.,]\d{1,3})?)\s?(%|\p{L}{1,12})/gu

/** Numbers with a unit in one notation: "2 hours", "120 Minuten" and "120 мин" are all `120min`. */
export function findStatedMeasures(text: string): Set<string> {
  const measures = new Set<string>()
  for (const [, digits, unit] of text.matchAll(MEASURE)) {
    const known = UNITS.find(([words]) => words.test((unit ?? '').toLowerCase()))
    if (!known) continue
    const value = Number((digits ?? '').replace(',', '.')) * known[2]
    measures.add(`${Math.round(value * 1000) / 1000}${known[1]}`)
  }
  return measures
}
