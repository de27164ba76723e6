import type { Block } from './blocks'
import { light } from './light-expression'
import { readSentences } from './sentences'
import { type Section, topicOf } from './sections'

/** "To prevent this we will therefore:", "We are going to make the following changes:" above a list. */
const ANNOUNCES = light(
  /(?:^|[\s,;(])(?:(?:we|our team|the team|[\p{L}-]+ team) (?:will|shall)(?: (?:also|now|therefore|thus|be)){0,2}(?: (?:tak|mak|implement|introduc|do|adopt|put|work|carry|chang|improv|add)\p{L}*(?: [\p{L}'’/-]+){0,8})?|(?:we are|we['’]re) (?:also |now |therefore )?(?:going|planning) to(?: [\p{L}'’/-]+){0,8}|we(?: also| therefore)? (?:plan|intend|aim) to(?: [\p{L}'’/-]+){0,8}|(?:these|the following) (?:\p{L}+ ){0,2}(?:actions?|steps|measures|changes|improvements|follow-ups|action items) (?:will be|are going to be|are planned)(?: [\p{L}'’/-]+){0,5})\s*[:：][\s*_]*$/iu,
)
/** What a text itself is going to do is no follow-up. */
const OF_THE_TEXT = light(
  /(?<!\p{L})(?:in this (?:post|report|document|article|section|review|write-?up)|(?:will|to) (?:discuss|describe|explain|outline|cover|look|show|detail|share|walk))(?!\p{L})/iu,
)
const TOPICS = new Set(['summary', 'details', 'response', 'resolution', 'lessons', 'root-cause', null])

/**
 * The lists of a section on something else that a sentence announces as what is going to be done, each as a section of its own that
 * begins with that sentence.
 */
export function ledInLists(section: Section): Section[] {
  if (!TOPICS.has(topicOf(section))) return []
  return section.blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph' || block.quoted) return []
    const sentence = readSentences(block.piece).at(-1)?.text ?? ''
    if (!ANNOUNCES.test(sentence.slice(-200)) || OF_THE_TEXT.test(sentence)) return []
    const items = itemsFrom(section.blocks, index + 1)
    return items.length > 0 ? [{ ...section, heading: null, blocks: [block, ...items] }] : []
  })
}

function itemsFrom(blocks: Block[], from: number): Block[] {
  const items: Block[] = []
  for (let index = from; index < blocks.length; index++) {
    const block = blocks[index]
    if (block?.kind !== 'item') break
    items.push(block)
  }
  return items
}
