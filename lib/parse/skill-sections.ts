import type { Block, HeadingBlock } from './blocks'
import { type FieldKey, labelKey } from './fields'
import { light } from './light-expression'
import { cut, type Piece } from './piece'
import { readSections, type Section } from './sections'
import { exactSkillTopic, skillTopic, type SkillTopic } from './skill-section-names'

/** A section of a runbook: what it is for by its own name (`own`), and else by the headings above it. */
export type SkillSection = Section & { topic: SkillTopic | null; own: boolean; level: number }

const SECTION_KEYS = new Set<FieldKey>(['impact', 'description', 'root-cause', 'trigger'])
/** Sections that hold any others. */
const OPEN_TOPICS = new Set<SkillTopic>(['summary', 'other', 'meaning'])
/** A heading that names what is seen ("Symptom: the watcher does not start"). */
export const NAMED_SYMPTOM = light(
  /^[^\p{L}\n]{0,12}(?:symptoms?|symptome|симптом|symptôme|síntoma|sintoma|sintomo|symptoom|objaw|症状|现象|現象|증상)\s*[:：–—-]\s*(?=[\p{L}\p{N}`"'“«])/iu,
)
const LABEL = light(/^(?:\*\*|__)(?<label>[^*_\n]{2,60}?)\s*(?<colon>[:：]?)(?:\*\*|__)\s*(?<behind>[:：]?)\s*(?=\S)/u)

/**
 * Sections of a runbook from its blocks, in source order. A bold label before its text ("**Impact:** ...") and a row of a
 * two-column table whose first cell is a known name are sections like any heading.
 */
export function readSkillSections(blocks: Block[]): SkillSection[] {
  const open: { level: number; topic: SkillTopic | null }[] = []
  const marked = blocks.filter((block) => block.kind === 'heading' && block.marked && block.level <= 6).length > 1
  return readSections(blocks.flatMap((block) => splitLabelled(marked ? asWritten(block) : block))).map(
    (section): SkillSection => {
      const { heading } = section
      if (!heading) return { ...section, topic: null, own: false, level: 0 }
      while (open.length > 0 && (open.at(-1)?.level ?? 0) >= heading.level) open.pop()
      const above = open.findLast(({ topic }) => topic)?.topic ?? null
      // a part of a section ("Verify the fix" below "Resolution") is of its section unless its name is exactly another's
      const named =
        above && !OPEN_TOPICS.has(above) ? exactSkillTopic(heading.piece.text) : skillTopic(heading.piece.text)
      open.push({ level: heading.level, topic: named })
      // what is numbered below a symptom's name is what to do about it
      if (NAMED_SYMPTOM.test(heading.piece.text) && section.blocks.some((one) => one.kind === 'item' && one.ordered))
        return { ...section, topic: 'resolution', own: true, level: heading.level }
      return { ...section, topic: named ?? above, own: named !== null, level: heading.level }
    },
  )
}

/** In Markdown with headings a line that happens to be a section's name ("TODO") is a line of text. */
function asWritten(block: Block): Block {
  if (block.kind !== 'heading' || block.marked) return block
  return { kind: 'paragraph', piece: block.piece, quoted: false, start: block.start, end: block.end }
}

function splitLabelled(block: Block): Block[] {
  if (block.kind === 'paragraph') {
    // "Rollback:" on a line of its own, in a text without marks
    const alone = /^[^\n]{2,60}(?=[:：]$)/u.exec(block.piece.text)?.[0]
    if (alone && isSectionName(alone))
      return [{ ...headingOf(cut(block.piece, 0, alone.length), block.start), level: 8 }]
    const match = LABEL.exec(block.piece.text)
    const { label = '', colon = '', behind = '' } = match?.groups ?? {}
    if (!match || !(colon || behind) || !isSectionName(label)) return [block]
    const rest = cut(block.piece, match[0].length)
    if (!rest.text) return [block]
    const from = block.piece.text.indexOf(label)
    return [
      headingOf(cut(block.piece, from, from + label.length), block.start),
      { ...block, piece: rest, start: rest.start },
    ]
  }
  if (block.kind !== 'table' || block.header.length !== 2) return [block]
  const rows = [block.header, ...block.rows]
  const named = rows.filter(([label]) => label && isSectionName(label.text))
  if (named.length < 2) return [block]
  return rows.flatMap(([label, text]): Block[] =>
    label?.text && text?.text
      ? [
          headingOf(label, label.start),
          ...splitCell(text).map((piece): Block => ({
            kind: 'paragraph',
            piece,
            quoted: false,
            start: piece.start,
            end: piece.end,
          })),
        ]
      : [],
  )
}

/** A label of a section, and not of a fact such as the owner or the version. */
function isSectionName(label: string): boolean {
  const key = labelKey(label)
  return (key === null || SECTION_KEYS.has(key)) && exactSkillTopic(label) !== null
}

function headingOf(piece: Piece, start: number): HeadingBlock {
  return { kind: 'heading', level: 7, marked: true, piece, start, end: piece.end }
}

function splitCell(cell: Piece): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of cell.text.matchAll(/<br\s*\/?>/gi)) {
    pieces.push(cut(cell, from, match.index))
    from = match.index + match[0].length
  }
  pieces.push(cut(cell, from))
  return pieces.filter(({ text }) => text)
}

/** The sections for one of `topics`, in source order. */
export function sectionsFor(sections: SkillSection[], ...topics: SkillTopic[]): SkillSection[] {
  return sections.filter(({ topic }) => topic !== null && topics.includes(topic))
}
