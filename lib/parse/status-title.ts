import type { Block, HeadingBlock, ParagraphBlock } from './blocks'
import { findDates } from './dates'
import { light } from './light-expression'
import { findTitle } from './postmortem'
import { readStampLine, readStateLine } from './status-lines'
import { leadingState } from './update-state'

/** A line that says something, not a heading without a mark: it ends as a sentence does. */
export function isSentence(text: string): boolean {
  const end = SENTENCE_END.exec(text)?.index
  // From the end: an expression that began at the letters would look for the end from each of them.
  return end !== undefined && LETTER.test(text.slice(text.lastIndexOf('\n', end) + 1, end))
}

const SENTENCE_END = /[.!?]["”»]?\s*$/
const LETTER = light(/\p{L}/u)

/** "🛑 Customer portal is down": the title that a monitor gives the issue it opens (Upptime). */
export function isDownTitle(blocks: readonly Block[]): boolean {
  const [title] = blocks
  const text = title?.kind === 'heading' || title?.kind === 'paragraph' ? title.piece.text : ''
  return /(?:is|was) down|degraded performance/i.test(text)
}

/** The title of a pasted status page: it stands above every update, below the page's own name. Null without one. */
export function findHeading(all: Block[]): ReturnType<typeof findTitle> {
  const page = all.findIndex((block) => !isChrome(block))
  const below = page > 0 ? all.slice(page) : all
  const blocks = isPageName(below[0]) && isName(below[1]) ? below.slice(1) : below
  const [first, title] = blocks
  // a notice of a page without states: its time, its title, its text
  if (first && 'piece' in first && readStampLine(first.piece) && isNoticeTitle(title) && blocks.length > 2)
    return blocks.slice(1).some((block) => 'piece' in block && readStampLine(block.piece)) ? null : title
  const found = findTitle(blocks)
  const above = blocks.slice(0, found ? blocks.indexOf(found) + 1 : 0)
  const within = above.some((block) => readStateLine(block) || ('piece' in block && readStampLine(block.piece)))
  return within ? null : found
}

/** What a page shows above every incident: its links, and how all is now. */
const CHROME = light(
  /^[\s←<«‹✓✔●•]*(?:all (?:systems?|services?)(?: are)?(?: fully)? operational|(?:some|partial) systems? (?:are )?(?:degraded|outage|down)|no known issues|subscribe(?: to updates?)?(?: .{0,20})?|get (?:updates|notified)|(?:view )?(?:historical uptime|uptime history)|(?:past|previous|recent) incidents|incident (?:history|details?)|report (?:a problem|an issue)|(?:back|return)(?: to (?:the )?(?:status page|current status|overview|home ?page|all incidents|incidents|history))?|current status|status page|home|log ?in|sign in|contact support|support|skip to (?:main )?content|powered by .{1,30}|menu)[\s→>»›.]*$/iu,
)

function isChrome(block: Block): boolean {
  return (block.kind === 'paragraph' || block.kind === 'heading') && CHROME.test(block.piece.text)
}

/** "Example Cloud Status Dashboard": the name of the page, above that of the incident. */
function isPageName(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph' && block?.kind !== 'heading') return false
  return (
    block.piece.text.length <= 60 &&
    (/(?:status|service health)(?: (?:dashboard|page|history|site))?$/i.test(block.piece.text) ||
      // "Example incident", as those call it that list the pages of others
      (block.kind === 'paragraph' && /^\S{2,30}(?: \S{1,20})? incident$/i.test(block.piece.text)))
  )
}

function isNoticeTitle(block: Block | undefined): block is HeadingBlock | ParagraphBlock {
  return (block?.kind === 'paragraph' || block?.kind === 'heading') && isName(block)
}

function isName(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph' && block?.kind !== 'heading') return false
  const { text } = block.piece
  return (
    text.length <= 120 &&
    !isSentence(text) &&
    !readStampLine(block.piece) &&
    !leadingState(text) &&
    findDates(text).length === 0
  )
}

/** "Incident Report for <company>" below the title belongs to the page, not to the newest update. */
export function isSubtitle(block: Block): boolean {
  return (
    block.kind === 'paragraph' &&
    /^(?:incident report for|vorfallsbericht für|отчёт об инциденте для|rapport d'incident pour|informe de incidente de|relatório de incidente para|rapporto incidente per|(?:incident |issue )?(?:resolved|closed|ended) (?:in|after)) .{1,80}$/iu.test(
      block.piece.text,
    )
  )
}
