import { type ActionItemPiece, addNote, type Context, isEmptyItem, readItem } from './action-item'
import { bulletLine, headingPriority, isDetailLabel, withLine, withParagraph } from './action-details'
import { isInitials, noteKeyOf, personOf, ticketOf } from './action-notes'
import { MARKED, readParagraphs, readPlans, readPromises, STATUS_IN_FRONT } from './action-promises'
import { ledInLists } from './action-lead-ins'
import { isActionTable, readTable } from './action-table'
import { headingKind, headingStatus, leadInStatus, statusWord } from './action-words'
import type { ActionItemStatus } from '@/lib/schema/action-item'
import type { Block, ItemBlock } from './blocks'
import type { DateAnchor } from './dates'
import { light } from './light-expression'
import { cut, type Piece } from './piece'
import { type Section, sectionsOf, topicOf } from './sections'
import { readSentences } from './sentences'

export { type ActionItemPiece, readItem } from './action-item'
export { leadInStatus } from './action-words'

/** Headings and labels that only group items: when, where, how urgent, of what kind. */
const GROUP = light(
  /^[\s*_]*(?:(?:immediate|short|medium|mid|long|near)(?:[ -]term)?(?: .{0,30})?|(?:kurz|mittel|lang)fristig\p{L}*(?: .{0,20})?|(?:крат|долг|средн)осрочн\p{L}+(?: .{0,20})?|(?:à )?(?:court|moyen|long) terme|(?:a )?(?:corto|mediano|medio|largo) plazo|(?:de )?(?:curto|médio|longo) prazo|(?:a )?(?:breve|medio|lungo) termine|(?:korte|middellange|lange) termijn|(?:kort|medellång|lång) sikt|(?:krótko|średnio|długo)terminow\p{L}+|短期|中期|長期|长期|短期的?対策|단기|중기|장기|process|training|testing|tests?|technical|people|tooling|documentation|communications?|infrastructure|monitoring|alerting|detection|prevention|prevent|detect|mitigate|mitigation|response|other|misc\p{L}*|errata|general|repair|p[0-5]|priority \d|(?:high|medium|low)(?: priority)?|open|pending|outstanding|remaining|not started|done|completed?|in progress|planned|todo|to do)[\s*_:：]*$/iu,
)

/** "Other avenues investigated" below the actions: what was tried, nothing to do. */
const LOOKED_INTO = light(
  /(?<!\p{L})(?:avenues|paths|options|approaches|alternatives|ideas|things|hypotheses|theories|attempts)(?: we| that were)? (?:\p{L}+ )?(?:investigated|considered|explored|tried|rejected|ruled out|discarded|attempted)(?!\p{L})/iu,
)

/** Follow-ups listed in `sections`: bullets, checkboxes, numbered lists and tables. `anchor` gives the year of "since March". */
export function readActionItems(sections: Section[], anchor: DateAnchor | null): ActionItemPiece[] {
  let above: ActionItemStatus | null = null
  return sections.flatMap((section) => {
    const heading = section.heading?.piece.text ?? ''
    if (LOOKED_INTO.test(heading)) return []
    const own = headingStatus(heading)
    if (!section.within.includes('actions')) above = own === 'done' ? own : null
    if (isStep(section, above))
      return [readItem(withoutNumber(section.heading?.piece), { status: above, kind: null, anchor })]
    const context: Context = {
      status: own ?? above,
      kind: headingKind(heading),
      anchor,
      priority: headingPriority(heading),
      owner: section.key === null ? personOf(heading) : null,
    }
    const headed = readHeadedItem(section, context)
    return headed ? [headed] : readItems(section.blocks, context)
  })
}

/**
 * The action items of a whole document: of its sections about actions, of tables of actions elsewhere, and, where a section
 * about actions has no list at all, of the sentences that promise something.
 */
export function findActionItems(sections: Section[], anchor: DateAnchor | null): ActionItemPiece[] {
  const about = sectionsOf(sections, 'actions')
  const listed = readActionItems(about, anchor)
  const told = about.flatMap((section) =>
    section.blocks.some((block) => block.kind === 'item' || block.kind === 'table')
      ? []
      : (readParagraphs(section, anchor, listed) ?? readPromises(section, anchor, listed)),
  )
  const stated = statedGroups(sections)
  const planned = sections.flatMap((section) =>
    stated.includes(section)
      ? readActionItems([section], anchor)
      : isTracked(section)
        ? // what is ticked tells how far the handling went, and is no follow-up
          readActionItems([section], anchor).filter(({ draft }) => draft.status !== 'done')
        : ['response', 'resolution'].includes(topicOf(section) ?? '')
          ? readPlans(section, anchor)
          : [],
  )
  const announced = readActionItems(sections.flatMap(ledInLists), anchor).filter(
    ({ title }) => !planned.some((item) => item.title.start === title.start),
  )
  const tables = sections.flatMap((section) =>
    ['actions', 'timeline'].includes(topicOf(section) ?? '')
      ? []
      : section.blocks.flatMap((block) =>
          block.kind === 'table' && isActionTable(block) ? readTable(block, { status: null, kind: null, anchor }) : [],
        ),
  )
  const marked = sections.flatMap((section) =>
    isTodo(section)
      ? section.blocks.flatMap((block) =>
          block.kind === 'paragraph' && saysWhat(block.piece)
            ? [readItem(firstSentence(block.piece), { status: 'open', kind: null, anchor })]
            : [],
        )
      : ['actions', 'timeline'].includes(topicOf(section) ?? '') || planned.length > 0
        ? []
        : section.blocks.flatMap((block) =>
            (block.kind === 'paragraph' || block.kind === 'item') &&
            MARKED.test(block.piece.text) &&
            saysWhat(block.piece)
              ? [readMarked(block.piece, anchor)]
              : [],
          ),
  )
  return [...listed, ...told, ...planned, ...announced, ...tables, ...marked].sort(
    (a, b) => a.title.start - b.title.start,
  )
}

/** "**TODO**: watch the disk", which is a section by its label. */
function isTodo({ heading, blocks }: Section): boolean {
  return (
    heading !== null &&
    /^[\s*_]*to-?do[\s*_:]*$/i.test(heading.piece.text) &&
    blocks.length === 1 &&
    blocks[0]?.kind === 'paragraph' &&
    heading.start >= blocks[0].start - 16
  )
}

/** "TODO: credits?" is the author's note, no follow-up. */
function saysWhat(piece: Piece): boolean {
  const told = firstSentence(cut(piece, STATUS_IN_FRONT.exec(piece.text)?.[0].length ?? 0))
  return (told.text.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0) > 2
}

function readMarked(piece: Piece, anchor: DateAnchor | null): ActionItemPiece {
  const front = STATUS_IN_FRONT.exec(piece.text)?.[0] ?? ''
  const status = statusWord(front.replace(/[*_:：–—-]/g, '').trim(), true)
  return readItem(firstSentence(cut(piece, front.length)), { status, kind: null, anchor })
}

const STEP = /^[\s*_]*\d{1,2}[.)][\s*_]+(?=\S)/

/** "### 2. A check before the release" below "Actions taken (completed)": the heading is what was done, its list how. */
function isStep({ heading, key, within, blocks }: Section, above: ActionItemStatus | null): boolean {
  if (above !== 'done' || key !== null || within[0] !== 'actions' || !heading || !STEP.test(heading.piece.text))
    return false
  return (
    blocks.length > 0 &&
    blocks.every((block) => block.kind !== 'table' && !('piece' in block && /^\[[ xX]\]/.test(block.piece.text)))
  )
}

function withoutNumber(piece: Piece | undefined): Piece {
  const heading = piece ?? { text: '', start: 0, end: 0 }
  return cut(heading, STEP.exec(heading.text)?.[0].length ?? 0)
}

/** "Completed" and "Pending" below "Remediation": what has a part that is not done yet is a list of follow-ups. */
function statedGroups(sections: Section[]): Section[] {
  const groups = sections.filter(
    (section) =>
      section.key === null &&
      ['response', 'resolution'].includes(topicOf(section) ?? '') &&
      section.blocks.some((block) => block.kind === 'item' || block.kind === 'table') &&
      GROUP.test(section.heading?.piece.text ?? '') &&
      headingStatus(section.heading?.piece.text ?? ''),
  )
  return groups.some(({ heading }) => headingStatus(heading?.piece.text ?? '') !== 'done') ? groups : []
}

/** Boxes of which some are ticked and some are not, below a heading of their own: somebody keeps track of what is left. */
function isTracked(section: Section): boolean {
  const topic = topicOf(section)
  if (!section.heading || (topic !== null && topic !== 'response' && topic !== 'resolution')) return false
  const boxes = section.blocks.flatMap((block) =>
    block.kind === 'item' ? (/^\[([ xX])\]\s/.exec(block.piece.text)?.[1] ?? []) : [],
  )
  return boxes.includes(' ') && boxes.some((box) => box !== ' ')
}

/** A heading per item ("### Add an alert" above "Owner: Ines") below the heading of all items. */
function readHeadedItem(section: Section, context: Context): ActionItemPiece | null {
  const { heading, key, within, blocks } = section
  if (!heading || key !== null || within[0] !== 'actions' || blocks.length === 0) return null
  const lines = blocks.flatMap((block) => (block.kind === 'item' || block.kind === 'paragraph' ? [block.piece] : []))
  if (lines.some((line) => STATUS_IN_FRONT.test(line.text) && !isNote(line.text))) return null
  const notes = lines.filter((line) => isNote(line.text))
  const items = blocks.filter((block) => block.kind === 'item').length
  const listed = blocks.some((block) => block.kind === 'table') || (items > 0 && notes.length * 3 < items)
  if (listed || GROUP.test(heading.piece.text) || isEmptyItem(heading.piece.text)) return null
  if (notes.length === 0 && !/\s/.test(heading.piece.text.trim())) return null
  const number = /^\s*(?:(?:action(?: item)?|item|task)\s*)?#?\d{1,2}(?![\d.):]\d)[.):]?\s*[-–—:]?\s*/iu.exec(
    heading.piece.text,
  )
  const piece = number ? cut(heading.piece, number[0].length) : heading.piece
  if (isEmptyItem(piece.text)) return null
  const item = readItem(piece, { ...context, status: null, kind: null })
  for (const note of notes) for (const line of note.text.split('\n')) addNote(item, line, context.anchor)
  for (const block of blocks) {
    if (block.kind === 'item' && !isNote(block.piece.text)) withLine(item.draft, bulletLine(block, 0))
    if (block.kind === 'paragraph' && !isNote(block.piece.text)) withParagraph(item.draft, block.piece)
  }
  return item
}

function isNote(text: string): boolean {
  if (STATUS_IN_FRONT.test(text) && (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > 3) return false
  const label = /^[\s*_]*(?<label>[\p{L}][\p{L} '’/-]{1,24}?)[\s*_]*[:：]/u.exec(text)?.groups?.label
  const key = label ? noteKeyOf(label) : null
  return (key !== null && key !== 'title') || (label !== undefined && isDetailLabel(label))
}

/** "1. Add a check" above "- Owner: Ines", written without an indent: the bullets say more about the numbered item above them. */
function nestDetails(blocks: Block[]): Block[] {
  const numbered = blocks.filter((block) => block.kind === 'item' && block.ordered).length
  const first = blocks.findIndex((block) => block.kind === 'item')
  const opens = blocks[first]
  const notes = blocks.filter((block) => block.kind === 'item' && !block.ordered && isNote(block.piece.text)).length
  if (numbered < 2 || notes < 2 || opens?.kind !== 'item' || !opens.ordered) return blocks
  return blocks.map((block) =>
    block.kind === 'item' && !block.ordered ? { ...block, indent: block.indent + 2 } : block,
  )
}

function readItems(given: Block[], context: Context): ActionItemPiece[] {
  const blocks = nestDetails(given)
  const found: ActionItemPiece[] = []
  let here = context
  let base: number | null = null
  const groups: { indent: number; context: Context }[] = []
  const sentences = namedSentences(blocks)
  // what stands below a line across the page says nothing of the items above it
  let ruled = 0
  let details = false
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'rule') ruled = found.length
    if (block.kind === 'paragraph' && !(found.length > ruled && addedToLast(found, block.piece, context))) {
      const front = block.quoted ? undefined : STATUS_IN_FRONT.exec(block.piece.text)?.[0]
      if (front) {
        const status = statusWord(front.replace(/[*_:：]/g, '').trim(), true)
        found.push(readItem(firstSentence(cut(block.piece, front.length)), { ...context, status }))
        continue
      }
      const named = OWNER_IN_FRONT.exec(block.piece.text)
      if (named?.groups?.name && isInitials(named.groups.name)) {
        found.push(readItem(cut(block.piece, named[0].length), { ...context, owner: named.groups.name }))
        // "... so that it tells of:" above a list: what is listed belongs to the item
        details = /[:：][\s*_]*$/u.test(block.piece.text)
        continue
      }
      details = EXAMPLES.test(block.piece.text)
      // nothing but the link to its ticket
      if (/^\[[^\][\n]{1,80}\]\([^)\s]{1,500}\)$/.test(block.piece.text) && ticketOf(block.piece.text)) {
        found.push(readItem(block.piece, here))
        continue
      }
      if (sentences.has(block)) {
        found.push(readItem(block.piece, here))
        continue
      }
      here = { ...context, status: leadInStatus(lastSentence(block.piece)) ?? context.status }
      base = null
      groups.length = 0
    }
    if (block.kind === 'table') for (const item of readTable(block, here)) found.push(item)
    if (block.kind !== 'item' || details) continue
    if (MARKED.test(block.piece.text) && !/^\p{L}/u.test(block.piece.text)) {
      found.push(readMarked(block.piece, context.anchor))
      continue
    }
    while (groups.length > 0 && (groups.at(-1)?.indent ?? 0) >= block.indent) groups.pop()
    if (base === null || block.indent < base) base = block.indent
    const around = groups.at(-1)
    // a deeper item explains the one above it, unless that one only names a group
    if (block.indent > (around ? around.indent : base) + 1 && !(around && startsGroup(blocks, index, around.indent))) {
      const last = found.at(-1)
      if (last && !addNote(last, block.piece.text, context.anchor))
        withLine(last.draft, bulletLine(block, block.indent - (around ? around.indent : base) - 2))
      continue
    }
    const inherited = around?.context ?? here
    if (isGroup(block, blocks[index + 1])) {
      groups.push({ indent: block.indent, context: groupContext(block.piece.text, inherited) })
      continue
    }
    if (addedToLast(found, block.piece, context) || isEmptyItem(block.piece.text)) continue
    found.push(readItem(withoutLabel(block.piece), inherited))
  }
  return found
}

/** "**JP** Write it up": initials in bold in front of what to do. */
const OWNER_IN_FRONT = /^(?:\*\*|__)(?<name>\p{Lu}{2,3})(?:\*\*|__)[:：]?[ \t]+(?=\p{Lu})/u
/** "Examples:" above the lines that a form gives for the author's use. */
const EXAMPLES = /^[\s*_(]*(?:for )?(?:examples?|e\.g\.)[\s*_]*[:：][\s*_)]*$/iu

function firstSentence(piece: Piece): Piece {
  return readSentences(piece)[0] ?? piece
}

/**
 * Paragraphs of one sentence each, two or more, below a line that only names them: "Improvements:" above "More alerts." and
 * "Fewer locks."
 */
function namedSentences(blocks: Block[]): Set<Block> {
  const found = new Set<Block>()
  let run: Block[] | null = null
  const close = () => {
    if (run && run.length > 1) for (const block of run) found.add(block)
  }
  for (const [index, block] of blocks.entries()) {
    const text = block.kind === 'paragraph' && !block.quoted ? block.piece.text.trim() : ''
    if (/[:：][\s*_]*$/u.test(text) && text.length <= 60) {
      close()
      run = []
    } else if (run && block.kind === 'paragraph' && (isOneSentence(block.piece) || isListed(blocks, index)))
      run.push(block)
    else {
      close()
      run = null
      if (index === 0 && isListed(blocks, index)) run = [block]
    }
  }
  close()
  return found
}

/** How a sentence of a story begins, which is no line of a list. */
const TELLS =
  /^(?:we|our|the|this|these|those|that|it|its|they|i|there|here|in|to|for|as|after|before|at|on|with|while|when|since|because|although|however|unfortunately|thanks?|please|all|no|not)(?!\p{L})/iu

/**
 * A line of a list that lost its marks: short, one sentence or less, with the next or the last of its kind right above or below it,
 * no empty line between them.
 */
function isListed(blocks: Block[], index: number): boolean {
  const own = blocks[index]
  if (!own || !isBareLine(own)) return false
  const neighbours = [blocks[index - 1], blocks[index + 1]]
  return neighbours.some((block) => block && isBareLine(block) && Math.abs(gapOf(own, block)) <= 2)
}

function gapOf(one: Block, other: Block): number {
  return other.start >= one.end ? other.start - one.end : one.start - other.end
}

function isBareLine(block: Block): boolean {
  if (block.kind !== 'paragraph' || block.quoted) return false
  const { text } = block.piece
  return (
    /^\p{Lu}[\p{Ll}-]+ /u.test(text) &&
    !TELLS.test(text) &&
    !/[:：?,;]$/u.test(text) &&
    text.length <= 200 &&
    !isNote(text) &&
    readSentences(block.piece).length === 1
  )
}

function isOneSentence(piece: Piece): boolean {
  const { text } = piece
  return /^\p{Lu}/u.test(text) && /[.!]\s*$/.test(text) && text.length <= 300 && readSentences(piece).length === 1
}

/** The sentence that leads into the list below. */
function lastSentence(piece: Piece): string {
  return readSentences(piece).at(-1)?.text ?? ''
}

/** The first level of items below a group's name. */
function startsGroup(blocks: Block[], index: number, indent: number): boolean {
  const own = blocks[index]
  for (let at = index - 1; at >= 0; at--) {
    const before = blocks[at]
    if (before?.kind !== 'item' || own?.kind !== 'item') return true
    if (before.indent <= indent) return true
    if (before.indent < own.indent) return false
  }
  return true
}

/** "When we change the format of answers:" says when or why, not what to do. */
const LEADS_IN =
  /^[\s*_]*(?:in|for|when|whenever|while|during|if|as|to (?:prevent|avoid|reduce|make sure|ensure|improve|address)|we (?:should|will|need|have|are|must|can|could|want|plan)|the following|these|those|there|other|some|several|things|changes|regarding|on the|(?:all |open |our )?(?:action items?|actions|follow-?ups?|tasks|tickets|to-?dos?))(?!\p{L})/iu

const DESCRIBES =
  /^[\s*_]*(?:description|details?|what|why|how|rationale|reason|goal|scope|owner|assignee|due(?: date)?|status|priority|ticket|issue|timeline|acceptance criteria)[\s*_]*[:：]/iu

/** "**Monitoring**:" or "Short term" above deeper items names them all. */
function isGroup(item: ItemBlock, next: Block | undefined): boolean {
  if (next?.kind !== 'item' || next.indent <= item.indent) return false
  const text = item.piece.text
  if (/^\[[ xX]\]/.test(text)) return false
  // "- **Description:** ..." below a name says what that item is
  if (DESCRIBES.test(next.piece.text)) return false
  if (GROUP.test(text)) return true
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return /^(?:\*\*|__)[^*_]{2,60}(?:\*\*|__)\s*[:：]?$|^(?:\*\*|__)[^*_]{2,60}[:：](?:\*\*|__)$/u.test(text)
    ? words <= 6
    : /[:：]$/.test(text) && (words <= 4 || LEADS_IN.test(text))
}

function groupContext(text: string, context: Context): Context {
  return {
    status: headingStatus(text) ?? leadInStatus(text) ?? context.status,
    kind: headingKind(text) ?? context.kind,
    anchor: context.anchor,
    priority: headingPriority(text) ?? context.priority,
  }
}

/** "- Owner: Ines" behind "- Action: alert on age", in one flat list. */
function addedToLast(found: ActionItemPiece[], piece: Piece, context: Context): boolean {
  const last = found.at(-1)
  return last !== undefined && isNote(piece.text) && addNote(last, piece.text, context.anchor)
}

/** "Action: alert on age" without the label. */
function withoutLabel(piece: Piece): Piece {
  const match = /^[\s*_]*(?<label>[\p{L}][\p{L} ]{1,20}?)[ \t]*\d{0,2}[\s*_]*[:：][\s*_]*(?=\S)/u.exec(piece.text)
  return match?.groups?.label && noteKeyOf(match.groups.label) === 'title' ? cut(piece, match[0].length) : piece
}
