import { SKILL_SECTIONS, type SkillPart, type SkillSectionName } from '@/lib/schema/skill-text'
import { exactSkillTopic } from './skill-section-names'

/** Lines of a fenced code block count as its own until it is closed, or a line stands left of where it began. */
export class FenceTracker {
  private fence: { mark: string; indent: number } | null = null

  /** Whether a line belongs to a block of code; `indent` is where its text begins, `text` what follows. */
  isCode(indent: number, text: string): boolean {
    const mark = /^(?:`{3,}|~{3,})/.exec(text)?.[0]
    if (this.fence) {
      if (text !== '' && indent < this.fence.indent) this.fence = null
      else {
        if (mark?.startsWith(this.fence.mark) && text.trim() === mark) this.fence = null
        return true
      }
    }
    if (mark === undefined || (mark.startsWith('`') && text.slice(mark.length).includes('`'))) return false
    this.fence = { mark, indent }
    return true
  }
}

const HEADING = /^(#{1,6})[ \t]+(.*)$/

/**
 * The sections of a skill's text in their order: those with steps, symptoms and escalation by the field that they hold (the first of
 * each), the others as they are. What stands before the first heading is a part without one.
 */
export function splitSkillParts(body: string): SkillPart[] {
  const parts: (SkillPart & { level: number })[] = []
  const seen = new Set<SkillSectionName>()
  let current: { field: SkillPart['field']; heading: string | null; level: number; lines: string[] } = {
    field: null,
    heading: null,
    level: 7,
    lines: [],
  }
  const fences = new FenceTracker()
  const close = () => parts.push({ ...current, text: trimLines(current.lines) })
  for (const line of body.split('\n')) {
    const text = line.trimStart()
    const isCode = fences.isCode(line.length - text.length, text)
    const found = isCode ? null : HEADING.exec(line)
    const level = found?.[1]?.length ?? 0
    const heading = found?.[2]?.trim() ?? ''
    const field = found ? fieldOfHeading(heading) : null
    if (!found || !(level <= 2 || level <= current.level || field)) {
      current.lines.push(line)
      continue
    }
    close()
    const isFirst = field !== null && !seen.has(field)
    if (isFirst) seen.add(field)
    current = { field: isFirst ? field : null, heading, level, lines: [line] }
  }
  close()
  return parts.filter(({ text }) => text !== '').map(({ level: _, ...part }) => part)
}

function fieldOfHeading(heading: string): SkillSectionName | null {
  const topic = exactSkillTopic(cutBudget(heading).name)
  return SKILL_SECTIONS.find((name) => name === topic) ?? null
}

/** "Diagnosis (3 min)": the name, and the minutes that the section may take. */
export function cutBudget(heading: string): { name: string; minutes: number | null } {
  const open = heading.lastIndexOf('(')
  const inner = heading.endsWith(')') && open >= 0 ? heading.slice(open + 1, -1) : ''
  const minutes = /(\d{1,9}(?:[.,]\d{1,9})?)\s?min/i.exec(inner)?.[1]
  if (minutes === undefined) return { name: heading, minutes: null }
  return { name: heading.slice(0, open).trim(), minutes: Number(minutes.replace(',', '.')) }
}

function trimLines(lines: readonly string[]): string {
  return lines.join('\n').replace(/^\n+/, '').trimEnd()
}
