import type { CataloguePattern } from '../schema/pattern'
import { type Cue, type CueWord, parseCue } from './cue-syntax'
import { isNegator } from './negation'
import { ownWord } from './remembered-words'
import type { WordModel } from './word-model'
import { learnedModel } from './word-weights'

export type IndexedPhrase = { cue: number; group: number; places: number[][]; negates: boolean }
export type IndexedCue = { pattern: number; use: Cue['use']; weight: number; groups: number }

/** All cues of all patterns as one automaton over words; made once per catalogue by `compileCues`. */
export type CompiledCues = {
  patterns: CataloguePattern[]
  cues: IndexedCue[]
  phrases: IndexedPhrase[]
  /** Term number → phrases that begin with it. */
  starts: number[][]
  exact: Map<string, number[]>
  prefixes: Map<string, number[]>
  /** UTF-16 code units of the longest of `prefixes`: no more of a word is looked up. */
  longestPrefix: number
  /** Terms that begin with `*`: few, so they are tried one by one, once per distinct word. */
  open: { text: string; form: 'suffix' | 'infix'; term: number }[]
  /** Distinct word → terms it satisfies; a memo that survives between texts and is emptied when it grows too large. */
  memo: Map<string, readonly number[]>
  /** What words beside the cues say of the mechanisms. */
  model: WordModel
  /** Pattern number → its number in the model, -1 for one that was not learned. */
  learned: readonly number[]
}

export const NO_TERMS: readonly number[] = []
const MEMO_LIMIT = 50_000

/**
 * Builds the automaton of a catalogue; keep it while the catalogue stays the same. Cues that break the syntax are left out.
 * `model` says what the words of a text tell of the mechanisms; the one that was learned for the catalogue unless another is given.
 */
export function compileCues(patterns: CataloguePattern[], model: WordModel = learnedModel()): CompiledCues {
  const compiled: CompiledCues = {
    patterns,
    cues: [],
    phrases: [],
    starts: [],
    exact: new Map(),
    prefixes: new Map(),
    longestPrefix: 0,
    open: [],
    memo: new Map(),
    model,
    learned: patterns.map(({ slug }) => model.slugs.indexOf(slug)),
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
    if (word.form === 'prefix') compiled.longestPrefix = Math.max(compiled.longestPrefix, word.text.length)
  }
  return term
}

/** The terms that a folded word satisfies. */
export function termsOfWord(compiled: CompiledCues, word: string): readonly number[] {
  const known = compiled.memo.get(word)
  if (known) return known
  const terms: number[] = [...(compiled.exact.get(word) ?? [])]
  const longest = Math.min(word.length, compiled.longestPrefix)
  for (let length = 1; length <= longest; length++) {
    const prefix = compiled.prefixes.get(word.slice(0, length))
    if (prefix) terms.push(...prefix)
  }
  for (const { text, form, term } of compiled.open) {
    if (form === 'suffix' ? word.endsWith(text) : word.includes(text)) terms.push(term)
  }
  const found = terms.length > 0 ? terms : NO_TERMS
  const own = ownWord(word)
  if (own === null) return found
  if (compiled.memo.size >= MEMO_LIMIT) compiled.memo.clear()
  compiled.memo.set(own, found)
  return found
}
