import { sentence } from '@/lib/schema/sentence'
import { type Rarity, rarityIn } from './terms'
import { nameOf, readWordedTerms, rootsOf, type WordedTerms } from './worded-terms'

/** One thing that speaks for a hit; parts add up as independent evidence does. */
export type Part = { weight: number; reason: string }

/**
 * What is asked: its words with their terms, all terms as they are written, the text in folded words, words side by side, and names in
 * one piece (`KubePodNotReady`, `kube_pod_not_ready`) in small letters.
 */
export type Question = {
  words: WordedTerms[]
  terms: Map<string, string>
  name: string
  text: string
  pairs: Set<string>
  pieces: ReadonlySet<string>
}

/** The words of a stored thing, weighed by where they stand; `name` is its title in folded words. */
export type Worded = { title: WordedTerms[]; weights: Map<string, number>; name: string; pairs: Set<string> }

/** What the things of one ranking have in common. */
export type Shelf = { rarity: Rarity; averageLength: number; titleTerms: readonly string[] }

const WEIGHT = { title: 0.6, words: 0.75, pair: 0.15, name: 0.92, looseName: 0.5 }
/** Weights of a word by where it stands, and the constants of BM25. */
const IN_TITLE = 4
const IN_LEAD = 2.5
const IN_BODY = 0.7
const K1 = 1.2
const B = 0.4
/** The same meaning in another word counts for less than the same word. */
const CONCEPT = 0.8
/** What nothing here is told in (names of machines, of people) counts as this much of a rare word. */
const UNHEARD = 0.35
/** Sum of rarities at which a title's words reach 63 % of their weight: one common word says little. */
const TELLING = 4
const TITLE_SHARE = 0.2
const WORDS_SHARE = 0.08
const WORDS_SHOWN = 6
/** A name of fewer letters stands in many texts that are not about it. */
const LONG_NAME = 8

let last: Question | null = null

/** Reads what is asked; remembers it, since skills and incidents are ranked for the same text one after the other. */
export function readQuestion(text: string): Question {
  if (last?.text !== text) last = readAnew(text)
  return last
}

function readAnew(text: string): Question {
  const words = readWordedTerms(text)
  const terms = new Map<string, string>()
  for (const { written, terms: own } of words) for (const term of own) if (!terms.has(term)) terms.set(term, written)
  return { words, terms, name: ` ${nameOf(text)} `, text, pairs: pairsOf(text), pieces: piecesOf(text) }
}

const piecesOf = (text: string) =>
  new Set((text.match(/[\p{L}\p{N}_]+/gu) ?? []).map((piece) => piece.replaceAll('_', '').toLowerCase()))

function pairsOf(text: string): Set<string> {
  const roots = rootsOf(text)
  return new Set(roots.slice(1).map((root, index) => `${roots[index] ?? ''} ${root}`))
}

const remembered = new Map<string, Worded>()
const REMEMBERED = 1_000

/** As `readWorded`; remembers what was read last, since the same things are ranked again and again. A text always reads the same. */
export function rememberWorded(title: string, lead: string, body: string): Worded {
  const key = `${title}\0${lead}\0${body}`
  const found = remembered.get(key) ?? readWorded(title, lead, body)
  remembered.delete(key)
  remembered.set(key, found)
  const [oldest] = remembered.keys()
  if (oldest !== undefined && remembered.size > REMEMBERED) remembered.delete(oldest)
  return found
}

/** Reads a stored thing: `lead` is what describes it (description, symptoms). */
function readWorded(title: string, lead: string, body: string): Worded {
  const weights = new Map<string, number>()
  const add = (words: WordedTerms[], weight: number) => {
    for (const { terms } of words) for (const term of terms) weights.set(term, weight)
  }
  const named = readWordedTerms(title)
  add(readWordedTerms(body), IN_BODY)
  add(readWordedTerms(lead), IN_LEAD)
  add(named, IN_TITLE)
  return { title: named, weights, name: nameOf(title), pairs: pairsOf(title) }
}

/** Reads how rare each word is among the things to be ranked. */
export function readShelf(things: readonly Worded[]): Shelf {
  const length = things.reduce((sum, thing) => sum + thing.weights.size, 0)
  const titles = things.flatMap(({ title }) => title.flatMap(({ terms }) => terms.slice(0, 1)))
  return {
    rarity: rarityIn(things.map((thing) => [...thing.weights.keys()])),
    averageLength: Math.max(1, length / Math.max(1, things.length)),
    titleTerms: [...new Set(titles)],
  }
}

const worthOf = (term: string, rarity: Rarity) => rarity(term) * (term.startsWith('#') ? CONCEPT : 1)

/** How much of some words is asked for, by themselves or in other words: as a share and as a sum of rarities, and which. */
export function coverage(
  words: readonly WordedTerms[],
  { terms: asked }: Question,
  { rarity }: Shelf,
): { share: number; sum: number; words: string[] } {
  let all = 0
  let sum = 0
  const shared: string[] = []
  for (const { terms } of words) {
    const worth = rarity(terms[0] ?? '')
    const found = terms.find((term) => asked.has(term))
    all += worth
    if (found === undefined) continue
    sum += Math.min(worth, worthOf(found, rarity))
    shared.push(asked.get(found) ?? found)
  }
  return { share: all === 0 ? 0 : sum / all, sum, words: [...new Set(shared)] }
}

/**
 * What the words say: how much of what is asked a thing has, by BM25 (Robertson and Zaragoza 2009) over distinct terms as a share
 * of what a thing reaches that has them all in its title; and how much of its title is asked for, or whether all of it is named.
 */
export function wordParts(question: Question, worded: Worded | undefined, shelf: Shelf): Part[] {
  if (!worded) return []
  const parts: Part[] = []
  const { share, words } = readShare(question, worded, shelf)
  if (share > WORDS_SHARE)
    parts.push({ weight: WEIGHT.words * Math.min(1, share), reason: sentence`Has the words ${list(words)}` })
  if (isNamed(worded.name, question.name)) {
    const weight = question.pieces.has(worded.name.replaceAll(' ', '')) ? WEIGHT.name : WEIGHT.looseName
    return [...parts, { weight, reason: sentence`Is named in full` }]
  }
  const named = coverage(worded.title, question, shelf)
  if (named.share > TITLE_SHARE) {
    const telling = 1 - Math.exp(-named.sum / TELLING)
    parts.push({
      weight: WEIGHT.title * named.share * telling,
      reason: sentence`Its title has the words ${list(named.words)}`,
    })
  }
  return [...parts, ...pairPart(question, worded)]
}

function isNamed(name: string, asked: string): boolean {
  return name.length >= LONG_NAME && name.includes(' ') && asked.includes(` ${name} `)
}

function pairPart(question: Question, worded: Worded): Part[] {
  const shared = [...worded.pairs].filter((pair) => question.pairs.has(pair))
  if (shared.length === 0) return []
  const share = shared.length / worded.pairs.size
  return [{ weight: WEIGHT.pair * Math.sqrt(share), reason: sentence`Its title has “${shared[0] ?? ''}” side by side` }]
}

function readShare({ words }: Question, { weights }: Worded, { rarity, averageLength }: Shelf) {
  const damping = K1 * (1 - B + (B * weights.size) / averageLength)
  const best = IN_TITLE / (IN_TITLE + K1 * (1 - B))
  const unheard = rarity('')
  let all = 0
  let found = 0
  const shared: string[] = []
  for (const { terms, written } of words) {
    const rarest = Math.max(...terms.map((term) => (rarity(term) < unheard ? rarity(term) : unheard * UNHEARD)))
    all += rarest * best
    const most = Math.max(
      ...terms.map((term) => {
        const weight = weights.get(term) ?? 0
        return worthOf(term, rarity) * (weight / (weight + damping))
      }),
    )
    found += most
    if (most > 0) shared.push(written)
  }
  return { share: all === 0 ? 0 : found / all, words: [...new Set(shared)] }
}

function list(words: string[]): string {
  return words.slice(0, WORDS_SHOWN).join(', ')
}
