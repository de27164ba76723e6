import type { Block, HeadingBlock, TableBlock } from './blocks'
import { labelKey } from './fields'
import { light } from './light-expression'
import { cut, type Piece } from './piece'
import { exactSectionKey, type SectionKey } from './section-names'

/** Sections that documents open with a label instead of a heading. */
const OPENED = new Set<SectionKey>([
  'summary',
  'impact',
  'timeline',
  'what-happened',
  'background',
  'root-cause',
  'trigger',
  'contributing',
  'detection',
  'response',
  'resolution',
  'lessons',
  'went-well',
  'went-wrong',
  'lucky',
  'actions',
  'customer-actions',
])
const CAUSES: readonly SectionKey[] = ['root-cause', 'trigger', 'contributing', 'detection']
const LESSONS: readonly SectionKey[] = ['went-well', 'went-wrong', 'lucky', 'actions']
/** Which labels open a section below a heading; below other headings ("Action items") a label only names an item. */
const BELOW: Partial<Record<SectionKey, readonly SectionKey[]>> = {
  summary: [...OPENED],
  details: [...OPENED],
  background: [...OPENED],
  'root-cause': CAUSES,
  contributing: CAUSES,
  lessons: LESSONS,
}

/** A label with what stands behind it: `**Impact:** text`, `- **Review actions**:`, `Root cause: text`. */
export type SectionLabel = { key: SectionKey; label: Piece; rest: Piece; block: Block; indent: number | null }

const BOLD = light(/^(?<mark>\*\*|__)(?<label>[^*_\n]{2,60}?)[ \t]*[:：]?[ \t]*\k<mark>[ \t]*(?:[:：]|[–—-](?=\s)|$)?/u)
const PLAIN = light(/^(?<label>[\p{L}][^:：*|.\n]{1,50}?)[ \t]*[:：](?=\s|$|[^/\p{N}\s])/u)

/** The label that opens a section at `block`; `topic` is what the text around it is about, `next` the block behind. */
export function sectionLabelOf(block: Block, next: Block | undefined, topic: SectionKey | null): SectionLabel | null {
  if ((block.kind !== 'item' && block.kind !== 'paragraph') || (block.kind === 'paragraph' && block.quoted)) return null
  const nested = block.kind === 'item' && next?.kind === 'item' && next.indent > block.indent
  const text = block.piece.text
  const match = BOLD.exec(text.slice(0, 140)) ?? PLAIN.exec(text.slice(0, 140))
  const label = match?.groups?.label ?? (nested && text.length <= 40 ? text : null)
  // "Why did it fail?" in a list is a question of that list
  const key = label && !(block.kind === 'item' && /[?？]\s*$/.test(label)) ? exactSectionKey(label) : null
  if (!label || !key || !OPENED.has(key) || (topic !== null && !BELOW[topic]?.includes(key))) return null
  const at = text.indexOf(label)
  const rest = cut(block.piece, match ? match[0].length : text.length)
  // "Impact: 300 users" is a fact with a label of its own
  if (rest.text && !nested && labelKey(label) === 'impact') return null
  return {
    key: key === 'background' && nested && next && beginsWithTime(next) ? 'timeline' : key,
    label: cut(block.piece, at, at + label.length),
    rest,
    block,
    indent: block.kind === 'item' ? block.indent : null,
  }
}

function beginsWithTime(block: Block): boolean {
  return block.kind === 'item' && /^[\s*_`[(~]*(?:\d{4}-\d{2}-\d{2}[ T]|\d{1,2}[:.]\d{2}(?!\d))/u.test(block.piece.text)
}

/** Rows of a two-column table that name a section: `| Root cause | a lock |`. */
export function tableLabels(
  table: TableBlock,
  topic: SectionKey | null,
): { key: SectionKey; label: Piece; rest: Piece }[] {
  if (table.header.length !== 2 || (topic !== null && !['summary', 'details', 'background'].includes(topic))) return []
  return [table.header, ...table.rows].flatMap(([label, rest]) => {
    const key = label && rest?.text ? exactSectionKey(label.text) : null
    return label && rest && key && OPENED.has(key) && key !== 'impact' ? [{ key, label, rest }] : []
  })
}

/** The heading that a label stands for. */
export function headingOf(label: Piece): HeadingBlock {
  return { kind: 'heading', level: 9, marked: true, piece: label, start: label.start, end: label.end }
}

/** Whether `block` still belongs to the section that `label` opened, which holds `count` blocks so far. */
export function belongsTo({ key, rest, indent, block: own }: SectionLabel, block: Block, count: number): boolean {
  const lists = ['timeline', 'actions', 'lessons', 'went-well', 'went-wrong', 'lucky', 'customer-actions'].includes(key)
  const isList = block.kind === 'item' || block.kind === 'table' || block.kind === 'code'
  if (indent === null) {
    const leadsIn = rest.text === '' || lists || /[:：]$/.test(rest.text) || block.start <= own.end + 2
    return isList && leadsIn
  }
  if (block.kind === 'item') return block.indent > indent
  if (block.kind === 'paragraph') return block.piece.start - block.start > indent
  return isList && (count === 0 || block.kind === 'code')
}
