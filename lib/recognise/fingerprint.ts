import type { DocumentDraft } from '@/lib/schema/draft'
import { findStatedClocks, findStatedDates } from './stated-dates'
import { findStatedMeasures, findStatedNames } from './stated-names'
import { foldWord, tokensOf, type Token } from './tokens'

/** What a document says apart from its language. */
export type Fingerprint = {
  /** Instants to the minute, `2026-01-09T00:35Z`. */
  instants: Set<string>
  /** Days of those instants; empty when no time is known. */
  days: Set<string>
  /** Every date it states, those of its fields included. */
  dates: Set<string>
  clocks: Set<string>
  domains: Set<string>
  identifiers: Set<string>
  measures: Set<string>
  names: Set<string>
  /** Lengths of its lists: `timeline:5`. */
  shape: Map<string, number>
}

const MINUTE = 16

/** A document is compared with several others in a row. Drafts are never changed in place, so this cannot go stale. */
const readAlready = new WeakMap<DocumentDraft, Fingerprint>()

/** Reads the fingerprint of a document from its fields and its text; once for each draft. */
export function readFingerprint(doc: DocumentDraft): Fingerprint {
  const known = readAlready.get(doc)
  if (known) return known
  const fingerprint = makeFingerprint(doc)
  readAlready.set(doc, fingerprint)
  return fingerprint
}

function makeFingerprint(doc: DocumentDraft): Fingerprint {
  const { incident } = doc
  const text = `${doc.title}\n\n${doc.body}`
  const stamps = [
    ...(incident?.timeline.filter((entry) => entry.precision !== 'day').map((entry) => entry.at) ?? []),
    ...(incident?.statusUpdates.map((update) => update.at) ?? []),
    ...(incident?.windows.flatMap((window) => [
      window.startedAt,
      window.detectedAt,
      window.declaredAt,
      window.mitigatedAt,
      window.resolvedAt,
    ]) ?? []),
  ].filter((at) => at !== null)
  const dates = findStatedDates(text)
  if (incident?.reportedOn) dates.add(incident.reportedOn)
  const measures = findStatedMeasures(text)
  if (incident?.statedDuration) measures.add(`${incident.statedDuration.minutes}min`)
  return {
    instants: new Set(stamps.map((at) => `${at.slice(0, MINUTE)}Z`)),
    days: new Set(stamps.map((at) => at.slice(0, 10))),
    dates,
    clocks: findStatedClocks(text),
    measures,
    ...findStatedNames(text),
    shape: shapeOf(doc),
  }
}

function shapeOf(doc: DocumentDraft): Map<string, number> {
  const { incident, skill } = doc
  const lists = {
    windows: incident?.windows.length,
    timeline: incident?.timeline.length,
    updates: incident?.statusUpdates.length,
    causes: incident?.causes.length,
    actions: incident?.actionItems.length ?? skill?.actionItems.length,
    customer: incident?.customerActions.length,
    symptoms: skill?.symptoms.length,
    diagnosis: skill?.diagnosis.length,
    resolution: skill?.resolution.length,
  }
  return new Map(Object.entries(lists).filter((entry): entry is [string, number] => (entry[1] ?? 0) > 0))
}

const SHINGLE = 6
const COPY_KEYS = 6

/** Some of the word sequences of a text, chosen by their hash: copies of it in the same language choose the same ones. */
function copyKeys(body: string): string[] {
  const words = tokensOf(body)
  const chosen: number[] = []
  for (let i = 0; i + SHINGLE <= words.length; i++) keepSmallest(chosen, hashOfWords(words, i))
  return chosen.map((value) => `copy:${value.toString(36)}`)
}

/** Keeps the smallest `COPY_KEYS` different numbers, in order. */
function keepSmallest(chosen: number[], value: number): void {
  if (chosen.length === COPY_KEYS && value >= (chosen[COPY_KEYS - 1] ?? 0)) return
  const place = chosen.findIndex((known) => known >= value)
  if (chosen[place] === value) return
  chosen.splice(place < 0 ? chosen.length : place, 0, value)
  if (chosen.length > COPY_KEYS) chosen.pop()
}

const SPACE = ' '.charCodeAt(0)

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), of a row of words with spaces between them. */
function hashOfWords(words: readonly Token[], first: number): number {
  let value = 0x811c9dc5
  for (let i = first; i < first + SHINGLE; i++) {
    if (i > first) value = Math.imul(value ^ SPACE, 0x01000193)
    const word = words[i]?.word ?? ''
    for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}

/**
 * Keys by which editions of one incident find each other whatever their language: instants, then identifiers, domains, dates,
 * measures, names and the times of day, the most telling kinds first. Stored with the document and looked up by overlap.
 */
export function fingerprintOf(doc: DocumentDraft): string[] {
  const known = keyedAlready.get(doc)
  if (known) return known
  const keys = makeKeys(doc)
  keyedAlready.set(doc, keys)
  return keys
}

const keyedAlready = new WeakMap<DocumentDraft, string[]>()

/** Keeps the keys that `fingerprintOf` has given for a copy of this draft. */
export function keepFingerprint(doc: DocumentDraft, keys: string[]): void {
  keyedAlready.set(doc, keys)
}

function makeKeys(doc: DocumentDraft): string[] {
  const print = readFingerprint(doc)
  const keyed = (kind: string, values: Iterable<string>) => [...values].toSorted().map((value) => `${kind}:${value}`)
  // German writes every noun with a capital: as keys they would only be noise.
  const names = doc.lang === 'de' ? [] : print.names
  return [
    ...keyed('at', print.instants).slice(0, 24),
    ...copyKeys(doc.body),
    ...keyed('domain', print.domains).slice(0, 12),
    ...keyed('id', print.identifiers).slice(0, 40),
    ...keyed('date', print.dates).slice(0, 12),
    ...keyed('measure', print.measures).slice(0, 12),
    ...keyed('name', names).slice(0, 24),
    ...keyed('clock', print.clocks).slice(0, 24),
    ...keyed('author', doc.authors.map(foldWord)),
  ]
}
