import type { Block } from './blocks'
import { type FieldKey, labelKey } from './fields'
import type { Piece } from './piece'

const PATH = /^[\w./ -]{1,200}\.(?:skill\.md|md)$/i
const META: FieldKey[] = ['version', 'confidence', 'last-verified', 'owners', 'category', 'path']

export type PageHead = { path: Piece | null; description: Piece | null; sources: Piece[]; taken: Set<Block> }

/** What a skill page shows above the document itself: path, display title, description, a list of facts, and its sources. */
export function readPageHead(blocks: Block[], heading: Block | null): PageHead {
  const head: PageHead = { path: null, description: null, sources: [], taken: new Set() }
  const end = heading ? blocks.indexOf(heading) : -1
  let inSources = false
  blocks.slice(0, end < 0 ? 0 : end).forEach((block, index, list) => {
    if (block.kind === 'heading') inSources = /extracted from|source|quelle|источник|извлеч/iu.test(block.piece.text)
    if (block.kind === 'heading' && inSources) head.taken.add(block)
    if (block.kind === 'paragraph') {
      inSources = /^(?:extracted from|sources?|quellen?|источники?|извлечено из)\s*:?$/iu.test(block.piece.text)
      if (inSources) head.taken.add(block)
      else if (PATH.test(block.piece.text) && block.piece.text.includes('/')) {
        head.path = block.piece
        head.taken.add(block)
      } else if (!head.description && /\s\S+\s\S+\s\S+\s/.test(block.piece.text)) {
        head.description = block.piece
        head.taken.add(block)
      }
    }
    if (block.kind !== 'item') return
    const next = list[index + 1]
    if (inSources || block.piece.text.startsWith('→')) {
      head.sources.push(block.piece)
      head.taken.add(block)
    } else if (META.includes(labelKey(block.piece.text) ?? 'title') && next?.kind === 'item') {
      head.taken.add(block)
      head.taken.add(next)
    } else if (META.includes(labelKey(/^[^:]{2,40}(?=:)/.exec(block.piece.text)?.[0] ?? '') ?? 'title'))
      head.taken.add(block)
  })
  return head
}
