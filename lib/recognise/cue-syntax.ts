import { foldWord } from './tokens'

/** How one word of a cue is compared with a word of the text. */
export type CueWord = { form: 'exact' | 'prefix' | 'suffix' | 'infix'; text: string }
/** Words in order; each place lists its alternatives. */
export type CuePhrase = CueWord[][]
export type Cue = {
  /** `match`: speaks for the pattern; `against`: speaks against it; `plan`: a planned change that can set it off. */
  use: 'match' | 'against' | 'plan'
  /** All of them are asked for, in one or two neighbouring sentences, in any order. */
  phrases: CuePhrase[]
  weight: number
}

const USES: Record<string, Cue['use']> = { not: 'against', plan: 'plan' }
const MAX_WEIGHT = 5

function parseWord(text: string): CueWord | null {
  const open = text.startsWith('*')
  const any = text.endsWith('*')
  const word = text.slice(open ? 1 : 0, any ? -1 : undefined)
  if (!/^[\p{L}\p{N}]+(?:['’]\p{L}+)*$/u.test(word)) return null
  const form = open && any ? 'infix' : open ? 'suffix' : any ? 'prefix' : 'exact'
  return { form, text: foldWord(word) }
}

/** "time-to-live" is three words in a text, so it is three places in a phrase. */
function parsePhrase(text: string): CuePhrase | null {
  const phrase: CuePhrase = []
  for (const term of text.split(/\s+/).filter(Boolean)) {
    const places = term.includes('|') ? [term] : term.split(/[-_./:]+/).filter(Boolean)
    for (const place of places) {
      const words = place.split('|').map(parseWord)
      if (words.some((word) => word === null)) return null
      phrase.push(words.filter((word) => word !== null))
    }
  }
  return phrase.length > 0 ? phrase : null
}

/**
 * Reads one cue of a pattern; null when it is not written as the syntax asks (described at `PatternDraftSchema`):
 * `[not:|plan:] phrase [+ phrase]... [^weight]`, words with `*` at either end, alternatives with `|`.
 */
export function parseCue(text: string): Cue | null {
  const parts = /^\s*(?:(not|plan):\s*)?(.*?)(?:\s+\^(\d+(?:\.\d+)?))?\s*$/su.exec(text)
  if (!parts) return null
  const phrases = (parts[2] ?? '').split(/\s\+\s/).map(parsePhrase)
  if (phrases.some((phrase) => phrase === null)) return null
  const weight = parts[3] === undefined ? 1 : Number(parts[3])
  if (!(weight > 0 && weight <= MAX_WEIGHT)) return null
  return { use: USES[parts[1] ?? ''] ?? 'match', phrases: phrases.filter((phrase) => phrase !== null), weight }
}
