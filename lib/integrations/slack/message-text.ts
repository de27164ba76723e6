/** Longer messages are cut: what an alert says stands at its beginning. In UTF-16 code units. */
const MAX_LENGTH = 8_000
/** What is looked at of a message whose lines say again and again what is known of it: as much as Slack takes of a text. */
const MAX_READ = 40_000
/** Blocks and attachments nest; Slack's own go no deeper than six. */
const MAX_DEPTH = 12

/** Where words stand in blocks and attachments, in the order in which Slack shows them. */
const WORDS = ['pretext', 'author_name', 'title', 'text', 'value', 'fallback'] as const
const NESTED = [
  'header',
  'text',
  'fields',
  'elements',
  'element',
  'accessory',
  'blocks',
  'attachments',
  'title',
] as const

const RICH: ReadonlySet<unknown> = new Set(['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'])

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * All words of a message of Slack as plain lines: its text, blocks and attachments, each line once. Links stand as their words,
 * people, channels and groups are left out. Empty for a message without words; never throws.
 */
export function readMessageText(message: Fields): string {
  const seen = new Set<string>()
  let said = ''
  let read = 0
  for (const text of wordsOf(message, 0)) {
    for (const line of plainText(text).split('\n')) {
      if (line === '' || seen.has(line)) continue
      seen.add(line)
      // The blocks of a person's message repeat its text, word by word in pieces.
      if (!said.includes(line)) said += said === '' ? line : `\n${line}`
      read += line.length
      // Each line is looked for in what is kept, and in no more: a message may have many thousands.
      if (said.length >= MAX_LENGTH || read >= MAX_READ) return said.slice(0, MAX_LENGTH)
    }
  }
  return said
}

function* wordsOf(value: unknown, depth: number): Generator<string> {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(value)) {
    for (const one of value) yield* wordsOf(one, depth + 1)
    return
  }
  if (!isFields(value)) return
  // The pieces of rich text are one line, broken where its style changes.
  if (RICH.has(value['type']) && Array.isArray(value['elements'])) {
    yield value['elements'].map((piece: unknown) => pieceText(piece)).join('')
    return
  }
  // What stands in for the rest where the rest cannot be shown says nothing new.
  const shown = WORDS.filter((name) => name !== 'fallback' || typeof value['text'] !== 'string')
  for (const name of shown) {
    const words = value[name]
    if (typeof words === 'string') yield words
  }
  for (const name of NESTED) {
    if (typeof value[name] === 'object') yield* wordsOf(value[name], depth + 1)
  }
}

function pieceText(piece: unknown): string {
  if (!isFields(piece)) return ''
  const words = piece['text'] ?? piece['url']
  return typeof words === 'string' ? words : ''
}

function plainText(text: string): string {
  return text
    .replace(/<(?<inside>[^<>\n]{1,2000})>/g, (_whole, inside: string) => wordsOfLink(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
}

/** "https://...|the words" reads "the words"; "@U0MAYA", "#C0123|incidents" and "!here" call somebody and say nothing. */
function wordsOfLink(inside: string): string {
  const bar = inside.indexOf('|')
  if (/^[@#!]/.test(inside)) return ''
  return bar < 0 ? inside : inside.slice(bar + 1)
}
