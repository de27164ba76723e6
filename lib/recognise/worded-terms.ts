import { conceptsOf } from './concepts'
import { rememberedByWord } from './remembered-words'
import { splitCamelCase, STOP_WORDS } from './terms'
import { tokenise, withoutAccents, wordsIn } from './tokens'
import { conceptsOfPhrases, IMPLIED, widerConceptsOf } from './worded-concepts'

/** Words that every alert has, and the little words of French and Spanish. */
const EMPTY = new Set(
  (
    'alert alerts alerting firing fires triggered trigger currently last longer more than least please check see runbook has been since still now some only minutes minute min mins seconds hours hour instance seit depuis desde hace mas ' +
    'le la les un une des du de et est en au aux il elle ne se sur dans par pour avec plus el los las una y del al que con por para su es esta este no si'
  ).split(' '),
)

/** Endings, longer ones first; what is left keeps three letters at least. */
const ENDINGS = 'ations ation ating ated ates ate ions ion ings ing edly ers ed ies es ern en er em s e n y'.split(' ')
const CYRILLIC_ENDING =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ией|ется|ются|ился|илась|ий|ый|ой|ая|яя|ое|ее|ые|ие|ых|их|ов|ев|ей|ам|ям|ах|ях|ом|ем|ую|юю|ия|ию|ии|а|я|о|е|ы|и|у|ю|ь)$/u
const SHORTEST = 3

/** Cuts endings so that the forms of a word meet: rougher than the stems of `terms.ts`, which the pattern model has learned. */
function rootOf(word: string): string {
  if (/^[а-я]+$/u.test(word)) {
    const cut = word.replace(CYRILLIC_ENDING, '')
    return cut.length >= SHORTEST ? cut : word
  }
  if (!/^[a-zäöü]+$/u.test(word)) return word
  const ending = ENDINGS.find((end) => word.endsWith(end) && word.length - end.length >= SHORTEST)
  return ending === undefined ? word : word.slice(0, word.length - ending.length)
}

/** A word as it is written and what it can be found by: its root, then its concepts (`#cache`). */
export type WordedTerms = { written: string; terms: readonly string[] }

const termsOfWord = rememberedByWord((word): readonly string[] => {
  const bare = EMPTY.has(word) || STOP_WORDS.has(word) || word.length < 2 || /^\d+$/u.test(word)
  // Status codes are words of their own; other numbers are read beside triggers.
  if (bare && !/^[1-5]\d\d$/u.test(word)) return []
  return [
    rootOf(withoutAccents(word)),
    ...new Set([...conceptsOf(word), ...widerConceptsOf(word)].map((one) => `#${one}`)),
  ]
})

const LEFT =
  /(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%\s?(?:\p{L}+\s){0,2}?(?:free|left|available|remaining|frei|übrig|verfügbar|свобод|осталось|libre|restant)/giu
const USED =
  /(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%\s?(?:\p{L}+\s){0,3}?(?:full|used|usage|capacity|utili[sz]ation|voll|belegt|ausgelastet|занят|заполнен|использ|plein|lleno|usado)/giu
const LITTLE = 20
const MUCH = 75

/** "2.8% free" and "97 % used" both say that something is full. */
function fillOf(text: string): WordedTerms[] {
  if (!text.includes('%')) return []
  const hits = [
    ...[...text.matchAll(LEFT)].filter((found) => Number(found[1]) <= LITTLE),
    ...[...text.matchAll(USED)].filter((found) => Number(found[1]) >= MUCH),
  ]
  return hits.slice(0, 1).map((found) => ({ written: found[0].trim(), terms: ['#full'] }))
}

/** One word of a name or a text: `KubePod` is two. */
type Part = { written: string; word: string; terms: readonly string[] }

/** The parts of a word as it is written. Remembered: cutting and folding words is the dear part. */
const partsOf = rememberedByWord((written): readonly Part[] => {
  const split = splitCamelCase(written)
  return tokenise(split).map(({ word, start, end }) => ({
    written: split.slice(start, end),
    word,
    terms: termsOfWord(word),
  }))
})

/** The words of a text with the parts of names apart, in their order. */
function readParts(text: string): Part[] {
  const parts: Part[] = []
  for (const written of wordsIn(text)) for (const part of partsOf(written)) parts.push(part)
  return parts
}

/**
 * What a text can be found by: its words without the empty ones, each with its concepts, and what several words together or a
 * number beside its noun mean. Each distinct word once, in the order of the text.
 */
export function readWordedTerms(text: string): WordedTerms[] {
  const found = new Map<string, WordedTerms>()
  const parts = readParts(text)
  for (const { written, terms } of parts) {
    const [root] = terms
    if (root !== undefined && !found.has(root)) found.set(root, { written, terms })
  }
  const said = new Set([...found.values()].flatMap(({ terms }) => terms))
  for (const [concept, written] of conceptsOfPhrases(parts.map(({ word }) => word))) {
    if (!said.has(`#${concept}`)) found.set(`#${concept}`, { written, terms: [`#${concept}`] })
  }
  const addNew = (more: WordedTerms[]) => {
    for (const one of more) if (!one.terms.some((term) => said.has(term))) found.set(one.terms[0] ?? '', one)
  }
  addNew(fillOf(text))
  addNew(impliedBy(found))
  return [...found.values()]
}

function impliedBy(found: ReadonlyMap<string, WordedTerms>): WordedTerms[] {
  const said = new Map([...found.values()].flatMap(({ terms, written }) => terms.map((term) => [term, written])))
  return IMPLIED.flatMap(({ both, unless, means }) => {
    const words = both.map((term) => said.get(term))
    if (said.has(unless) || words.includes(undefined)) return []
    return [{ written: [...new Set(words)].join(' '), terms: [means] }]
  })
}

/** The roots of a text's words in their order, for what stands side by side. */
export function rootsOf(text: string): string[] {
  return readParts(text).flatMap(({ terms }) => terms[0] ?? [])
}

/** The words of a name or a text, folded and in order: `KubePodNotReady` and "kube pod not ready" are the same. */
export function nameOf(text: string): string {
  return readParts(text)
    .map(({ word }) => word)
    .join(' ')
}
