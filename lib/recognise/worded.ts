import { type Rarity, rarityIn, termsByWord, termsOf } from './terms'
import { tokenise } from './tokens'

/** One thing that speaks for a hit; parts add up as independent evidence does. */
export type Part = { weight: number; reason: string }

/** What is asked, by its terms, and how each is written there. */
export type Question = { words: (readonly string[])[]; terms: Set<string>; written: Map<string, string> }

/** The words of a stored thing, weighed by where they stand. */
export type Worded = { title: (readonly string[])[]; weights: Map<string, number> }

/** What the things of one ranking have in common. */
export type Shelf = { rarity: Rarity; averageLength: number }

const WEIGHT = { title: 0.55, words: 0.75 }
/** Weights of a word by where it stands, and the constants of BM25. */
const IN_TITLE = 4
const IN_LEAD = 2
const IN_BODY = 1
const K1 = 1.2
const B = 0.4
/** The same meaning in another word counts for less than the same word. */
const CONCEPT = 0.75
/** Sum of rarities at which a title's words reach 63 % of their weight: one common word says little. */
const TELLING = 4
const TITLE_SHARE = 0.3
const WORDS_SHARE = 0.1
const WORDS_SHOWN = 6

/** Reads what is asked. */
export function readQuestion(text: string): Question {
  const written = new Map<string, string>()
  for (const { start, end } of tokenise(text)) {
    const word = text.slice(start, end)
    for (const term of termsOf(word)) if (!written.has(term)) written.set(term, word)
  }
  return { words: termsByWord(text), terms: new Set(termsOf(text)), written }
}

/** Reads a stored thing: `lead` is what describes it (description, symptoms). */
export function readWorded(title: string, lead: string, body: string): Worded {
  const weights = new Map<string, number>()
  for (const term of termsOf(body)) weights.set(term, IN_BODY)
  for (const term of termsOf(lead)) weights.set(term, IN_LEAD)
  for (const term of termsOf(title)) weights.set(term, IN_TITLE)
  return { title: termsByWord(title), weights }
}

/** Reads how rare each word is among the things to be ranked. */
export function readShelf(things: readonly Worded[]): Shelf {
  const length = things.reduce((sum, thing) => sum + thing.weights.size, 0)
  return {
    rarity: rarityIn(things.map((thing) => [...thing.weights.keys()])),
    averageLength: Math.max(1, length / Math.max(1, things.length)),
  }
}

/** How much of some words is asked for, by themselves or in other words: as a share and as a sum of rarities, and which. */
export function coverage(
  words: readonly (readonly string[])[],
  { terms: asked, written }: Question,
  { rarity }: Shelf,
): { share: number; sum: number; words: string[] } {
  let all = 0
  let sum = 0
  const shared: string[] = []
  for (const terms of words) {
    const worth = rarity(terms[0] ?? '')
    const found = terms.find((term) => asked.has(term))
    all += worth
    if (found === undefined) continue
    sum += Math.min(worth, rarity(found)) * (found.startsWith('#') ? CONCEPT : 1)
    shared.push(found)
  }
  return { share: all === 0 ? 0 : sum / all, sum, words: wordsOf(shared, written) }
}

/**
 * What the words say: how much of what is asked a thing has, by BM25 (Robertson and Zaragoza 2009) over distinct terms as a share
 * of what a thing reaches that has them all in its title; and how much of its title is asked for.
 */
export function wordParts(question: Question, worded: Worded | undefined, shelf: Shelf): Part[] {
  if (!worded) return []
  const parts: Part[] = []
  const { share, words } = readShare(question, worded, shelf)
  if (share > WORDS_SHARE)
    parts.push({ weight: WEIGHT.words * Math.min(1, share), reason: `Has the words ${list(words)}` })
  const named = coverage(worded.title, question, shelf)
  if (named.share > TITLE_SHARE) {
    const telling = 1 - Math.exp(-named.sum / TELLING)
    parts.push({ weight: WEIGHT.title * named.share * telling, reason: `Its title has the words ${list(named.words)}` })
  }
  return parts
}

function readShare({ words, written }: Question, { weights }: Worded, { rarity, averageLength }: Shelf) {
  const damping = K1 * (1 - B + (B * weights.size) / averageLength)
  const best = IN_TITLE / (IN_TITLE + K1 * (1 - B))
  let all = 0
  let found = 0
  const shared: string[] = []
  for (const terms of words) {
    all += rarity(terms[0] ?? '') * best
    const worths = terms.map((term) => {
      const weight = weights.get(term) ?? 0
      return rarity(term) * (weight / (weight + damping)) * (term.startsWith('#') ? CONCEPT : 1)
    })
    const most = Math.max(...worths)
    found += most
    if (most > 0) shared.push(terms[worths.indexOf(most)] ?? '')
  }
  return { share: all === 0 ? 0 : found / all, words: wordsOf(shared, written) }
}

/** The words as they are written in the question, each once. */
function wordsOf(terms: readonly string[], written: ReadonlyMap<string, string>): string[] {
  return [...new Set(terms.flatMap((term) => written.get(term) ?? []))]
}

function list(words: string[]): string {
  return words.slice(0, WORDS_SHOWN).join(', ')
}
