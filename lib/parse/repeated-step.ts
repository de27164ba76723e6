import { light } from './light-expression'
import type { Section } from './sections'
import { topicOf } from './sections'
import { findPhaseCues, phaseOf } from './phases'
import { cut, type Piece, plain } from './piece'
import { readSentences } from './sentences'
import type { TimelineEntry } from './timeline'

const AGAIN = light(
  /(?<!\p{L})(?:again|once more|once again|a second time|another time|erneut|nochmals|noch einmal|wiederum|ein zweites mal|снова|повторно|ещё раз|еще раз|вторично|во второй раз)(?!\p{L})/iu,
)

/**
 * A step that the causal chain tells and the timeline leaves out: something was done "again" between steps that have times.
 * It has an order but no time, so it goes before the first entry that tells of the end, behind the last step before that.
 * Null when the timeline tells of a repetition itself, or has no steps to put it between.
 */
export function findRepeatedStep(
  sections: Section[],
  entries: TimelineEntry[],
): { entry: TimelineEntry; index: number } | null {
  const timed = entries.filter((entry) => entry.moment)
  if (timed.length < 3 || timed.some((entry) => AGAIN.test(entry.text))) return null
  const end = entries.findIndex((entry) => entry.phase === 'resolved')
  const before = entries.slice(0, end < 0 ? entries.length : end).findLastIndex((entry) => entry.phase === 'mitigated')
  if (before < 0) return null
  for (const section of sections) {
    const topic = topicOf(section)
    if (topic !== 'what-happened' && topic !== 'response') continue
    for (const block of section.blocks) {
      if (block.kind !== 'item' && block.kind !== 'paragraph') continue
      for (const sentence of readSentences(block.piece)) {
        const clause = repeatedClause(sentence)
        if (!clause) continue
        const entry: TimelineEntry = {
          moment: null,
          timePiece: null,
          piece: clause,
          text: plain(clause.text),
          ...phaseOf(clause.text),
          lane: 'internal',
        }
        return { entry, index: before + 1 }
      }
    }
  }
  return null
}

/** From the clause that says "again" to the sentence's end, when it is a remedy and not the first step of the sentence. */
function repeatedClause(sentence: Piece): Piece | null {
  const again = AGAIN.exec(sentence.text)
  if (!again) return null
  const head = sentence.text.slice(0, again.index)
  const boundaries = [...head.matchAll(/[,;]\s|\s(?:and|then|und|dann|и|затем|потом)\s/giu)]
  const last = boundaries.at(-1)
  if (!last) return null
  const from = last.index + last[0].length
  const tie = /^(?:and|then|und|dann|и|затем|потом)\s+/iu.exec(sentence.text.slice(from))?.[0].length ?? 0
  const clause = cut(sentence, from + tie, sentence.text.replace(/[.!]$/, '').length)
  return findPhaseCues(clause.text).some((cue) => cue.phase === 'mitigated') ? clause : null
}
