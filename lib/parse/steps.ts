import type { SkillStep } from '@/lib/schema/draft'
import type { Block, CodeBlock, ItemBlock, ParagraphBlock, TableBlock } from './blocks'
import { light } from './light-expression'
import { oneLine, type Piece } from './piece'
import { isUnwritten } from './unwritten'
import type { Section } from './sections'

export type StepPiece = { step: SkillStep; piece: Piece }

/** A paragraph that leads over to what follows it only under a condition: the list behind it belongs to it. */
const CONDITION = light(
  /^[\s*_>]{0,6}(?:if|when|in case|should|otherwise|unless|wenn|falls|sofern|andernfalls|ansonsten|если|иначе|в случае|при|si|sinon|lorsque|quand|en caso|cuando|de lo contrario|se|quando|caso|caso contrário|altrimenti|als|indien|anders|om|annars|när|jeśli|gdy|w przeciwnym razie)(?![\p{L}\p{N}])[\s\S]{0,400}[:：]$|^(?:もし|如果|若|当|만약)[\s\S]{0,400}[:：]$/iu,
)

/**
 * The steps of a section: its numbered or bulleted items, and paragraphs outside of its lists, each with the code below it.
 * Deeper items and what is indented below an item belong to it, as does a list to the condition that leads to it ("If it is
 * not bound:"). The heading of a part stands at the head of that part's first step. `titled`: the section's own heading
 * too stands there. Inline Markdown stays: steps are shown rendered.
 */
export function readSteps(
  source: string,
  sections: readonly Section[],
  titled: (section: Section) => boolean,
): StepPiece[] {
  return sections.flatMap((section) => new StepReader(source, section, titled(section)).read())
}

class StepReader {
  private readonly steps: StepPiece[] = []
  private readonly base: number
  /** The step that deeper items and indented text go to. */
  private item: ItemBlock | null = null
  private condition: ParagraphBlock | null = null
  /** A heading that has no step yet, and a part without lists in which text follows on up to the next code. */
  private heading: Piece | null = null
  private readonly flowing: boolean

  constructor(
    private readonly source: string,
    private readonly section: Section,
    titled: boolean,
  ) {
    const items = section.blocks.filter((block): block is ItemBlock => block.kind === 'item')
    this.base = items.reduce((least, item) => Math.min(least, item.indent), Infinity)
    this.heading = titled ? (section.heading?.piece ?? null) : null
    this.flowing = titled && items.length === 0
  }

  read(): StepPiece[] {
    this.section.blocks.forEach((block, index) => {
      if (block.kind === 'code') this.addCode(block)
      else if (block.kind === 'item') this.addItem(block)
      else if (block.kind === 'table') this.addRows(block)
      else if (block.kind === 'paragraph' && !isMarkup(block.piece.text)) this.addParagraph(block, index)
    })
    return this.steps
  }

  private addCode(block: CodeBlock): void {
    const code = { lang: block.lang, text: codeText(block) }
    if (this.heading || this.steps.length === 0) this.start(block.piece, '')
    const last = this.steps.at(-1)
    if (!last) return
    this.extend(last, block)
    last.step.code.push(code)
  }

  private addItem(block: ItemBlock): void {
    const text = stepText(block.piece)
    if (isUnwritten(block.piece.text.replace(/^\[[ xX]\]\s*/, ''))) return
    const last = this.steps.at(-1)
    if (last && (block.indent > this.base + 1 || this.condition)) {
      last.step.text = `${last.step.text}\n${block.indent > this.base + 3 ? '  ' : ''}- ${text}`
      this.extend(last, block)
      return
    }
    this.start(block.piece, text)
    this.item = block
  }

  /** A table of cases ("Bank is down | Switch over") is a step per row. */
  private addRows(table: TableBlock): void {
    this.item = null
    for (const row of table.rows) {
      const cells = row.filter(({ text }) => !isUnwritten(text))
      const [first] = cells
      const last = cells.at(-1)
      if (first && last)
        this.start(pieceFrom(this.source, first.start, last.end), cells.map((cell) => stepText(cell)).join(' — '))
    }
  }

  private addParagraph(block: ParagraphBlock, index: number): void {
    if (isUnwritten(block.piece.text)) return
    const text = stepText(block.piece)
    const last = this.steps.at(-1)
    const follows = this.item && (this.isIndented(block) || this.isWithinList(index))
    const flows = this.flowing && last && last.step.code.length === 0 && !this.heading
    if (last && (follows || flows)) {
      last.step.text = `${last.step.text}\n${text}`
      this.extend(last, block)
      return
    }
    this.start(block.piece, text)
    this.item = null
    const next = this.section.blocks[index + 1]
    this.condition = next?.kind === 'item' && CONDITION.test(text) ? block : null
  }

  private isIndented(block: ParagraphBlock): boolean {
    return /^(?: {2,}|\t)/.test(this.source.slice(block.start, block.end))
  }

  /** Text without indentation between two items of one numbered list was meant to belong to the first. */
  private isWithinList(index: number): boolean {
    const next = this.section.blocks
      .slice(index + 1)
      .find((block) => block.kind === 'item' && block.indent <= this.base + 1)
    if (!this.item?.ordered || next?.kind !== 'item' || !next.ordered) return false
    return Number.parseInt(next.marker, 10) > Number.parseInt(this.item.marker, 10)
  }

  private start(piece: Piece, text: string): void {
    const heading = this.heading
    this.heading = null
    this.condition = null
    const title = heading ? stepText(heading) : ''
    this.steps.push({
      step: { text: [title, text].filter(Boolean).join('\n'), code: [] },
      piece: heading ? pieceFrom(this.source, heading.start, piece.end) : piece,
    })
  }

  private extend(step: StepPiece, block: Block): void {
    step.piece = pieceFrom(this.source, step.piece.start, Math.max(step.piece.end, block.end))
  }
}

function pieceFrom(source: string, start: number, end: number): Piece {
  return { text: source.slice(start, end), start, end }
}

/** One line, without the markup of page generators: `[label]({{< ref "x.md" >}})` is its label, an anchor is nothing. */
function stepText(piece: Piece): string {
  return oneLine(piece.text)
    .replace(/\[([^\][\n]{1,300})\]\(\{\{[^{}\n]{1,400}\}\}\)/g, '$1')
    .replace(/\s*\{#[^{}\s]{1,80}\}$/, '')
}

/** A line of a page generator or a definition of a link: no words for a reader. */
export function isMarkup(text: string): boolean {
  return text
    .trim()
    .split('\n')
    .every((line) =>
      /^(?:\{\{[<%][^{}]{0,400}[%>]\}\}|<%[^%]{0,400}%>|\[toc\]|\[[^\]\n]{1,200}\]:\s?[^\n]{0,2000})$/i.test(
        line.trim(),
      ),
    )
}

/** A block indented with its list item loses that indentation, and nothing else. */
function codeText(block: CodeBlock): string {
  if (block.indent === 0) return block.piece.text
  return block.piece.text
    .split('\n')
    .map((line) => line.slice(Math.min(block.indent, line.length - line.trimStart().length)))
    .join('\n')
}
