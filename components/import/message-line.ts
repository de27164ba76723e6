import type { DocumentDraft, SkillStep } from '@/lib/schema/draft'
import type { MessageDraft } from '@/lib/schema/thread'
import { BLANK_ACTION_ITEM, BLANK_CAUSE } from './blank-rows'
import { withCitation } from './citations'
import {
  actionItemRows,
  causeRows,
  diagnosisRows,
  insertRow,
  resolutionRows,
  timelineRows,
  withIncident,
  withSkill,
  type RowLens,
} from './draft-rows'

/** Sections of a draft that a message can be put into, in their order on the page. */
export const SECTIONS = {
  incident: ['timeline', 'causes', 'impact', 'actionItems'],
  skill: ['symptoms', 'diagnosis', 'resolution'],
} as const
export type Section = (typeof SECTIONS)[keyof typeof SECTIONS][number]

/**
 * Puts a message into a section as a line that cites it: with its time in the timeline, with its author as owner of an action
 * item, with its code in a step. Gives the draft and the field of the new line.
 */
export function withMessageLine(
  doc: DocumentDraft,
  section: Section,
  message: MessageDraft,
): { doc: DocumentDraft; field: string } {
  const { text } = message
  const { span } = message
  const row = <Row>(lens: RowLens<Row>, value: Row, index = lens.get(doc).length) => {
    const field = `${lens.name}.${index}`
    return { doc: withCitation(insertRow(lens, index, value)(doc), field, [message.id]), field }
  }
  switch (section) {
    case 'timeline': {
      const precision = message.at === null ? ('none' as const) : ('minute' as const)
      const said = { at: message.at, timeText: message.timeText, phase: 'note' as const, lane: 'internal' as const }
      return row(timelineRows, { ...said, precision, text, span }, placeInTimeline(doc, message))
    }
    case 'causes':
      return row(causeRows, { ...BLANK_CAUSE, text, span })
    case 'actionItems':
      return row(actionItemRows, {
        ...BLANK_ACTION_ITEM,
        title: text,
        owner: message.bot ? null : message.author,
        span,
      })
    case 'diagnosis':
      return row(diagnosisRows, stepOf(text))
    case 'resolution':
      return row(resolutionRows, stepOf(text))
    case 'symptoms': {
      const symptoms = doc.skill?.symptoms ?? []
      const line = text.replaceAll(/\s*\n\s*/g, ' ').trim()
      const field = `symptoms.${symptoms.length}`
      return { doc: withCitation(withSkill(doc, { symptoms: [...symptoms, line] }), field, [message.id]), field }
    }
    case 'impact': {
      const field = 'impact.summary'
      const impact = doc.incident?.impact
      if (!impact) return { doc, field }
      const summary = [impact.summary, text].filter(Boolean).join('\n\n')
      return { doc: withCitation(withIncident(doc, { impact: { ...impact, summary } }), field, [message.id]), field }
    }
  }
}

/** After the last entry that is not later; at the end for a message without a time. */
function placeInTimeline({ incident }: DocumentDraft, { at }: MessageDraft): number {
  const timeline = incident?.timeline ?? []
  if (at === null) return timeline.length
  return timeline.findLastIndex((entry) => entry.at !== null && Date.parse(entry.at) <= Date.parse(at)) + 1
}

/** Code between fences becomes code of the step, the words around it its text. */
function stepOf(markdown: string): SkillStep {
  const words: string[] = []
  const code: SkillStep['code'] = []
  let open: { lang: string | null; lines: string[] } | null = null
  for (const line of markdown.split('\n')) {
    const fence = line.startsWith('```')
    if (open && fence) {
      code.push({ lang: open.lang, text: open.lines.join('\n') })
      open = null
    } else if (open) open.lines.push(line)
    else if (fence) open = { lang: line.slice(3).trim() || null, lines: [] }
    else words.push(line)
  }
  if (open) code.push({ lang: open.lang, text: open.lines.join('\n') })
  return { text: words.join('\n').trim(), code }
}
