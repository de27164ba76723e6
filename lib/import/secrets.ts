import type { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { decodeSource } from './decode'
import { findEncoded } from './secret-encoded'
import { findMarks, hasMark, SecretMarks, type SecretFinding } from './secret-marks'
import { findPlaces } from './secret-places'
import { readAddress, readPlain, type PlainText } from './secret-plain'
import { findTokens, type Candidate } from './secret-tokens'

export type MaskedText = { text: string; findings: SecretFinding[] }

/** Masking changes what stands around what is left: so often is looked again until nothing is found. */
const ROUNDS = 4

/**
 * Replaces each secret in a text by a mark that names its kind: `MASKED_GITHUB_TOKEN_1`; the same secret has the same mark
 * throughout. `findings`: all marks of the text that is given back, those included that it came with. A text without secrets is given back as it is.
 * Masking what is masked changes nothing.
 */
export function maskSecrets(text: string): MaskedText {
  let masked = text
  const marks = new SecretMarks(text)
  for (let round = 0; round < ROUNDS; round++) {
    const next = maskOnce(maskOnce(masked, marks, readPlain), marks, readAddress)
    if (next === masked) break
    masked = next
  }
  return { text: masked, findings: findMarks(masked) }
}

function maskOnce(text: string, marks: SecretMarks, read: (text: string) => PlainText | null): string {
  const plain = read(text)
  if (!plain) return text
  const tokens = findTokens(plain.text)
  const found = joinOverlapping([...tokens, ...findPlaces(plain.text), ...findEncoded(plain.text)], plain.text)
  if (found.length === 0) return text
  let masked = ''
  let from = 0
  for (const { start, end, kind } of joinOverlapping([...found, ...findRepeated(plain.text, found)], plain.text)) {
    const [originalStart, originalEnd] = plain.originalRange(start, end)
    masked += text.slice(from, originalStart) + marks.of(kind, plain.text.slice(start, end))
    from = originalEnd
  }
  return masked + text.slice(from)
}

/** In the order of the text, what overlaps as one, of the kind that was found first. What is masked already is left out. */
function joinOverlapping(candidates: readonly Candidate[], text: string): Candidate[] {
  const joined: Candidate[] = []
  const ranked = candidates
    .map((candidate, rank) => ({ candidate, rank }))
    .toSorted((a, b) => a.candidate.start - b.candidate.start || a.rank - b.rank)
  let rank = 0
  for (const { candidate, rank: own } of ranked) {
    if (hasMark(text.slice(candidate.start, candidate.end))) continue
    const last = joined.at(-1)
    if (!last || candidate.start >= last.end) {
      joined.push({ ...candidate })
      rank = own
      continue
    }
    last.end = Math.max(last.end, candidate.end)
    if (own < rank) last.kind = candidate.kind
    rank = Math.min(rank, own)
  }
  return joined
}

/** Shorter ones may be words that stand elsewhere for something else. */
const TELLING = 6
const ALWAYS = 12

/** More different ones than this are looked for as whole words only: each search reads the text once. */
const SEARCHED = 200
const WORD = /[^\s"'`,;|<>()[\]{}=&]{6,}/g

/** The same secrets elsewhere in the text, as in the output of the command that had them. */
function findRepeated(text: string, found: readonly Candidate[]): Candidate[] {
  const all = new Map(found.map(({ start, end, kind }) => [text.slice(start, end), kind]))
  const secrets = [...all].filter(
    ([secret]) => secret.length >= TELLING && /[^A-Za-z]/.test(secret) && !/^\d+$/.test(secret),
  )
  if (secrets.length > SEARCHED) return findWords(text, new Map(secrets))
  return secrets.flatMap(([secret, kind]) => {
    const places: Candidate[] = []
    for (let start = text.indexOf(secret); start >= 0; start = text.indexOf(secret, start + secret.length)) {
      const end = start + secret.length
      const isWhole = !/\w/.test(text.charAt(start - 1)) && !/\w/.test(text.charAt(end))
      if (isWhole || secret.length >= ALWAYS) places.push({ kind, start, end })
    }
    return places
  })
}

function findWords(text: string, secrets: ReadonlyMap<string, string>): Candidate[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
    const kind = secrets.get(word)
    return kind === undefined ? [] : [{ kind, start: index, end: index + word.length }]
  })
}

/** The bytes of a text with its secrets masked, in UTF-8 then; those without a secret, and those of no text, as they are. */
export function maskBytes(bytes: Uint8Array): Uint8Array {
  try {
    const { text } = decodeSource(bytes)
    const masked = maskSecrets(text).text
    return masked === text ? bytes : new TextEncoder().encode(masked)
  } catch (error) {
    if (error instanceof AppError) return bytes
    throw error
  }
}

/** What a person typed into a form, JSON-like, with the secrets in its strings masked; to be parsed by the form's schema. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return maskSecrets(value).text
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, unknown] => [key, withoutSecrets(inner)]),
  )
}

/**
 * What somebody has posted, as its schema says and without secrets. Parsed before anything of it is masked, as only then it has an end, and again
 * afterwards. Throws what the schema throws.
 */
export function parseWithoutSecrets<T extends z.ZodType>(schema: T, posted: unknown): z.infer<T> {
  return schema.parse(withoutSecrets(schema.parse(posted)))
}
