import type { Block, HeadingBlock } from './blocks'
import { readLabelled } from './fields'
import { light } from './light-expression'
import type { Piece } from './piece'
import { belongsTo, headingOf, type SectionLabel, sectionLabelOf, tableLabels } from './section-labels'
import { exactSectionKey, headingSectionKey, type SectionKey } from './section-names'

/**
 * A heading with the blocks below it, up to the next heading of any level. `key` is what its own name says, `within` what
 * the headings above it say, innermost first; the blocks before the first heading form a section without a heading.
 */
export type Section = { heading: HeadingBlock | null; key: SectionKey | null; within: SectionKey[]; blocks: Block[] }

type Open = { level: number; marked: boolean; key: SectionKey | null }

/** What was done to end the incident, told in a section about the response, is no follow-up. */
const DONE_THEN = light(
  /(?<!\p{L})(?:actions? taken|steps taken|ergriffene \p{L}+|actions prises|acciones tomadas|ações tomadas|azioni intraprese|genomen maatregelen|vidtagna åtgärder|podjęte działania|принятые меры)(?!\p{L})/iu,
)

/**
 * Splits blocks into sections. Headings of scraped pages have no level: such a heading ends the section before it, and one
 * that follows another directly stands below it. With `labels`, lines that only a label opens ("**Impact:** ...",
 * "- **Review actions**:" above its list, `| Root cause | ... |`) are sections too.
 */
export function readSections(blocks: Block[], options: { labels?: boolean } = {}): Section[] {
  const reader = new SectionReader(blocks)
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading') reader.openHeading(block, index)
    else reader.add(block, options.labels ? (blocks[index + 1] ?? null) : undefined)
  }
  return reader.sections
}

const ACTION_GROUP = light(
  /^[\s*_\d.]*(?:(?:short|medium|mid|long|near)[- ]?(?:er)?[- ]?term|immediate(?:ly)?|now|next|later|soon|completed|done|planned|in progress|open|prevent\p{L}*|detect\p{L}*|mitigat\p{L}*|process\p{L}*|technical|monitoring|alerting|documentation|tooling|testing|communications?|infrastructure|this (?:week|month|quarter)|next (?:week|month|quarter))(?!\p{L})(?: \p{L}+){0,2}[\s*_:]*$/iu,
)

class SectionReader {
  readonly sections: Section[] = [{ heading: null, key: null, within: [], blocks: [] }]
  private open: Open[] = []
  private label: { opened: SectionLabel; parent: Section } | null = null
  private headings = 0
  /** The last section that its own heading calls the actions. */
  private actions: Section | null = null

  constructor(private readonly blocks: Block[]) {}

  openHeading(block: HeadingBlock, index: number): void {
    const last = this.sections.at(-1)
    // the first heading mostly is the title, which may have any word in it
    const fuzzy = block.marked && (this.headings > 0 || block.level > 1)
    // "09:15 – Cause found" is an entry of a timeline
    const timed = /^[\s*_[(~]*(?:\d{4}-\d{2}-\d{2}[ T]+)?(?:[01]?\d|2[0-4])[:：h][0-5]\d(?!\d)/.test(block.piece.text)
    const named = timed ? null : fuzzy ? headingSectionKey(block.piece.text) : exactSectionKey(block.piece.text)
    this.headings++
    const directlyBelow = !block.marked && last?.heading && !last.heading.marked && last.blocks.length === 0
    const flat = named === null && this.isFlatGroup(block)
    // a time is an entry of the timeline above it, though its heading be of the same level
    const timeline = timed ? this.open.find((above) => above.key === 'timeline') : undefined
    const level =
      timeline?.marked && block.marked ? Math.max(block.level, timeline.level + 1) : block.level + (flat ? 1 : 0)
    this.open = this.open.filter((above) =>
      above.marked ? above.level < level : directlyBelow && above === this.open.at(-1),
    )
    const within = this.open.flatMap((above) => (above.key ? [above.key] : [])).reverse()
    const doneThen =
      named === 'actions' &&
      ['response', 'resolution', 'timeline'].includes(within[0] ?? '') &&
      DONE_THEN.test(block.piece.text)
    const key = isReportTitle(block, this.blocks, index) ? 'details' : doneThen ? 'response' : named
    this.label = null
    const section: Section = { heading: block, key, within, blocks: [] }
    if (key === 'actions') this.actions = section
    this.sections.push(section)
    this.open = [...this.open, { level, marked: block.marked, key }]
  }

  /** "# Short term" below an empty "# Follow-up": a group of it, though its heading be of the same level. */
  private isFlatGroup(block: HeadingBlock): boolean {
    const above = this.open.findLast(({ key }) => key === 'actions')
    if (!above?.marked || !block.marked || above.level !== block.level) return false
    return this.actions?.blocks.length === 0 && ACTION_GROUP.test(block.piece.text)
  }

  /** `next` is undefined when labels open no sections. */
  add(block: Block, next: Block | null | undefined): void {
    const last = this.sections.at(-1)
    if (!last) return
    if (next === undefined) {
      last.blocks.push(block)
      return
    }
    const parent = this.label?.parent ?? last
    const inside = this.label !== null && belongsTo(this.label.opened, block, last.blocks.length)
    const opened = inside && block.kind === 'item' ? null : sectionLabelOf(block, next ?? undefined, topicOf(parent))
    if (opened) {
      this.label = { opened, parent }
      this.push(opened.key, opened.label, opened.rest, parent)
      return
    }
    if (this.label && !inside) {
      this.label = null
      this.sections.push({ heading: null, key: parent.key, within: parent.within, blocks: [] })
    }
    this.sections.at(-1)?.blocks.push(block)
    if (block.kind !== 'table') return
    const rows = tableLabels(block, topicOf(parent))
    for (const { key, label, rest } of rows) this.push(key, label, rest, parent)
    if (rows.length > 0) this.sections.push({ heading: null, key: parent.key, within: parent.within, blocks: [] })
  }

  private push(key: SectionKey, label: Piece, rest: Piece, parent: Section): void {
    const { start, end } = rest
    this.sections.push({
      heading: headingOf(label),
      key,
      within: parent.key ? [parent.key, ...parent.within] : parent.within,
      blocks: rest.text ? [{ kind: 'paragraph', piece: rest, quoted: false, start, end }] : [],
    })
  }
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

/** What stays what it is below a heading that claims all that stands below it. */
const OWN_BELOW_ACTIONS = new Set<SectionKey>(['lessons', 'went-well', 'went-wrong', 'lucky', 'timeline', 'references'])
const OWN_BELOW_TIMELINE = new Set<SectionKey>([
  ...OWN_BELOW_ACTIONS,
  'actions',
  'root-cause',
  'impact',
  'contributing',
])

/**
 * What the section is about: its own name, else the nearest heading above it with a known one. Below "Action items" a heading
 * such as "Monitoring" or "Mitigation" only groups the items, below "Timeline" one such as "Detection" only the entries.
 */
export function topicOf(section: Section): SectionKey | null {
  const { key, within } = section
  const groups = key === 'references' && /^[\s*_\d.]*documentation[\s*_:]*$/iu.test(section.heading?.piece.text ?? '')
  if (key && (!OWN_BELOW_ACTIONS.has(key) || groups) && within.includes('actions')) return 'actions'
  if (key && !OWN_BELOW_TIMELINE.has(key) && within.includes('timeline')) return 'timeline'
  return key ?? within[0] ?? null
}

/** Sections about `keys`, in source order; those below a known heading count when their own name says nothing else. */
export function sectionsOf(sections: Section[], ...keys: SectionKey[]): Section[] {
  return sections.filter((section) => {
    const topic = topicOf(section)
    return topic !== null && keys.includes(topic)
  })
}
