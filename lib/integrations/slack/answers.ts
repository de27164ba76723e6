import type { ActionItemView } from '@/lib/schema/action-item'
import type { ImportLine } from '@/lib/schema/import'
import type { Recognition } from '@/lib/schema/recognise'
import type { SearchResult } from '@/lib/schema/search'

/** Longest answer that Slack shows as one text, in characters. */
const MAX_LENGTH = 2_900
const SHOWN = 5

/** Text as Slack shows it literally: nobody is called by what somebody wrote ("<!channel>"). */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Gives the address of a thing's page. */
export type HrefOf = (
  kind: 'incident' | 'skill' | 'thread' | 'pattern' | 'person' | 'company' | 'action-item',
  slug: string,
) => string

/** A link with its words. */
export const linkTo = (href: string, title: string) => `<${href}|${escapeText(title).replaceAll('|', '¦')}>`
export const listOf = (lines: readonly string[]) => lines.map((line) => `• ${line}`).join('\n')
const titleOf = ({ title }: Pick<ActionItemView, 'title'>) => title['en'] ?? Object.values(title)[0] ?? ''

/** A text as long as Slack shows one, cut at a line. */
export function cutText(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  const end = text.lastIndexOf('\n', MAX_LENGTH)
  return `${text.slice(0, end > 0 ? end : MAX_LENGTH)}\n…`
}

/** What a search has found. */
export function answerSearch(query: string, { items, total }: SearchResult, hrefOf: HrefOf): string {
  if (items.length === 0) return `Nothing found for “${escapeText(query)}”.`
  const lines = items.slice(0, SHOWN).map(({ kind, slug, title }) => `${linkTo(hrefOf(kind, slug), title)} (${kind})`)
  return cutText(`*${total}* found for “${escapeText(query)}”:\n${listOf(lines)}`)
}

/** The skill that fits, why, the incidents like it and what is still open of them. */
export function answerRecognition({ skills, incidents, patterns, actionItems }: Recognition, hrefOf: HrefOf): string {
  if (skills.length === 0 && incidents.length === 0) {
    return 'Nothing like this is known. When it is over, add the thread with “Add to Hindsight”.'
  }
  const parts: string[] = []
  const pattern = patterns[0]
  if (pattern) {
    const words = pattern.evidence.slice(0, 3).map((one) => `“${escapeText(one)}”`)
    parts.push(
      `*Pattern:* ${linkTo(hrefOf('pattern', pattern.slug), pattern.title)}${words.length > 0 ? ` (${words.join(', ')})` : ''}`,
    )
  }
  const hits = (kind: 'skill' | 'incident', found: Recognition['skills']) =>
    listOf(
      found.slice(0, 3).map(({ slug, title, reasons }) => {
        const why = reasons.slice(0, 2).map(escapeText).join('; ')
        return `${linkTo(hrefOf(kind, slug), title)}${why ? `: ${why}` : ''}`
      }),
    )
  if (skills.length > 0) parts.push(`*Skills*\n${hits('skill', skills)}`)
  if (incidents.length > 0) parts.push(`*You have had this before*\n${hits('incident', incidents)}`)
  if (actionItems.length > 0)
    parts.push(`*Still open*\n${listOf(actionItems.slice(0, SHOWN).map((item) => lineOfItem(item, hrefOf)))}`)
  return cutText(parts.join('\n\n'))
}

/** Somebody's unfinished action items. */
export function answerActionItems(items: readonly ActionItemView[], total: number, hrefOf: HrefOf): string {
  if (items.length === 0) return 'No unfinished action item has your name.'
  const lines = items.map((item) => lineOfItem(item, hrefOf))
  return cutText(`*${total}* unfinished:\n${listOf(lines)}`)
}

/** An action item with what is known of it. */
export function lineOfItem(item: ActionItemView, hrefOf: HrefOf): string {
  const facts = [
    item.status,
    item.owner === null ? 'no owner' : escapeText(item.owner),
    item.due === null ? null : `due ${item.due}${item.overdue ? ', overdue' : ''}`,
  ].filter((fact) => fact !== null)
  return `${linkTo(hrefOf('action-item', item.id), titleOf(item))} (${facts.join(', ')})`
}

/** Warnings of an import that an answer repeats; its page has all of them. */
const WARNINGS = 3

/** What became of a thread, and what could not be had of it. */
export function answerImport(lines: readonly ImportLine[], hrefOf: HrefOf): string {
  const told = lines.map(({ kind, slug, outcome, problems }) => {
    if (outcome === 'failed' || kind === null || slug === null)
      return `failed: ${escapeText(problems[0]?.message ?? 'unknown')}`
    return `${linkTo(hrefOf(kind, slug), slug)} (${kind}, ${outcome})`
  })
  const warnings = lines.flatMap(({ outcome, problems }) => (outcome === 'failed' ? [] : problems))
  const shown = new Set(warnings.filter(({ level }) => level === 'warning').map(({ message }) => escapeText(message)))
  return cutText(`Added to Hindsight:\n${listOf([...told, ...[...shown].slice(0, WARNINGS)])}`)
}

/** How to ask. */
export function answerHelp(said: string | null): string {
  const lines = [
    '`/hindsight search jwks rotation` finds incidents, skills and threads',
    '`/hindsight recognise 401 rate at 12x baseline, no deploy` says whether you have had this before',
    '`/hindsight import <link to a message>` adds a thread (`with files` behind it: the texts among its files, too); or use “Add to Hindsight” in a message’s menu',
    '`/hindsight worked <skill>`, `failed <skill> what did not fit` or `outdated <skill>` says what became of a skill that was followed',
    '`/hindsight mine` lists your unfinished action items',
    '`/hindsight watch` and `/hindsight unwatch`: speak unasked in this channel, or no more',
    '`/hindsight reminders off` stops reminders of your overdue action items; `on` brings them back',
  ]
  return `${said === null ? '' : `“${escapeText(said)}” was not understood.\n`}${listOf(lines)}`
}
