import type { Block, ItemBlock } from './blocks'
import { oneLine } from './piece'

/**
 * Blocks as Markdown. Blocks of a Markdown source stand as they are written; a scraped
 * page's headings, lists and torn lines get the marks that the page had lost.
 */
export function writeBody(source: string, blocks: Block[]): string {
  const parts: string[] = []
  const bases = listBases(blocks)
  let before: Block | null = null
  for (const block of blocks) {
    const text = writeBlock(source, block, bases.get(block) ?? 0)
    if (!text) continue
    if (before)
      parts.push(
        before.kind === 'item' && block.kind === 'item' && source.slice(before.end, block.start).split('\n').length <= 2
          ? '\n'
          : '\n\n',
      )
    parts.push(text)
    before = block
  }
  return parts.join('').trim()
}

function writeBlock(source: string, block: Block, base: number): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level <= 6 ? block.level : block.level === 7 ? 3 : 2)} ${oneLine(block.piece.text)}`
    case 'item':
      return `${' '.repeat(block.indent - base)}${block.ordered ? block.marker : '-'} ${oneLine(block.piece.text)}`
    case 'paragraph':
      return block.quoted ? source.slice(block.start, block.end) : block.piece.text
    default:
      return source.slice(block.start, block.end)
  }
}

/** A scraped list is indented as a whole; only what is deeper than its list's shallowest item is nested. */
function listBases(blocks: Block[]): Map<Block, number> {
  const bases = new Map<Block, number>()
  let run: ItemBlock[] = []
  const close = () => {
    const base = run.reduce((least, item) => Math.min(least, item.indent), Infinity)
    for (const item of run) bases.set(item, base)
    run = []
  }
  for (const block of blocks) {
    if (block.kind === 'item') run.push(block)
    else close()
  }
  close()
  return bases
}
