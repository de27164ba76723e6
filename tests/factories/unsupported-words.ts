import type { DocumentDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'

const WORD = /\p{L}+|\p{N}+/gu

/**
 * Words of a document that was made of a thread which stand in none of the messages that their line cites, by the line's path;
 * empty when every line is supported. A line without a citation is unsupported as a whole.
 */
export function unsupportedWords(document: DocumentDraft, { messages }: ThreadDraft): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const [path, text] of linesOf(document)) {
    const ids = document.citations?.[path] ?? []
    const cited = messages.filter(({ id }) => ids.includes(id)).map((message) => message.text.toLowerCase())
    const said = new Set(cited.join(' ').match(WORD))
    const missing = (text.toLowerCase().match(WORD) ?? []).filter((word) => !said.has(word))
    if (missing.length > 0) found[path] = [...new Set(missing)]
  }
  return found
}

function linesOf({ title, skill, incident }: DocumentDraft): [path: string, text: string][] {
  const list = (path: string, texts: string[]) =>
    texts.map((text, index): [string, string] => [`${path}.${index}`, text])
  const steps = (items: { text: string; code: { text: string }[] }[]) =>
    items.map(({ text, code }) => [text, ...code.map((block) => block.text)].join(' '))
  const lines: [string, string][] = []
  if (skill) {
    lines.push(['title', title], ['skill.description', skill.description ?? ''])
    lines.push(['skill.recurrence', skill.recurrence?.why ?? ''])
    lines.push(
      ...list(
        'skill.triggers',
        skill.triggers.map(({ metric, value }) => `${metric} ${value}`),
      ),
    )
    lines.push(...list('skill.symptoms', skill.symptoms))
    lines.push(...list('skill.diagnosis', steps(skill.diagnosis)))
    lines.push(...list('skill.resolution', steps(skill.resolution)))
    lines.push(...list('skill.escalation', skill.escalation))
  }
  if (incident) {
    lines.push(
      ...list(
        'incident.timeline',
        incident.timeline.map(({ text }) => text),
      ),
    )
    lines.push(
      ...list(
        'incident.causes',
        incident.causes.map(({ text }) => text),
      ),
    )
  }
  return lines
}
