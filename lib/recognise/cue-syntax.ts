import { foldWord } from './tokens'

/** How one word of a cue is compared with a word of the text. */
export type CueWord = { form: 'exact' | 'prefix' | 'suffix' | 'infix'; text: string }
/** Words in order; each place lists its alternatives. */
export type CuePhrase = CueWord[][]
export type Cue = {
  /** `match`: speaks for the pattern; `against`: speaks against it; `plan`: a planned change that can set it off. */
  use: 'match' | 'against' | 'plan'
  /** All of them are asked for, each in any of its spellings, in one or two neighbouring sentences, in any order. */
  phrases: CuePhrase[][]
  weight: number
}

const USES: Record<string, Cue['use']> = { not: 'against', plan: 'plan' }
const MAX_WEIGHT = 5
const MAX_SPELLINGS = 16

function parseWord(text: string): CueWord | null {
  const open = text.startsWith('*')
  const any = text.endsWith('*')
  const word = text.slice(open ? 1 : 0, any ? -1 : undefined)
  if (!/^[\p{L}\p{N}]+(?:['’]\p{L}+)*$/u.test(word)) return null
  const form = open && any ? 'infix' : open ? 'suffix' : any ? 'prefix' : 'exact'
  return { form, text: foldWord(word) }
}

/** One alternative of a place: "time-to-live" is three words in a text, so it is a row of three. */
function parseAlternative(text: string): CueWord[] | null {
  const words = text.split(/[-_./:,]+/).map(parseWord)
  return words.every((word) => word !== null) ? words : null
}

/** A phrase with its spellings: alternatives of several words ("failover|fail-over") each make a spelling of their own. */
function parsePhrase(text: string): CuePhrase[] | null {
  let spellings: CuePhrase[] = [[]]
  for (const term of text.split(/\s+/).filter(Boolean)) {
    const rows = term.split('|').map(parseAlternative)
    if (rows.some((row) => row === null)) return null
    const known = rows.filter((row) => row !== null)
    const single = known.filter((row) => row.length === 1).flat()
    const places = known.filter((row) => row.length > 1).map((row) => row.map((word) => [word]))
    if (single.length > 0) places.unshift([single])
    spellings = spellings.flatMap((before) => places.map((after) => [...before, ...after]))
    if (spellings.length > MAX_SPELLINGS) return null
  }
  return spellings[0]?.length ? spellings : null
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
