import type { CompiledCues } from './cue-index'
import { parseCue, type Cue } from './cue-syntax'

/**
 * A regular expression, for any engine and case-insensitive, of which every text that a cue speaks for has a match: the longest
 * word of one phrase of each cue. Null when there is a cue that no word can stand for. It may match texts that no cue speaks for.
 */
export function cueNeedles({ patterns }: CompiledCues): string | null {
  const cues = patterns.flatMap((pattern) => Object.values(pattern.cues).flat()).map(parseCue)
  const words = cues.flatMap((cue) => (cue?.use === 'match' ? wordsOf(cue) : []))
  const shortest = [...new Set(words)].map(needleOf)
  if (shortest.includes('')) return null
  // Nothing speaks for a pattern without cues: no text has this.
  return shortest.length === 0 ? '[^\\s\\S]' : shortest.join('|')
}

/** Of the first phrase, for each of its spellings, the longest place with all its alternatives. */
function wordsOf({ phrases }: Cue): string[] {
  return (phrases[0] ?? []).flatMap((places) => {
    const [longest = []] = places.toSorted((a, b) => shortestIn(b) - shortestIn(a))
    return longest.map(({ text }) => text)
  })
}

function shortestIn(place: readonly { text: string }[]): number {
  return Math.min(...place.map(({ text }) => text.length))
}

/** Words are folded and texts are not: an apostrophe may stand between any letters, and letters that fold are left open. */
function needleOf(word: string): string {
  return Array.from(word.replaceAll('ss', 'ß'))
    .map((letter) =>
      letter === 'ß' ? '(ss|ß)' : letter === 'е' ? '[её]' : /[a-z0-9а-ик-я]/.test(letter) ? letter : '.{1,2}',
    )
    .join("['’]?")
}
