import type { ActionItemView } from '@/lib/schema/action-item'
import type { Digest, IncidentSuggestion } from '@/lib/schema/reminder'
import type { StaleSkill } from '@/lib/schema/skill-run'
import { cutText, escapeText, lineOfItem, linkTo, listOf, type HrefOf } from './answers'

/** Lines shown of each part of a digest; the rest is a number and a link. */
const SHOWN = 5
const QUOTES = 3
const REASONS = 4

/** Where the pages are that a notice links to; `overdue` is the list of all overdue action items, `stale` of skills that go stale. */
export type Places = { hrefOf: HrefOf; overdue: string; stale: string }

/** Below the first message of an incident: the skill that fits, the words that say so, the last time, and what is still open of it. */
export function writeIncidentReply(suggestion: IncidentSuggestion, { hrefOf }: Places): string {
  const { skill, pattern, last, actionItems } = suggestion
  const why = skill.reasons.map(escapeText)
  if (pattern && pattern.evidence.length > 0) {
    const words = pattern.evidence.slice(0, QUOTES).map((one) => `“${escapeText(one)}”`)
    const same = escapeText(pattern.title)
    const others = why.filter((reason) => !reason.endsWith(same))
    why.splice(
      0,
      why.length,
      `${words.join(', ')}: ${linkTo(hrefOf('pattern', pattern.slug), pattern.title)}`,
      ...others,
    )
  }
  const parts = [
    `*A skill may fit:* ${linkTo(hrefOf('skill', skill.slug), skill.title)}\n${listOf(why.slice(0, REASONS))}`,
  ]
  const slug = escapeText(skill.slug)
  parts.push(
    `Afterwards: \`/hindsight worked ${slug}\`, \`failed ${slug}\` with what did not fit, or \`outdated ${slug}\`.`,
  )
  if (last)
    parts.push(`*Last time:* ${linkTo(hrefOf('incident', last.slug), last.title)}${last.on ? `, ${last.on}` : ''}`)
  if (actionItems.length > 0) {
    parts.push(`*Still open of it*\n${listOf(actionItems.slice(0, SHOWN).map((item) => lineOfItem(item, hrefOf)))}`)
  }
  parts.push('_Hindsight speaks up in this channel when it knows something. `/hindsight unwatch` stops it._')
  return cutText(parts.join('\n\n'))
}

/** What a week brought; `days` names it ("16 Nov to 22 Nov 2026"). Null when nothing happened. */
export function writeDigest(digest: Digest, days: string, { hrefOf, overdue }: Places): string | null {
  const { incidents, recurrences } = digest
  if (incidents.total + recurrences.length + digest.overdue.total + digest.done.total === 0) return null
  const items = (title: string, found: Digest['overdue'], more?: string) =>
    partOf(
      title,
      found.total,
      found.items.map((item) => lineOfItem(item, hrefOf)),
      more,
    )
  return cutText(
    [
      `*Hindsight, ${days}*`,
      ...partOf(
        incidents.total === 1 ? 'new incident' : 'new incidents',
        incidents.total,
        incidents.items.map(({ slug, title, on }) => `${linkTo(hrefOf('incident', slug), title)} (${on ?? 'no date'})`),
      ),
      ...partOf(
        'of them happened before',
        recurrences.length,
        recurrences.map(
          ({ slug, title, before, pattern }) =>
            `${linkTo(hrefOf('incident', slug), title)}, as ${linkTo(hrefOf('incident', before.slug), before.title)}: ${escapeText(pattern)}`,
        ),
      ),
      ...items('overdue', digest.overdue, overdue),
      ...items('done', digest.done),
      ...items('without an owner', digest.unowned),
    ].join('\n\n'),
  )
}

function partOf(title: string, total: number, lines: readonly string[], more?: string): string[] {
  if (total === 0) return []
  const shown = lines.slice(0, SHOWN)
  const rest = total - shown.length
  if (rest > 0) shown.push(more === undefined ? `and ${rest} more` : linkTo(more, `and ${rest} more`))
  return [`*${total} ${title}*\n${listOf(shown)}`]
}

/** What is overdue and which skills go stale, to their owner; or to a channel that stands in for owners who are not known in Slack. */
export function writeOverdue(
  { items, skills }: { items: readonly ActionItemView[]; skills: readonly StaleSkill[] },
  to: 'person' | 'channel',
  { hrefOf, overdue, stale }: Places,
): string {
  const count = items.length === 1 ? '1 action item' : `${items.length} action items`
  const [head, foot] =
    to === 'person'
      ? [
          `*${count} of yours ${items.length === 1 ? 'is' : 'are'} overdue*`,
          '`/hindsight reminders off` stops these messages.',
        ]
      : [
          `*${count} ${items.length === 1 ? 'is' : 'are'} overdue*, and Slack knows no owner`,
          'Give each an owner by e-mail address or by the name of an account here.',
        ]
  const shown = items.slice(0, SHOWN * 2).map((item) => lineOfItem(item, hrefOf))
  if (items.length > shown.length) shown.push(linkTo(overdue, `and ${items.length - shown.length} more`))
  const parts = [...(items.length > 0 ? [`${head}\n${listOf(shown)}`] : []), ...partOfSkills(skills, { hrefOf, stale })]
  return cutText(`${parts.join('\n\n')}\n\n_${foot}_`)
}

function partOfSkills(skills: readonly StaleSkill[], { hrefOf, stale }: Pick<Places, 'hrefOf' | 'stale'>): string[] {
  if (skills.length === 0) return []
  const lines = skills.slice(0, SHOWN * 2).map(({ slug, title, trust }) => {
    const why = trust.stale[0] ? `: ${escapeText(trust.stale[0].text)}` : ''
    return `${linkTo(hrefOf('skill', slug), title)}${why}`
  })
  if (skills.length > lines.length) lines.push(linkTo(stale, `and ${skills.length - lines.length} more`))
  const count = skills.length === 1 ? '1 skill of yours needs' : `${skills.length} skills of yours need`
  return [
    `*${count} a look*\n${listOf(lines)}\n\`/hindsight worked <skill>\` verifies one, or press a button on its page.`,
  ]
}
