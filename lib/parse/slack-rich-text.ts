import { dateOfSeconds, mentionOf, type Names, type Piece } from './mrkdwn-entities'
import { emojiOf, emojiOfCodes } from './mrkdwn-emoji'
import { codeBlock, inlineCode, InlineText, linkTo, quoted, readCode } from './mrkdwn-inline'
import { type JsonObject, objectOf, objectsOf, stringOf } from './slack-json'

/** A stretch of a line in one style. */
type Run = { piece: Piece; bold: boolean; italic: boolean; strike: boolean }

/**
 * A `rich_text` block as Markdown: sections, lists, quotes and code, one below the other.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export function markdownOfRichText(block: JsonObject, names: Names): string {
  const parts: { list: boolean; markdown: string }[] = []
  for (const element of objectsOf(block.elements)) {
    const list = element.type === 'rich_text_list'
    const markdown = elementAsMarkdown(element, names)
    const last = parts.at(-1)
    // a list that is indented is an element of its own, though it goes on with the one before
    if (list && last?.list) last.markdown += `\n${markdown}`
    else if (markdown.trim() !== '') parts.push({ list, markdown })
  }
  return parts.map(({ markdown }) => markdown).join('\n\n')
}

function elementAsMarkdown(element: JsonObject, names: Names): string {
  switch (element.type) {
    case 'rich_text_list':
      return listAsMarkdown(element, names)
    case 'rich_text_quote':
      return quoted(sectionAsMarkdown(element, names))
    case 'rich_text_preformatted':
      return preformattedAsMarkdown(element, names)
    default:
      return sectionAsMarkdown(element, names)
  }
}

function listAsMarkdown(list: JsonObject, names: Names): string {
  const depth = typeof list.indent === 'number' ? Math.min(Math.max(0, Math.floor(list.indent)), 8) : 0
  const ordered = list.style === 'ordered'
  const first = typeof list.offset === 'number' ? Math.max(0, Math.floor(list.offset)) + 1 : 1
  const indent = '   '.repeat(depth)
  return objectsOf(list.elements)
    .map((item, index) => {
      const mark = ordered ? `${first + index}. ` : '- '
      const lines = elementAsMarkdown(item, names).split('\n')
      return indent + mark + lines.join(`\n${indent}${' '.repeat(mark.length)}`)
    })
    .join('\n')
}

function preformattedAsMarkdown(element: JsonObject, names: Names): string {
  const text = objectsOf(element.elements)
    .map((one) => stringOf(one.text) ?? wordsOf(pieceOf(one, names, '')))
    .join('')
  const told = stringOf(element.language)?.replace(/[^\w+#-]/g, '') ?? null
  const read = told ? { code: text, language: told } : readCode(text)
  return read.code.trim() === '' ? '' : codeBlock(read.code, read.language)
}

function sectionAsMarkdown(section: JsonObject, names: Names): string {
  const elements = leavesOf(section)
  const lines: Run[][] = [[]]
  elements.forEach((element, index) => {
    const after = elements[index + 1]
    const next = after === undefined ? '' : after.type === 'text' && typeof after.text === 'string' ? after.text : 'x'
    const piece = pieceOf(element, names, next)
    const style = objectOf(element.style)
    const like = { bold: style?.bold === true, italic: style?.italic === true, strike: style?.strike === true }
    const words = 'plain' in piece ? piece.plain.split('\n') : null
    for (const [place, line] of (words ?? ['']).entries()) {
      if (place > 0) lines.push([])
      lines.at(-1)?.push({ ...like, piece: words ? { plain: line } : piece })
    }
  })
  const inline = new InlineText()
  for (const [place, line] of lines.entries()) {
    if (place > 0) inline.plain('\n')
    writeRuns(inline, line, ['bold', 'italic', 'strike'])
  }
  return inline.toMarkdown().replace(/^\n+/, '').trimEnd()
}

/** Some programs nest sections: each within another begins a line. */
function leavesOf(section: JsonObject): JsonObject[] {
  return objectsOf(section.elements).flatMap((element, index) => {
    const within = Array.isArray(element.elements) ? objectsOf(element.elements) : null
    if (within === null) return [element]
    return index === 0 ? within : [{ type: 'text', text: '\n' }, ...within]
  })
}

const MARK = { bold: '**', italic: '_', strike: '~~' } as const

/** Neighbours of one style share its marks, which stand at words, never at spaces. */
function writeRuns(inline: InlineText, runs: readonly Run[], styles: readonly (keyof typeof MARK)[]): void {
  const [style, ...rest] = styles
  if (style === undefined) {
    for (const { piece } of runs) write(inline, piece)
    return
  }
  for (let from = 0, to = 0; from < runs.length; from = to) {
    const styled = runs[from]?.[style] === true
    while (to < runs.length && runs[to]?.[style] === styled) to++
    const same = runs.slice(from, to)
    if (!styled) {
      writeRuns(inline, same, rest)
      continue
    }
    const { before, within, after } = withoutOuterSpace(same)
    inline.plain(before)
    if (within.length > 0) {
      inline.markdown(MARK[style])
      writeRuns(inline, within, rest)
      inline.markdown(MARK[style])
    }
    inline.plain(after)
  }
}

function withoutOuterSpace(runs: readonly Run[]): { before: string; within: Run[]; after: string } {
  const within = [...runs]
  let before = ''
  let after = ''
  for (let run = within[0]; run && 'plain' in run.piece; run = within[0]) {
    const words = run.piece.plain.trimStart()
    before += run.piece.plain.slice(0, run.piece.plain.length - words.length)
    if (words !== '') {
      within[0] = { ...run, piece: { plain: words } }
      break
    }
    within.shift()
  }
  for (let run = within.at(-1); run && 'plain' in run.piece; run = within.at(-1)) {
    const words = run.piece.plain.trimEnd()
    after = run.piece.plain.slice(words.length) + after
    if (words !== '') {
      within[within.length - 1] = { ...run, piece: { plain: words } }
      break
    }
    within.pop()
  }
  return { before, within, after }
}

function write(inline: InlineText, piece: Piece): void {
  if ('plain' in piece) inline.plain(piece.plain)
  else inline.markdown(piece.markdown)
}

function wordsOf(piece: Piece): string {
  return 'plain' in piece ? piece.plain : piece.markdown.replace(/^<|>$/g, '')
}

/** An element of a section. Unknown ones keep their words. */
function pieceOf(element: JsonObject, names: Names, next: string): Piece {
  const text = typeof element.text === 'string' ? element.text : null
  const id = (name: string) => stringOf(element[name]) ?? ''
  switch (element.type) {
    case 'text':
      return objectOf(element.style)?.code === true && text?.trim()
        ? { markdown: inlineCode(text) }
        : { plain: text ?? '' }
    case 'user':
      return { plain: mentionOf(id('user_id'), names) }
    case 'channel':
      return { plain: `#${names.channel(id('channel_id')) ?? id('channel_id')}` }
    case 'usergroup':
      return { plain: `@${stringOf(element.name)?.replace(/^@/, '') ?? id('usergroup_id')}` }
    case 'broadcast':
      return { plain: `@${id('range')}` }
    case 'team':
      return { plain: `@${id('team_id')}` }
    case 'color':
      return { plain: id('value') }
    case 'emoji':
      return { plain: emojiOfCodes(id('unicode')) ?? emojiOf(id('name')) ?? `:${id('name')}:` }
    case 'link': {
      const url = stringOf(element.url)
      if (!url) return { plain: text ?? '' }
      return objectOf(element.style)?.code === true
        ? { markdown: inlineCode(text ?? url) }
        : { markdown: linkTo(url, text, next) }
    }
    case 'date': {
      const words = stringOf(element.fallback) ?? dateOfSeconds(element.timestamp) ?? ''
      const url = stringOf(element.url)
      return url ? { markdown: linkTo(url, words, next) } : { plain: words }
    }
    default:
      return { plain: text ?? stringOf(element.fallback) ?? '' }
  }
}
