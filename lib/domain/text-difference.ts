import { diffArrays, diffLines, type ChangeObject } from 'diff'
import type { TextPiece } from '@/lib/schema/revision'

/** Comparing costs the length of the texts times the edits between them: beyond these the texts are compared by lines, then told apart whole. */
const MAX_EDITS = 1_500
const MAX_LENGTH = 200_000

/** Words of any script: CJK and Thai have no spaces between them. */
const WORDS = new Intl.Segmenter('und', { granularity: 'word' })

/**
 * Compares two texts word by word. Gives the pieces in order: those of kind `same` and `removed` make `before`, those of kind
 * `same` and `added` make `after`. Texts that have little in common are given line by line or as a whole.
 */
export function differTexts(before: string, after: string): TextPiece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const isShort = before.length + after.length <= MAX_LENGTH
  const pieces = (isShort ? byWords(before, after) : null) ?? byLines(before, after)
  return pieces ? joinGaps(pieces) : whole(before, after)
}

function byWords(before: string, after: string): TextPiece[] | null {
  const split = (text: string) => Array.from(WORDS.segment(text), ({ segment }) => segment)
  const changes = diffArrays(split(before), split(after), { maxEditLength: MAX_EDITS })
  return changes?.map((change) => ({ kind: kindOf(change), text: change.value.join('') })) ?? null
}

function byLines(before: string, after: string): TextPiece[] | null {
  const changes = diffLines(before, after, { maxEditLength: MAX_EDITS })
  return changes?.map((change) => ({ kind: kindOf(change), text: change.value })) ?? null
}

function kindOf({ added, removed }: ChangeObject<unknown>): TextPiece['kind'] {
  return added ? 'added' : removed ? 'removed' : 'same'
}

function whole(before: string, after: string): TextPiece[] {
  const pieces: TextPiece[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]
  return pieces.filter(({ text }) => text !== '')
}

/** Rewritten sentences are told as one change, not as a change for each word with the spaces between them left standing. */
function joinGaps(pieces: readonly TextPiece[]): TextPiece[] {
  const joined: TextPiece[] = []
  let removed = ''
  let added = ''
  const flush = () => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed })
    if (added !== '') joined.push({ kind: 'added', text: added })
    removed = added = ''
  }
  pieces.forEach(({ kind, text }, index) => {
    if (kind === 'removed') removed += text
    else if (kind === 'added') added += text
    else if (removed !== '' && added !== '' && index < pieces.length - 1 && /^[^\S\n]+$/.test(text)) {
      removed += text
      added += text
    } else {
      flush()
      joined.push({ kind, text })
    }
  })
  flush()
  return joined
}
