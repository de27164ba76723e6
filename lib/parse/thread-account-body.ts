import type { IncidentDraft } from '@/lib/schema/draft'
import type { Citations, MessageDraft, ThreadDraft } from '@/lib/schema/thread'

/** Headings of the written account; its lines are in the language of the messages. */
const CAUSE_SECTIONS: [heading: string, roles: IncidentDraft['causes'][number]['role'][]][] = [
  ['Root cause', ['root', 'trigger']],
  ['Contributing', ['contributing', 'latent', 'detection-gap', 'response-obstacle']],
  ['False leads', ['false-lead']],
]

/**
 * The account as Markdown: summary, timeline, causes, resolution and follow-ups, of the same lines as the fields of `incident`,
 * each with who said it and when (UTC). `citations` name the messages of each line.
 */
export function bodyOfAccount(thread: ThreadDraft, incident: IncidentDraft, citations: Citations): string {
  const messages = new Map(thread.messages.map((message) => [message.id, message]))
  const by = (path: string) => byline((citations[path] ?? []).flatMap((id) => messages.get(id) ?? []))
  const list = (path: string, texts: string[]) => texts.map((text, index) => `- ${text}${by(`${path}.${index}`)}`)
  const { impact } = incident
  const steps = incident.timeline.flatMap(({ phase, text }, index) =>
    phase === 'mitigated' || phase === 'resolved' ? [`- ${text}${by(`incident.timeline.${index}`)}`] : [],
  )
  const sections: [string, string[]][] = [
    ['Summary', impact.summary ? [`${impact.summary}${by('incident.impact.summary')}`] : []],
    [
      'Impact',
      [
        ...list('incident.impact.affected', impact.affected).filter((_, at) => impact.affected[at] !== impact.summary),
        ...list('incident.impact.unaffected', impact.unaffected),
        ...list('incident.impact.negativeFindings', impact.negativeFindings),
      ],
    ],
    [
      'Timeline',
      incident.timeline.map(
        ({ at, precision, text }, index) =>
          `- ${at ? `**${precision === 'approximate' ? '~' : ''}${at.slice(11, 16)} UTC** ` : ''}${text}${by(`incident.timeline.${index}`)}`,
      ),
    ],
    ...CAUSE_SECTIONS.map(([heading, roles]): [string, string[]] => [
      heading,
      incident.causes.flatMap(({ role, text }, index) =>
        roles.includes(role) ? [`- ${text}${by(`incident.causes.${index}`)}`] : [],
      ),
    ]),
    ['Resolution', [...steps, ...codeOf(thread, incident, citations)]],
    [
      'Follow-ups',
      incident.actionItems.map(
        ({ title, status, owner, due }, index) =>
          `- [${status === 'done' ? 'x' : ' '}] ${title}${owner ? ` (${owner}${due ? `, ${due}` : ''})` : due ? ` (${due})` : ''}${by(`incident.actionItems.${index}`)}`,
      ),
    ],
    ['Lessons', list('incident.lessons', incident.lessons)],
  ]
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => `## ${heading}\n\n${lines.join('\n')}`)
    .join('\n\n')
}

/** " — maya, 11:42 UTC" */
function byline(messages: MessageDraft[]): string {
  const names = messages.map(({ author, at, timeText }) =>
    [author, at ? `${at.slice(11, 16)} UTC` : timeText].filter(Boolean).join(', '),
  )
  const said = [...new Set(names)].filter(Boolean).join('; ')
  return said ? ` — ${said}` : ''
}

/** The blocks of code in the messages that tell what was done. */
function codeOf(thread: ThreadDraft, incident: IncidentDraft, citations: Citations): string[] {
  const ids = new Set(
    incident.timeline.flatMap(({ phase }, index) =>
      phase === 'mitigated' ? (citations[`incident.timeline.${index}`] ?? []) : [],
    ),
  )
  return thread.messages.flatMap(({ id, text }) =>
    ids.has(id) ? (text.slice(0, 12_000).match(/```[^`]*```/g) ?? []).map((code) => `\n${fenced(code)}`) : [],
  )
}

/** Slack writes a block without line breaks at its marks. */
function fenced(code: string): string {
  const inner = code.slice(3, -3)
  return inner.startsWith('\n') || /^[a-z]{1,12}\n/.test(inner)
    ? `\`\`\`${inner.trimEnd()}\n\`\`\``
    : `\`\`\`\n${inner.trim()}\n\`\`\``
}
