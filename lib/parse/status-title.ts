import type { Block } from './blocks'
import { findDates } from './dates'
import { light } from './light-expression'
import { findTitle } from './postmortem'
import { readStampLine, readStateLine } from './status-lines'

/** A line that says something, not a heading without a mark: it ends as a sentence does. */
export const SENTENCE = light(/\p{L}[^\n]*[.!?]["”»]?\s*$/u)

/** "🛑 Customer portal is down": the title that a monitor gives the issue it opens (Upptime). */
export function isDownTitle(blocks: readonly Block[]): boolean {
  const [title] = blocks
  const text = title?.kind === 'heading' || title?.kind === 'paragraph' ? title.piece.text : ''
  return /(?:is|was) down|degraded performance/i.test(text)
}

/** The title of a pasted status page: it stands above every update, below the page's own name. Null without one. */
export function findHeading(all: Block[]): ReturnType<typeof findTitle> {
  const blocks = isPageName(all[0]) && isName(all[1]) ? all.slice(1) : all
  const found = findTitle(blocks)
  const above = blocks.slice(0, found ? blocks.indexOf(found) + 1 : 0)
  const within = above.some((block) => readStateLine(block) || ('piece' in block && readStampLine(block.piece)))
  return within ? null : found
}

/** "Example Cloud Status Dashboard": the name of the page, above that of the incident. */
function isPageName(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph' && block?.kind !== 'heading') return false
  return (
    block.piece.text.length <= 60 &&
    /(?:status|service health)(?: (?:dashboard|page|history|site))?$/i.test(block.piece.text)
  )
}

function isName(block: Block | undefined): boolean {
  if (block?.kind !== 'paragraph' && block?.kind !== 'heading') return false
  const { text } = block.piece
  return (
    text.length <= 120 &&
    !SENTENCE.test(text) &&
    !readStampLine(block.piece) &&
    !readStateLine(block) &&
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
