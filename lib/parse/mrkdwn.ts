import { decodeEntities, type Names, type Piece, plainText, readEntity } from './mrkdwn-entities'
import { emojiOf } from './mrkdwn-emoji'
import { codeBlock, inlineCode, inOneLine, InlineText, quoted, readCode } from './mrkdwn-inline'

/**
 * Slack's own marks as Markdown: `*bold*`, `_italic_`, `~struck~`, code, quotes, lists with bullets, links, mentions and emoji.
 * Takes the text as Slack stores it, with `&`, `<` and `>` as entities. Linear in the text.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function markdownOfMrkdwn(mrkdwn: string, names: Names): string {
  const text = mrkdwn.replace(/\r\n?/g, '\n')
  const blocks: string[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('```', at)
    const close = open < 0 ? -1 : text.indexOf('```', open + 3)
    const inner = close < 0 ? '' : text.slice(open + 3, close)
    const end = inner.trim() === '' ? text.length : open
    const words = wordsAsMarkdown(at > 0 ? text.slice(at, end).replace(/^ {1,4}/, '') : text.slice(0, end), names)
    if (words.trim() !== '') blocks.push(trimLines(words))
    if (end === text.length) break
    const { code, language } = readCode(plainText(inner, names))
    blocks.push(codeBlock(code, language))
    at = close + 3
  }
  return trimLines(blocks.join('\n'))
}

function trimLines(text: string): string {
  return text.replace(/^\n+/, '').trimEnd()
}

/** A line of Slack's marks, for labels and titles. */
export function lineOfMrkdwn(mrkdwn: string, names: Names): string {
  return markdownOfMrkdwn(inOneLine(mrkdwn), names).trim()
}

/** Text without blocks of code: quotes apart from the lines between them. */
function wordsAsMarkdown(text: string, names: Names): string {
  const [before = '', ...rest] = text.split(/(?:^|\n)(?:&gt;|>){3} ?/)
  const pieces = before === '' && rest.length > 0 ? [] : [quotesAsMarkdown(before, names)]
  if (rest.length > 0) pieces.push(quoted(paragraphAsMarkdown(trimLines(rest.join('\n')), names)))
  return pieces.join('\n\n')
}

function quotesAsMarkdown(text: string, names: Names): string {
  if (!text.includes('>') && !text.includes('&gt;')) return paragraphAsMarkdown(text, names)
  const runs: { quote: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const mark = /^(?:&gt;|>) ?/.exec(line)
    const last = runs.at(-1)
    if (last?.quote === Boolean(mark)) last.lines.push(line.slice(mark?.[0].length ?? 0))
    else runs.push({ quote: Boolean(mark), lines: [line.slice(mark?.[0].length ?? 0)] })
  }
  return runs
    .map(({ quote, lines }) => {
      const words = lines.join('\n')
      return quote ? quoted(paragraphAsMarkdown(words, names)) : paragraphAsMarkdown(trimLines(words), names)
    })
    .filter((run) => run !== '')
    .join('\n\n')
}

const BULLET = /^([ \t]{0,24})[•◦▪‣∙●○]\uFE0E?[ \t]+/u

/** Bullets as lists; what follows a list stands apart from its last item. */
function paragraphAsMarkdown(text: string, names: Names): string {
  const lines: string[] = []
  let inList = false
  for (const line of text.split('\n')) {
    const bullet = BULLET.exec(line)
    const item = bullet !== null || /^\s{0,8}(?:[-*+]|\d{1,3}[.)]) /.test(line)
    if (inList && !item && /^\S/.test(line)) lines.push('')
    if (item || line.trim() === '') inList = item
    else if (/^\S/.test(line)) inList = false
    lines.push(
      bullet ? `${'  '.repeat(Math.ceil((bullet[1]?.length ?? 0) / 4))}- ${line.slice(bullet[0].length)}` : line,
    )
  }
  return inlineMarkdown(lines.join('\n'), names)
}

/** A mark of a style that has not found its other half yet. */
type Mark = { sign: string; open: boolean; close: boolean; style: boolean }

const MARKDOWN_MARK: Record<string, string> = { '*': '**', '**': '**', _: '_', '~': '~~', '~~': '~~' }

const TOKEN = /<([^<>\n]*)>|`([^`\n]+)`|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):|\*\*?|_|~~?|\n/giu

function inlineMarkdown(text: string, names: Names): string {
  const parts: (Piece | Mark)[] = []
  let open: Mark[] = []
  let done = 0
  for (const match of text.matchAll(TOKEN)) {
    const [token, entity, code, emoji] = match
    const end = match.index + token.length
    const piece = pieceOf(text, match.index, end, { entity, code, emoji }, names)
    if (piece === null) continue
    if (match.index > done) parts.push({ plain: decodeEntities(text.slice(done, match.index)) })
    done = end
    if (token === '\n') open = []
    if ('sign' in piece) open = pairUp(piece, open)
    parts.push(piece)
  }
  const inline = new InlineText()
  for (const part of parts) {
    if ('plain' in part) inline.plain(part.plain)
    else if ('markdown' in part) inline.markdown(part.markdown)
    else if (part.style) inline.markdown(MARKDOWN_MARK[part.sign] ?? part.sign)
    else inline.plain(part.sign)
  }
  return inline.plain(decodeEntities(text.slice(done))).toMarkdown()
}

/** What a token stands for; null when it is a part of the words around it. */
function pieceOf(
  text: string,
  start: number,
  end: number,
  { entity, code, emoji }: { entity?: string | undefined; code?: string | undefined; emoji?: string | undefined },
  names: Names,
): Piece | Mark | null {
  const before = text[start - 1] ?? ' '
  const after = text[end] ?? ' '
  if (entity !== undefined) return readEntity(entity, names, text.slice(end, end + 2))
  if (code !== undefined) return code.trim() === '' ? null : { markdown: inlineCode(plainText(code, names)) }
  if (emoji !== undefined) {
    const look = /[\p{L}\p{N}]/u.test(before) || /[\p{L}\p{N}]/u.test(after) ? null : emojiOf(emoji)
    return look === null ? null : { plain: look }
  }
  const sign = text.slice(start, end)
  if (sign === '\n') return { plain: sign }
  const single = before !== sign[0] && after !== sign[0]
  return {
    sign,
    open: single && /\S/.test(after) && !/[\p{L}\p{N}]/u.test(before),
    close: single && /\S/.test(before) && !/[\p{L}\p{N}]/u.test(after),
    style: false,
  }
}

/** Marks still open after this one: it closes the last of its kind, and those within lose theirs. */
function pairUp(mark: Mark, open: Mark[]): Mark[] {
  const partner =
    mark.close && open.some(({ sign }) => sign === mark.sign)
      ? open.findLastIndex(({ sign }) => sign === mark.sign)
      : -1
  const other = open[partner]
  if (other) {
    other.style = true
    mark.style = true
    return open.slice(0, partner)
  }
  // the last of its kind counts: of each kind one is open at most
  return mark.open ? [...open.filter(({ sign }) => sign !== mark.sign), mark] : open
}
