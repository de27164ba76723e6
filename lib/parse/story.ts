import type { CausePiece } from './causes'
import { findDates } from './dates'
import type { Clock } from './moment'
import { readNarrative } from './narrative'
import { cut, type Piece, plain } from './piece'
import { findRepeatedStep } from './repeated-step'
import { type Section, sectionsOf, topicOf } from './sections'
import { readTimeline, type TimelineEntry } from './timeline'

/** The structured timeline when there is one, else the moments that the story tells. */
export function readEntries(sections: Section[], causes: CausePiece[], clock: Clock): TimelineEntry[] {
  const listed = readTimeline(sections, { ...clock })
  const timed = listed.filter((entry) => entry.timePiece).length
  const told = timed < 2 ? readStory(sections, clock) : []
  const entries = told.length > timed ? told : listed
  const repeated = findRepeatedStep(sections, entries)
  if (repeated) entries.splice(repeated.index, 0, repeated.entry)
  return latentEntries(causes).concat(entries)
}

/** Most stories stand outside the section on the cause; some reports tell everything there. */
function readStory(sections: Section[], clock: Clock): TimelineEntry[] {
  const told = readNarrative(storyPieces(sections), { ...clock })
  if (told.filter((entry) => entry.moment).length >= 2) return told
  const causes = sectionsOf(sections, 'root-cause').flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.piece] : [])),
  )
  const inCauses = readNarrative(causes, { ...clock })
  return inCauses.length > told.length ? inCauses : told
}

/** Paragraphs and items that may tell what happened. */
export function storyPieces(sections: Section[]): Piece[] {
  const silent = [
    'root-cause',
    'actions',
    'lessons',
    'background',
    'references',
    'customer-actions',
    'contributing',
    'participants',
    'stats',
    'went-well',
    'went-wrong',
    'lucky',
  ]
  return sections
    .filter((section) => !silent.includes(topicOf(section) ?? ''))
    .flatMap((section) =>
      section.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [])),
    )
}

/** When the fault came into the system, long before it showed: a date as vague as the source gives it, and no instant. */
function latentEntries(causes: CausePiece[]): TimelineEntry[] {
  return causes.flatMap(({ role, piece }) => {
    if (role !== 'latent') return []
    const vague =
      /(?<!\p{L})(?:(?:since|in|back in|seit|im|с|в)\s)?(?:early|mid|late|anfang|mitte|ende|начал[еа]|середин[еы]|конц[еа])[ -]\p{L}+(?:\s\d{4})?/iu.exec(
        piece.text,
      )
    const hit = findDates(piece.text)[0]
    if (!vague && !hit?.vague) return []
    const timePiece = vague
      ? cut(piece, vague.index, vague.index + vague[0].length)
      : hit
        ? cut(piece, hit.index, hit.index + hit.length)
        : null
    return [
      {
        moment: null,
        timePiece,
        piece,
        text: plain(piece.text),
        phase: 'latent' as const,
        others: [],
        lane: 'internal' as const,
      },
    ]
  })
}
