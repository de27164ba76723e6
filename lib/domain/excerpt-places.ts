/** How far around a word an excerpt may reach, in characters: more than Postgres takes for a fragment of 18 words. */
const AROUND = 160
/** Places that are kept; an excerpt shows two, and a place may hold another word that only begins alike. */
const PLACES = 3
/** Occurrences of one word that are looked at. */
const OCCURRENCES = 40

const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character)

/** What every form of a word begins with, nearly always: a language bends the end. */
const trunkOf = (word: string) => (word.length <= 4 ? word : word.slice(0, Math.max(4, Math.ceil(word.length * 0.6))))

type Place = { at: number; worth: number }

function occurrencesOf(lowered: string, word: string): Place[] {
  const trunk = trunkOf(word)
  const places: Place[] = []
  for (let at = lowered.indexOf(trunk); at >= 0 && places.length < OCCURRENCES; at = lowered.indexOf(trunk, at + 1)) {
    const begins = !isLetter(lowered[at - 1])
    const whole = begins && lowered.startsWith(word, at) && !isLetter(lowered[at + word.length])
    places.push({ at, worth: whole ? 1 : begins ? 0.8 : 0.5 })
  }
  return places
}

/**
 * The parts of `text` in which an excerpt for `words` is worth looking for: where most of them stand close together, at most three, in their
 * order, each with what is around it; `' … '` between those that do not touch. A word is found by how it begins, whatever its end, or inside of
 * a compound. The whole text when no word is found: Postgres may know a form of it that begins otherwise.
 */
export function excerptPlaces(text: string, words: readonly string[]): string {
  const lowered = text.toLowerCase()
  // A few letters are longer in lower case: then places would be others.
  if (text.length <= 3 * AROUND || lowered.length !== text.length) return text
  const byWord = [...new Set(words.map((word) => word.toLowerCase()))].map((word) => occurrencesOf(lowered, word))
  const worthOf = (at: number) =>
    byWord
      .map((places) =>
        Math.max(0, ...places.filter((one) => Math.abs(one.at - at) <= AROUND).map(({ worth }) => worth)),
      )
      .reduce((sum, worth) => sum + worth, 0)
  const best = byWord
    .flat()
    .map(({ at }) => ({ at, worth: worthOf(at) }))
    .sort((a, b) => b.worth - a.worth || a.at - b.at)
  const kept: number[] = []
  for (const { at } of best) {
    if (kept.length === PLACES) break
    if (kept.every((other) => Math.abs(other - at) > AROUND)) kept.push(at)
  }
  if (kept.length === 0) return text
  return partsAround(
    text,
    kept.sort((a, b) => a - b),
  )
}

function partsAround(text: string, places: readonly number[]): string {
  const parts: { from: number; to: number }[] = []
  for (const at of places) {
    const from = Math.max(0, at - AROUND)
    const to = Math.min(text.length, at + 2 * AROUND)
    const last = parts.at(-1)
    if (last && from <= last.to) last.to = to
    else parts.push({ from, to })
  }
  return parts.map(({ from, to }) => text.slice(wordStart(text, from), wordEnd(text, to))).join(' … ')
}

/** No word is cut: an excerpt would show a piece of it as a word. A run without spaces is cut all the same. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0
  const space = text.slice(from, from + 80).search(/\s/)
  return space < 0 ? afterPair(text, from) : from + space
}

function wordEnd(text: string, to: number): number {
  if (to === text.length) return to
  const space = text.slice(to, to + 80).search(/\s/)
  return space < 0 ? afterPair(text, to) : to + space
}

/** A character of two code units is not cut in half. */
const afterPair = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at)
