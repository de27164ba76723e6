import type { SkillStep } from '@/lib/schema/draft'
import { FenceTracker } from './skill-parts'

const MARK = /^(?:\d{1,9}[.)]|[-*+])(?: {1,4}|$)/

/**
 * The items of a section: those of its list, each with all that is indented below it and the code that follows it, and paragraphs
 * outside of the list. Lines lose the indentation of their item and nothing else.
 */
export function readPartItems(text: string): string[] {
  const items: { lines: string[]; width: number }[] = []
  const fences = new FenceTracker()
  let blank = true
  for (const line of text.split('\n').slice(1)) {
    const words = line.trimStart()
    const indent = line.length - words.length
    const last = items.at(-1)
    const isCode = fences.isCode(indent, words)
    const mark = isCode ? null : MARK.exec(line)
    if (mark) {
      const width = mark[0].trimEnd() === mark[0] ? mark[0].length + 1 : mark[0].length
      const first = line.slice(mark[0].length)
      items.push({ lines: [first], width })
      fences.isCode(width, first)
    } else if (last && (words === '' || indent > 0 || isCode || !blank))
      last.lines.push(withoutIndent(line, last.width))
    else if (words !== '') items.push({ lines: [line], width: 0 })
    blank = words === ''
  }
  return items.map(({ lines }) => lines.join('\n').trim()).filter((item) => item !== '')
}

function withoutIndent(line: string, width: number): string {
  let at = 0
  while (at < width && line[at] === ' ') at++
  return line.slice(at)
}

/** An item as a step of a runbook: its words, and each block of code in it. */
export function stepOfItem(item: string): SkillStep {
  const words: string[] = []
  const code: SkillStep['code'] = []
  let open: { mark: string; indent: number; lang: string | null; lines: string[] } | null = null
  const close = () => {
    if (open) code.push({ lang: open.lang, text: open.lines.join('\n') })
    open = null
  }
  for (const line of item.split('\n')) {
    const text = line.trimStart()
    const mark = /^(?:`{3,}|~{3,})/.exec(text)?.[0]
    if (open) {
      if (mark?.startsWith(open.mark) && text.trim() === mark) close()
      else open.lines.push(withoutIndent(line, open.indent))
    } else if (mark && !(mark.startsWith('`') && text.slice(mark.length).includes('`'))) {
      open = { mark, indent: line.length - text.length, lang: text.slice(mark.length).trim() || null, lines: [] }
    } else words.push(line)
  }
  close()
  return { text: words.join('\n').trim(), code }
}
