import type { Block, HeadingBlock } from './blocks'
import { readLabelled } from './fields'
import { exactSectionKey, headingSectionKey, type SectionKey } from './section-names'

/**
 * A heading with the blocks below it, up to the next heading of any level. `key` is what its own name says, `within` what
 * the headings above it say, innermost first; the blocks before the first heading form a section without a heading.
 */
export type Section = { heading: HeadingBlock | null; key: SectionKey | null; within: SectionKey[]; blocks: Block[] }

type Open = { level: number; marked: boolean; key: SectionKey | null }

/**
 * Splits blocks into sections. Headings of scraped pages have no level: such a heading ends the section before it, and one
 * that follows another directly stands below it.
 */
export function readSections(blocks: Block[]): Section[] {
  const sections: Section[] = [{ heading: null, key: null, within: [], blocks: [] }]
  let open: Open[] = []
  for (const [index, block] of blocks.entries()) {
    const last = sections.at(-1)
    if (block.kind !== 'heading') {
      last?.blocks.push(block)
      continue
    }
    const named = block.marked ? headingSectionKey(block.piece.text) : exactSectionKey(block.piece.text)
    const directlyBelow = !block.marked && last?.heading && !last.heading.marked && last.blocks.length === 0
    open = open.filter((above) => (above.marked ? above.level < block.level : directlyBelow && above === open.at(-1)))
    const key = isReportTitle(block, blocks, index) ? 'details' : named
    const within = open.flatMap((above) => (above.key ? [above.key] : [])).reverse()
    sections.push({ heading: block, key, within, blocks: [] })
    open = [...open, { level: block.level, marked: block.marked, key }]
  }
  return sections
}

/** "Root Cause Analysis" above "Date: ..." is the name of the whole report, not of a section on the cause. */
function isReportTitle(heading: HeadingBlock, blocks: Block[], index: number): boolean {
  const next = blocks[index + 1]
  if (
    index > 3 ||
    !/^\s*(?:rca|root cause analysis|incident report|post-?mortem|ursachenanalyse|анализ (?:перво)?причин)\s*:?$/iu.test(
      heading.piece.text,
    )
  )
    return false
  return next?.kind === 'paragraph' && readLabelled(next.piece) !== null
}

/** What the section is about: its own name, else the nearest heading above it with a known one. */
export function topicOf(section: Section): SectionKey | null {
  return section.key ?? section.within[0] ?? null
}

/** Sections about `keys`, in source order; those below a known heading count when their own name says nothing else. */
export function sectionsOf(sections: Section[], ...keys: SectionKey[]): Section[] {
  return sections.filter((section) => {
    const topic = topicOf(section)
    return topic !== null && keys.includes(topic)
  })
}
