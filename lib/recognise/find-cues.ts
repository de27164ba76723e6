import { type CompiledCues, type IndexedCue, type IndexedPhrase, NO_TERMS, termsOfWord } from './cue-index'
import type { Cue } from './cue-syntax'
import { isNegated, isNegator } from './negation'
import type { Reading } from './reading'

/** A cue found in a text: where its words stand. */
export type CueHit = {
  pattern: number
  cue: number
  use: Cue['use']
  weight: number
  /** Half-open range of the text that holds the sentence, or the neighbouring sentences, of all its phrases. */
  start: number
  end: number
  /** Where the first phrase itself begins. */
  at: number
  /** Its phrases stand in neighbouring sentences rather than in one. */
  spread: boolean
}

/** Words that may stand between two words of a phrase ("certificate had already expired"). */
const MAX_GAP = 2

/** A text prepared for looking up cues. */
type Prepared = Reading & {
  terms: (readonly number[])[]
  /** 1 for each term that some word of the text satisfies. */
  present: Uint8Array
  /** For each phrase, what is known of whether all of its words stand somewhere in the text. */
  told: Uint8Array
}

function prepare(compiled: CompiledCues, reading: Reading): Prepared {
  const terms = reading.tokens.map((token) => termsOfWord(compiled, token.word))
  const present = new Uint8Array(compiled.starts.length)
  for (const list of terms) for (const term of list) present[term] = 1
  return { ...reading, terms, present, told: new Uint8Array(compiled.phrases.length) }
}

const UNKNOWN = 0
const POSSIBLE = 1
const IMPOSSIBLE = 2

/** Most phrases begin in a text somewhere and go on nowhere: told once for the text, they need not be followed each time. */
function isPossible({ present, told }: Prepared, phrase: IndexedPhrase, id: number): boolean {
  if (told[id] === UNKNOWN) {
    const hasAll = phrase.places.every((place) => place.some((term) => present[term] === 1))
    told[id] = hasAll ? POSSIBLE : IMPOSSIBLE
  }
  return told[id] === POSSIBLE
}

function sharesTerm(terms: readonly number[], wanted: readonly number[]): boolean {
  for (const term of terms) if (wanted.includes(term)) return true
  return false
}

/** Index of the last word of the phrase that begins at `index`, or -1. */
function followPhrase(reading: Prepared, phrase: IndexedPhrase, index: number, last: number): number {
  let at = index
  for (let place = 1; place < phrase.places.length; place++) {
    const wanted = phrase.places[place] ?? []
    let found = -1
    for (let i = at + 1; i <= Math.min(last, at + 1 + MAX_GAP); i++) {
      if (sharesTerm(reading.terms[i] ?? NO_TERMS, wanted)) {
        found = i
        break
      }
      if (!phrase.negates && isNegator(reading.tokens[i]?.word ?? '')) return -1
    }
    if (found < 0) return -1
    at = found
  }
  return at
}

/**
 * All cues in a text, in the order of the text; a cue that stands in several sentences is given for each of them.
 * Negated phrases do not count, unless the cue itself says "not".
 */
export function findCues(compiled: CompiledCues, text: Reading): CueHit[] {
  const reading = prepare(compiled, text)
  const partial = new Map<number, Map<number, Place>>()
  const hits: CueHit[] = []
  reading.sentences.forEach((sentence, number) => {
    const seen = new Set<number>()
    for (let i = sentence.first; i <= sentence.last; i++) {
      for (const term of reading.terms[i] ?? NO_TERMS) {
        for (const id of compiled.starts[term] ?? []) {
          const phrase = compiled.phrases[id]
          if (!phrase || !isPossible(reading, phrase, id) || seen.has(id)) continue
          const cue = compiled.cues[phrase.cue]
          if (!cue) continue
          if (followPhrase(reading, phrase, i, sentence.last) < 0) continue
          if (!phrase.negates && isNegated(reading.text, reading.tokens, i, sentence.first)) continue
          seen.add(id)
          const at = reading.tokens[i]?.start ?? sentence.start
          const hit = complete(reading, cue, phrase, number, at, partial)
          if (hit) hits.push(hit)
        }
      }
    }
  })
  return hits
}

type Place = { sentence: number; at: number }

/** Notes that a phrase stands in a sentence; gives the hit when this completes its cue. */
function complete(
  reading: Prepared,
  cue: IndexedCue,
  phrase: IndexedPhrase,
  sentence: number,
  at: number,
  partial: Map<number, Map<number, Place>>,
): CueHit | null {
  let first = sentence
  let from = at
  if (cue.groups > 1) {
    const found = partial.get(phrase.cue) ?? new Map<number, Place>()
    partial.set(phrase.cue, found)
    found.set(phrase.group, { sentence, at })
    if (found.size < cue.groups) return null
    for (const place of found.values()) {
      if (sentence - place.sentence > 1 || !sameBlock(reading, place.sentence, sentence)) return null
      first = Math.min(first, place.sentence)
      from = Math.min(from, place.at)
    }
  }
  const start = reading.sentences[first]?.start ?? 0
  const end = reading.sentences[sentence]?.end ?? start
  return {
    pattern: cue.pattern,
    cue: phrase.cue,
    use: cue.use,
    weight: cue.weight,
    start,
    end,
    at: from,
    spread: first !== sentence,
  }
}

function sameBlock(reading: Reading, a: number, b: number): boolean {
  return a === b || reading.sentences[a]?.block === reading.sentences[b]?.block
}
