import type { SkillStep } from '@/lib/schema/draft'
import type { Block, CodeBlock } from './blocks'
import { oneLine, type Piece } from './piece'
import type { Section } from './sections'

export type StepPiece = { step: SkillStep; piece: Piece }

/**
 * The steps of a section: its numbered or bulleted items with the code below each; deeper items and paragraphs behind an item
 * belong to it. Without a list each paragraph is a step. Inline Markdown stays: steps are shown rendered.
 */
export function readSteps(source: string, sections: Section[]): StepPiece[] {
  const steps: StepPiece[] = []
  for (const section of sections) {
    const items = section.blocks.filter((block) => block.kind === 'item')
    const base = items.reduce((least, item) => Math.min(least, item.indent), Infinity)
    const headed = section.heading && items.length === 0 && section.within.length > 0 ? section.heading.piece : null
    if (headed && section.blocks.length > 0)
      steps.push({ step: { text: oneLine(headed.text), code: [] }, piece: headed })
    let inItem = false
    for (const block of section.blocks) {
      const last = steps.at(-1)
      if (block.kind === 'code') {
        if (last) extend(source, last, block, { lang: block.lang, text: codeText(block) })
        else steps.push({ step: { text: '', code: [{ lang: block.lang, text: codeText(block) }] }, piece: block.piece })
      } else if (block.kind === 'item' && block.indent <= base + 1) {
        steps.push({ step: { text: oneLine(block.piece.text), code: [] }, piece: block.piece })
        inItem = true
      } else if (
        (block.kind === 'item' || block.kind === 'paragraph') &&
        last &&
        (inItem || (headed && last.piece.start === headed.start))
      ) {
        last.step.text = `${last.step.text}\n${block.kind === 'item' ? '- ' : ''}${oneLine(block.piece.text)}`
        extend(source, last, block)
      } else if (block.kind === 'paragraph' && items.length === 0) {
        steps.push({ step: { text: oneLine(block.piece.text), code: [] }, piece: block.piece })
      }
    }
  }
  return steps
}

function extend(source: string, step: StepPiece, block: Block, code?: SkillStep['code'][number]): void {
  step.piece = { text: source.slice(step.piece.start, block.end), start: step.piece.start, end: block.end }
  if (code) step.step.code.push(code)
}

/** A block indented with its list item loses that indentation, and nothing else. */
function codeText(block: CodeBlock): string {
  if (block.indent === 0) return block.piece.text
  return block.piece.text
    .split('\n')
    .map((line) => line.slice(Math.min(block.indent, line.length - line.trimStart().length)))
    .join('\n')
}
