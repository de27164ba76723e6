import { linkTo } from './mrkdwn-inline'

/** What ids stand for, as far as the source tells. */
export type Names = { person: (id: string) => string | null; channel: (id: string) => string | null }

/** Words as they look, or a finished piece of Markdown. */
export type Piece = { plain: string } | { markdown: string }

/** The three characters that Slack writes as entities. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => SIGNS[name]) : text
}

const SIGNS = { amp: '&', lt: '<', gt: '>' }

/** A mention as people see it: by name when the source tells it, else by the id. */
export function mentionOf(id: string, names: Names): string {
  return `@${names.person(id) ?? id}`
}

/**
 * What stands between angle brackets: a mention, a channel, a group, a date or a link. Takes it without the brackets, and what
 * follows it in the text. Unknown forms stay as they are written.
 */
export function readEntity(inner: string, names: Names, next: string): Piece {
  const bar = inner.indexOf('|')
  const target = bar < 0 ? inner : inner.slice(0, bar)
  const label = bar < 0 ? null : decodeEntities(inner.slice(bar + 1)) || null
  const id = target.slice(1)
  if (target.startsWith('@'))
    return { plain: names.person(id) || !label ? mentionOf(id, names) : `@${label.replace(/^@/, '')}` }
  if (target.startsWith('#')) return { plain: `#${label?.replace(/^#/, '') ?? names.channel(id) ?? id}` }
  if (target.startsWith('!')) return readCommand(id, label, next)
  if (!/^[a-z][a-z0-9+.-]{1,30}:./i.test(target)) return { plain: decodeEntities(`<${inner}>`) }
  const url = decodeEntities(target)
  // Slack makes links of words that look like a host or an address; the person wrote the words
  if (
    label !== null &&
    url.replace(/^(?:https?:\/\/|mailto:|tel:)/, '').replace(/\/$/, '') === label.replace(/\/$/, '')
  )
    return /^[a-z]+:\/\//i.test(label) ? { markdown: linkTo(url, null, next) } : { plain: label }
  return { markdown: linkTo(url, label, next) }
}

/** `!here`, `!subteam^S012|@sre`, `!date^1713526920^{date_short} {time}|19 Apr`. */
function readCommand(command: string, label: string | null, next: string): Piece {
  const [name = '', id = '', , link] = command.split('^')
  if (name === 'date') {
    const words = label ?? dateOfSeconds(id) ?? command
    return link ? { markdown: linkTo(decodeEntities(link), words, next) } : { plain: words }
  }
  if (name === 'subteam') return { plain: label ?? `@${id}` }
  return { plain: `@${(label ?? name).replace(/^@/, '')}` }
}

/** An instant as rich text and dates have it, for reading: "2024-04-19 11:42 UTC". Null when it is none. */
export function dateOfSeconds(seconds: unknown): string | null {
  const value = typeof seconds === 'number' || typeof seconds === 'string' ? Number(seconds) : Number.NaN
  if (!Number.isFinite(value) || Math.abs(value) > 8e12) return null
  return `${new Date(value * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Text without links and mentions as such: what is within code looks as it was typed. */
export function plainText(mrkdwn: string, names: Names): string {
  return decodeEntities(
    mrkdwn.replace(/<([^<>\n]*)>/g, (whole, inner: string) => {
      const bar = inner.indexOf('|')
      if (/^[@#!]/.test(inner)) {
        const piece = readEntity(inner, names, '')
        return 'plain' in piece ? piece.plain : inner.slice(bar + 1)
      }
      if (!/^[a-z][a-z0-9+.-]{1,30}:./i.test(inner)) return whole
      return bar < 0 ? inner : inner.slice(bar + 1)
    }),
  )
}
