/**
 * Stands for a finished piece of Markdown within text that is still to be escaped. It is no character of Unicode, so that no
 * text has it.
 */
const HELD = '\uFFFE'

/** Words and finished Markdown in their order; the words are escaped together, since marks pair across what is between them. */
export class InlineText {
  #text = ''
  readonly #held: string[] = []

  /** Words as they look. */
  plain(words: string): this {
    this.#text += words.replaceAll(HELD, '')
    return this
  }

  /** A link, code or the mark of a style. */
  markdown(piece: string): this {
    this.#text += HELD
    this.#held.push(piece)
    return this
  }

  toMarkdown(): string {
    let next = 0
    return escapeMarkdown(this.#text).replaceAll(HELD, () => this.#held[next++] ?? '')
  }
}

/** Marks that Markdown would read as its own wherever they stand, each matched at the character that takes a backslash. */
const ANYWHERE = [/\\(?=[!-/:-@[-`{-~\uFFFE\n])/g, /`/g, /\](?=\()/g, /<(?=[A-Za-z/!?])/g, /&(?=#?[A-Za-z0-9]{1,31};)/g]

/** Those that mean something at the beginning of a line: headings, quotes, underlines of headings, definitions, fences. */
const AT_LINE_START = /^ {0,3}(?=#{1,6}(?:[ \t]|$)|>|(?:-+|=+|\*{3,}|_{3,})[ \t]*$|\[[^\]\n]{1,200}\]:|~~~)/gm

/** Text as Markdown that reads the same: a backslash stands only where the mark after it would change the reading. Linear. */
export function escapeMarkdown(words: string): string {
  // four spaces after a blank line would make code of it
  const text = words.replace(/(^|\n[ \t]*\n)(?: {4}|\t)[ \t]*(?=\S)/g, '$1   ')
  if (!/[\\`*_~<&#>=\-\]]/.test(text)) return text
  const places = new Set<number>()
  for (const pattern of ANYWHERE) for (const { index } of text.matchAll(pattern)) places.add(index)
  for (const { index, 0: indent } of text.matchAll(AT_LINE_START)) places.add(index + indent.length)
  for (const pattern of [/\*/g, /_/g, /~/g]) for (const place of findPairs(text, pattern)) places.add(place)
  let escaped = ''
  let done = 0
  for (const place of [...places].sort((a, b) => a - b)) {
    escaped += `${text.slice(done, place)}\\`
    done = place
  }
  return escaped + text.slice(done)
}

/** Places of a mark that would make a pair, or that would join the mark beside it; none when no two of them pair. */
function findPairs(text: string, mark: RegExp): number[] {
  const candidates: number[] = []
  const beside: number[] = []
  let opened = false
  let paired = false
  for (const { index, 0: sign } of text.matchAll(mark)) {
    const before = text[index - 1] ?? ' '
    const after = text[index + 1] ?? ' '
    // within a word an underscore is a letter
    const open = /\S/.test(after) && !(sign === '_' && /[\p{L}\p{N}]/u.test(before))
    const close = /\S/.test(before) && !(sign === '_' && /[\p{L}\p{N}]/u.test(after))
    if (open || close) candidates.push(index)
    if (before === HELD || after === HELD) beside.push(index)
    paired ||= opened && close
    opened ||= open
  }
  return paired ? candidates : beside
}

/** Code within a line; its delimiter is longer than any run of backticks in it. */
export function inlineCode(code: string): string {
  const fence = '`'.repeat(longestRun(code) + 1)
  const space = /^`|`$|^ .* $/.test(code) ? ' ' : ''
  return code.trim() === '' ? code : `${fence}${space}${code.replaceAll('\n', ' ')}${space}${fence}`
}

/** Lines as one. */
export function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')
}

/** A block of code on lines of its own. */
export function codeBlock(code: string, language: string | null): string {
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return `${fence}${language ?? ''}\n${code.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd()}\n${fence}`
}

function longestRun(code: string): number {
  return (code.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)
}

/** Lines of Markdown as a quote. */
export function quoted(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

const LANGUAGES = new Set(
  `bash sh shell zsh console sql psql mysql json jsonc yaml yml python py javascript js typescript ts tsx java go golang rust
  ruby rb php c cpp csharp xml html css diff patch hcl terraform tf dockerfile kotlin swift scala promql logql text plaintext
  ini toml graphql groovy lua perl powershell makefile nginx http log elixir r`.split(/\s+/),
)

/** Slack has no place for the language of a block: people write it into the first line. */
export function readCode(code: string): { code: string; language: string | null } {
  const told = /^[ \t]*([A-Za-z]{1,12})[ \t]*\n/.exec(code)
  const language = told?.[1]?.toLowerCase() ?? ''
  const rest = code.slice(told?.[0].length ?? 0)
  return told && LANGUAGES.has(language) && rest.trim() !== '' ? { code: rest, language } : { code, language: null }
}

/**
 * A link as Markdown. `label` is plain text; without one, or with the address itself, the bare address where Markdown makes a
 * link of that. `next` is what follows it in the text.
 */
export function linkTo(url: string, label: string | null, next: string): string {
  const address = addressOf(url)
  if (label !== null && label.trim() !== '' && label !== url) {
    return `[${labelOf(label)}](${address})`
  }
  const bare = /^https?:\/\/[^\s*~`[\]()|\\]*[\p{L}\p{N}/=_-]$/u.test(address) && /^(?:[.,;:!?)]?(?:\s|$))/.test(next)
  return bare ? address : `<${address}>`
}

/** What would end the target of a link, as codes that mean the same. */
export function addressOf(url: string): string {
  return url.replace(/[\s<>()\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** Words between the brackets of a link: brackets among them take a backslash. */
function labelOf(label: string): string {
  return escapeMarkdown(label.replace(/\s+/g, ' ').trim()).replace(/\\.|[[\]]/g, (sign) =>
    sign.length > 1 ? sign : `\\${sign}`,
  )
}
