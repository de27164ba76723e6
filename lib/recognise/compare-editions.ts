import { jaccard } from '@/lib/domain/text-likeness'
import type { DocumentDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { type Fingerprint, readFingerprint } from './fingerprint'
import { tokensOf } from './tokens'

export type EditionComparison = {
  /** 0 to 1. */
  score: number
  /** So clear that the two may be taken for one incident without asking. */
  decisive: boolean
  /** Their dates exclude each other. */
  conflicting: boolean
  reasons: string[]
}

const WEIGHT = {
  instants: 5,
  clocks: 3,
  dates: 2,
  domains: 1.5,
  identifiers: 2,
  measures: 1,
  names: 1.5,
  shape: 1,
  text: 4,
}
/** With less to compare than this, the score is scaled down. */
const ENOUGH = 6
const DECISIVE = 0.85
/** Times that must agree before a timeline proves anything, and the share of the shorter timeline. */
const EQUAL_TIMES = 3
const EQUAL_SHARE = 0.8
/** Two texts of one language that are copies of each other, and how long they must be to say so. */
const COPY = 0.9
const COPY_WORDS = 40
/** In one language an equal timeline under another text is another report (of another component), not an edition. */
const RELATED_TEXT = 0.5
/** Some name must be shared too: two companies may have had trouble at the same minutes. */
const ANCHOR = 0.3
const DAY_MS = 86_400_000
/** Zones move a date by a day. */
const SAME_DAYS = 1
/** A report is dated days or weeks after what it reports. */
const REPORT_DAYS = 45
const CONFLICT_SCALE = 0.3

/** What two documents have in common, by the kind of facts. */
const SAME = {
  dates: (shared: string) => sentence`Same dates: ${shared}`,
  domains: (shared: string) => sentence`Same domains: ${shared}`,
  identifiers: (shared: string) => sentence`Same identifiers: ${shared}`,
  measures: (shared: string) => sentence`Same measures: ${shared}`,
}

/**
 * Compares two documents as possible editions of one incident (the same account in another language, or a copy).
 * Symmetric. Kinds of facts that both have are weighed; equal timelines raise the score, dates that exclude each other forbid it.
 */
export function compareEditions(a: DocumentDraft, b: DocumentDraft): EditionComparison {
  const one = readFingerprint(a)
  const two = readFingerprint(b)
  const reasons: string[] = []
  const parts: { weight: number; likeness: number }[] = []
  const times = compareTimes(one, two, reasons)
  if (times) parts.push(times)
  for (const kind of ['dates', 'domains', 'identifiers', 'measures', 'names'] as const) {
    const likeness = overlap(one[kind], two[kind])
    if (likeness === null) continue
    parts.push({ weight: WEIGHT[kind], likeness })
    const shared = [...one[kind]].filter((value) => two[kind].has(value)).toSorted()
    if (shared.length > 0 && kind !== 'names') reasons.push(SAME[kind](shared.slice(0, 6).map(showFact).join(', ')))
  }
  const shape = compareShape(one.shape, two.shape)
  if (shape !== null) parts.push({ weight: WEIGHT.shape, likeness: shape })
  const text = a.lang === b.lang ? compareText(a, b) : null
  if (text) {
    parts.push({ weight: WEIGHT.text, likeness: text.likeness })
    if (text.likeness >= RELATED_TEXT) reasons.push(sentence`Similar text (${Math.round(text.likeness * 100)} %)`)
  }
  const conflict = findConflict(one, two)
  if (conflict) reasons.unshift(conflict)
  const equalTimes = times !== null && times.equal
  const score = totalOf(parts, equalTimes) * (conflict ? CONFLICT_SCALE : 1)
  const anchored = (['domains', 'identifiers', 'names'] as const).some(
    (kind) => (overlap(one[kind], two[kind]) ?? 0) >= ANCHOR,
  )
  const sameAccount = equalTimes && anchored && score >= DECISIVE && (text === null || text.likeness >= RELATED_TEXT)
  // Forms give different incidents nearly the same words, but not the same times; where there are none, not the same facts.
  const factsAgree = times === null ? stateNothingElse(one, two) : times.likeness >= EQUAL_SHARE
  const copy = text !== null && text.words >= COPY_WORDS && text.likeness >= COPY && factsAgree
  return {
    score: Math.round(score * 1000) / 1000,
    decisive: !conflict && (sameAccount || copy),
    conflicting: conflict !== null,
    reasons,
  }
}

function totalOf(parts: { weight: number; likeness: number }[], equalTimes: boolean): number {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0)
  if (weight === 0) return 0
  const mean = parts.reduce((sum, part) => sum + part.weight * part.likeness, 0) / weight
  const base = mean * Math.min(1, weight / ENOUGH)
  return equalTimes ? base + (1 - base) * 0.6 : base
}

/** Share of the smaller set that the larger one has; null when either is empty. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number | null {
  if (a.size === 0 || b.size === 0) return null
  let shared = 0
  for (const value of a) if (b.has(value)) shared++
  return shared / Math.min(a.size, b.size)
}

const FACTS = ['instants', 'clocks', 'dates', 'domains', 'identifiers', 'measures', 'names'] as const

/** Whether of each kind of facts one document has all that the other one states, if both state any. */
function stateNothingElse(a: Fingerprint, b: Fingerprint): boolean {
  return FACTS.every((kind) => (overlap(a[kind], b[kind]) ?? 1) === 1)
}

function compareTimes(a: Fingerprint, b: Fingerprint, reasons: string[]) {
  for (const kind of ['instants', 'clocks'] as const) {
    if (Math.min(a[kind].size, b[kind].size) < 2) continue
    const likeness = overlap(a[kind], b[kind]) ?? 0
    const shared = [...a[kind]].filter((value) => b[kind].has(value)).toSorted()
    const equal = shared.length >= EQUAL_TIMES && likeness >= EQUAL_SHARE
    // The same clock times under other instants: one of the two was read in the wrong zone.
    if (kind === 'instants' && likeness === 0 && (overlap(a.clocks, b.clocks) ?? 0) >= EQUAL_SHARE) continue
    if (shared.length > 0)
      reasons.push(
        shared.length === 1
          ? sentence`Same time: ${listTimes(shared)}`
          : sentence`Same ${shared.length} times: ${listTimes(shared)}`,
      )
    return { weight: WEIGHT[kind], likeness, equal }
  }
  return null
}

/** A measure in words (`46080min` is 32 days); everything else as it is. */
function showFact(fact: string): string {
  const minutes = Number(/^(\d+(?:\.\d+)?)min$/.exec(fact)?.[1])
  if (!Number.isFinite(minutes)) return fact
  if (minutes >= 2880 && minutes % 1440 === 0) return sentence`${minutes / 1440} days`
  if (minutes >= 120 && minutes % 60 === 0) return `${minutes / 60} h`
  return `${minutes} min`
}

function listTimes(times: string[]): string {
  const shown = times.slice(0, 6).join(', ')
  return times.length > 6 ? `${shown}, …` : shown
}

function compareShape(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number | null {
  const shared = [...a.keys()].filter((key) => b.has(key))
  if (shared.length === 0) return null
  const alike = shared.map(
    (key) => Math.min(a.get(key) ?? 0, b.get(key) ?? 0) / Math.max(a.get(key) ?? 1, b.get(key) ?? 1),
  )
  return alike.reduce((sum, value) => sum + value, 0) / alike.length
}

/** Words of a body, read once for each draft: near-copies are compared again and again. */
const wordsAlready = new WeakMap<DocumentDraft, ReadonlySet<string>>()

function wordsOf(doc: DocumentDraft): ReadonlySet<string> {
  const known = wordsAlready.get(doc)
  if (known) return known
  const words = new Set(tokensOf(doc.body).map((token) => token.word))
  wordsAlready.set(doc, words)
  return words
}

function compareText(a: DocumentDraft, b: DocumentDraft): { likeness: number; words: number } | null {
  const one = wordsOf(a)
  const two = wordsOf(b)
  if (one.size === 0 || two.size === 0) return null
  return { likeness: jaccard(one, two), words: Math.min(one.size, two.size) }
}

/** A sentence when the dates of the two exclude each other, else null. */
function findConflict(a: Fingerprint, b: Fingerprint): string | null {
  const timed = a.days.size > 0 && b.days.size > 0
  const [one, two] = timed ? [a.days, b.days] : [new Set([...a.days, ...a.dates]), new Set([...b.days, ...b.dates])]
  if (one.size === 0 || two.size === 0) return null
  const apart = Math.min(
    ...[...one].flatMap((x) => [...two].map((y) => Math.abs(Date.parse(x) - Date.parse(y)) / DAY_MS)),
  )
  if (apart <= (timed ? SAME_DAYS : REPORT_DAYS)) return null
  const [from, to] = [earliest(one), earliest(two)].toSorted()
  return sentence`Different dates: ${from ?? ''} and ${to ?? ''}`
}

function earliest(days: ReadonlySet<string>): string {
  return [...days].toSorted()[0] ?? ''
}
