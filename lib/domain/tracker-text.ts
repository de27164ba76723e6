// What an action item tells a tracker, written so that it stays text there: nobody is called, nothing is linked or formatted.
import type { LocalisedText } from '@/lib/schema/text'

/** Longest title that all trackers take (Jira 255, GitHub 256), and a body that none refuses. In UTF-16 units. */
const TITLE_LENGTH = 250
const TEXT_LENGTH = 20_000
/** Breaks a name after `@` and a number after `#`, and is not seen. */
const BREAK = '\u200B'

export type IssueText = { title: string; paragraphs: { label: string | null; text: string }[]; link: string }

export type ToldItem = {
  title: LocalisedText
  description: LocalisedText | null
  condition: LocalisedText | null
  scope: LocalisedText | null
  dependency: LocalisedText | null
}

/** English, or the first language there is. */
function oneOf(text: LocalisedText | null): string | null {
  if (text === null) return null
  return text['en'] ?? text[Object.keys(text).sort()[0] ?? ''] ?? null
}

/** One line without control characters. */
export function oneLine(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  // A letter of two halves is not cut between them: half a letter is none that JSON in the database can hold.
  return line.length > length
    ? `${line
        .slice(0, length - 1)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trimEnd()}…`
    : line
}

/** What an issue made from an item says. `link` is the address of the item here. */
export function issueTextOf(item: ToldItem, link: string): IssueText {
  const labelled: [string | null, LocalisedText | null][] = [
    [null, item.description],
    ['Condition for closing it', item.condition],
    ['Limited to', item.scope],
    ['What must come first', item.dependency],
  ]
  const paragraphs = labelled.flatMap(([label, text]) => {
    const found = oneOf(text)?.slice(0, TEXT_LENGTH).trim()
    return found ? [{ label, text: found }] : []
  })
  return { title: oneLine(oneOf(item.title) ?? 'Untitled action item', TITLE_LENGTH), paragraphs, link }
}

/** A title in which `@everyone` calls nobody. */
export const quietTitle = (title: string): string => title.replaceAll('@', `@${BREAK}`)

/** An address that says the same inside `<...>`. */
const PLAIN_ADDRESS = /^https?:\/\/[A-Za-z0-9\-._~:/?#[\]!$&'()*+,;=%]+$/

/**
 * A text as literal Markdown (CommonMark with GitHub's additions): every sign that formats is escaped, `@` and `#` are broken so that they
 * mention and link nothing, addresses stay addresses.
 */
export function literalMarkdown(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) =>
      line
        .trim()
        .split(/(\s+)/)
        .map((word) => (PLAIN_ADDRESS.test(word) ? `<${word}>` : literalWord(word)))
        .join(''),
    )
    .join('  \n')
}

function literalWord(word: string): string {
  return word
    .replace(/[\\`*_{}[\]()<>|~!&$^]/g, (sign) => (sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(/^[-+=:]/, (sign) => `\\${sign}`)
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/[@#]/g, (sign) => `${sign}${BREAK}`)
    .replace(/\bGH-/gi, (sign) => `${sign.slice(0, 2)}${BREAK}-`)
}

/** The body of an issue in Markdown. `marker`: a comment that is not shown, by which the issue is found again. */
export function markdownOf({ paragraphs, link }: IssueText, marker: string | null): string {
  const parts = paragraphs.map(({ label, text }) => (label === null ? '' : `**${label}:** `) + literalMarkdown(text))
  parts.push(`[Action item in Hindsight](<${link}>)`)
  if (marker !== null) parts.push(markerOf(marker))
  return parts.join('\n\n')
}

/** The comment that marks an issue. */
export const markerOf = (marker: string): string => `<!-- hindsight:${marker} -->`

type AdfText = {
  type: 'text'
  text: string
  marks?: ({ type: 'strong' } | { type: 'link'; attrs: { href: string } })[]
}
type AdfNode = AdfText | { type: 'hardBreak' }
export type AdfDocument = { type: 'doc'; version: 1; content: { type: 'paragraph'; content: AdfNode[] }[] }

/** The body of an issue in Atlassian's document format, where text is text whatever it looks like. */
export function adfOf({ paragraphs, link }: IssueText): AdfDocument {
  const content = paragraphs.map(({ label, text }) => {
    const lines = text.split(/\r\n|[\n\r]/).flatMap((line, index): AdfNode[] => [
      ...(index > 0 ? [{ type: 'hardBreak' as const }] : []),
      // A text node may not be empty.
      ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
    ])
    const head: AdfNode[] = label === null ? [] : [{ type: 'text', text: `${label}: `, marks: [{ type: 'strong' }] }]
    return { type: 'paragraph' as const, content: [...head, ...lines] }
  })
  const linked: AdfText = {
    type: 'text',
    text: 'Action item in Hindsight',
    marks: [{ type: 'link', attrs: { href: link } }],
  }
  return { type: 'doc', version: 1, content: [...content, { type: 'paragraph', content: [linked] }] }
}
