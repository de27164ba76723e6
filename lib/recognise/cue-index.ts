import type { CataloguePattern } from '../schema/pattern'
import { type Cue, type CueWord, parseCue } from './cue-syntax'
import { isNegated, isNegator } from './negation'
import { type Sentence, splitSentences } from './sentences'
import { type Token, tokenise } from './tokens'

type IndexedPhrase = { cue: number; group: number; places: number[][]; negates: boolean }
type IndexedCue = { pattern: number; use: Cue['use']; weight: number; groups: number }

/** All cues of all patterns as one automaton over words; made once per catalogue by `compileCues`. */
export type CompiledCues = {
  patterns: CataloguePattern[]
  cues: IndexedCue[]
  phrases: IndexedPhrase[]
  /** Term number → phrases that begin with it. */
  starts: number[][]
  exact: Map<string, number[]>
  prefixes: Map<string, number[]>
  /** Terms that begin with `*`: few, so they are tried one by one, once per distinct word. */
  open: { text: string; form: 'suffix' | 'infix'; term: number }[]
  /** Distinct word → terms it satisfies; a memo that survives between texts and is emptied when it grows too large. */
  memo: Map<string, readonly number[]>
}

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

const NO_TERMS: readonly number[] = []
/** Words that may stand between two words of a phrase ("certificate had already expired"). */
const MAX_GAP = 2
const MEMO_LIMIT = 50_000

/**
 * Builds the automaton of a catalogue; keep it while the catalogue stays the same. Cues that break the syntax are left out.
 */
export function compileCues(patterns: CataloguePattern[]): CompiledCues {
  const compiled: CompiledCues = {
    patterns,
    cues: [],
    phrases: [],
    starts: [],
    exact: new Map(),
    prefixes: new Map(),
    open: [],
    memo: new Map(),
  }
  const terms = new Map<string, number>()
  patterns.forEach((pattern, number) => {
    for (const text of new Set(Object.values(pattern.cues).flat())) {
      const cue = parseCue(text)
      if (cue) addCue(compiled, terms, number, cue)
    }
  })
  return compiled
}

function addCue(compiled: CompiledCues, terms: Map<string, number>, pattern: number, cue: Cue): void {
  const indexed: IndexedCue = { pattern, use: cue.use, weight: cue.weight, groups: cue.phrases.length }
  const number = compiled.cues.push(indexed) - 1
  // A cue that itself says "not" ("tests + not + covered") is not undone by that word.
  const negates = cue.phrases.flat(3).some((word) => word.form === 'exact' && isNegator(word.text))
  cue.phrases.forEach((spellings, group) => {
    for (const spelling of spellings) {
      const places = spelling.map((words) => words.map((word) => termOf(compiled, terms, word)))
      const id = compiled.phrases.push({ cue: number, group, places, negates }) - 1
      for (const term of new Set(places[0])) compiled.starts[term]?.push(id)
    }
  })
}

function termOf(compiled: CompiledCues, terms: Map<string, number>, word: CueWord): number {
  const key = `${word.form}:${word.text}`
  const known = terms.get(key)
  if (known !== undefined) return known
  const term = compiled.starts.push([]) - 1
  terms.set(key, term)
  if (word.form === 'suffix' || word.form === 'infix') compiled.open.push({ text: word.text, form: word.form, term })
  else {
    const index = word.form === 'exact' ? compiled.exact : compiled.prefixes
    index.set(word.text, [...(index.get(word.text) ?? []), term])
  }
  return term
}

function termsOfWord(compiled: CompiledCues, word: string): readonly number[] {
  const known = compiled.memo.get(word)
  if (known) return known
  const terms: number[] = [...(compiled.exact.get(word) ?? [])]
  for (let length = 1; length <= word.length; length++) {
    const prefix = compiled.prefixes.get(word.slice(0, length))
    if (prefix) terms.push(...prefix)
  }
  for (const { text, form, term } of compiled.open) {
    if (form === 'suffix' ? word.endsWith(text) : word.includes(text)) terms.push(term)
  }
  if (compiled.memo.size >= MEMO_LIMIT) compiled.memo.clear()
  const found = terms.length > 0 ? terms : NO_TERMS
  compiled.memo.set(word, found)
  return found
}

/** A text prepared once for looking up cues. */
type Reading = {
  text: string
  tokens: Token[]
  terms: (readonly number[])[]
  sentences: (Sentence & { first: number; last: number })[]
}

function read(compiled: CompiledCues, text: string): Reading {
  const tokens = tokenise(text)
  const terms = tokens.map((token) => termsOfWord(compiled, token.word))
  const sentences: Reading['sentences'] = []
  let next = 0
  for (const sentence of splitSentences(text)) {
    while (next < tokens.length && (tokens[next]?.start ?? 0) < sentence.start) next++
    const first = next
    while (next < tokens.length && (tokens[next]?.start ?? 0) < sentence.end) next++
    if (next > first) sentences.push({ ...sentence, first, last: next - 1 })
  }
  return { text, tokens, terms, sentences }
}

/** Index of the last word of the phrase that begins at `index`, or -1. */
function followPhrase(reading: Reading, phrase: IndexedPhrase, index: number, last: number): number {
  let at = index
  for (let place = 1; place < phrase.places.length; place++) {
    const wanted = phrase.places[place] ?? []
    let found = -1
    for (let i = at + 1; i <= Math.min(last, at + 1 + MAX_GAP); i++) {
      if (reading.terms[i]?.some((term) => wanted.includes(term))) {
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
export function findCues(compiled: CompiledCues, text: string): CueHit[] {
  const reading = read(compiled, text)
  const partial = new Map<number, Map<number, Place>>()
  const hits: CueHit[] = []
  reading.sentences.forEach((sentence, number) => {
    const seen = new Set<number>()
    for (let i = sentence.first; i <= sentence.last; i++) {
      for (const term of reading.terms[i] ?? NO_TERMS) {
        for (const id of compiled.starts[term] ?? []) {
          const phrase = compiled.phrases[id]
          const cue = phrase && compiled.cues[phrase.cue]
          if (!phrase || !cue || seen.has(id)) continue
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
  reading: Reading,
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
