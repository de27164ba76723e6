import { lineOfMrkdwn, markdownOfMrkdwn } from './mrkdwn'
import type { Names } from './mrkdwn-entities'
import { addressOf, escapeMarkdown, inOneLine, linkTo, quoted } from './mrkdwn-inline'
import { emojiOf } from './mrkdwn-emoji'
import { type JsonObject, objectOf, objectsOf, stringOf } from './slack-json'
import { markdownOfRichText } from './slack-rich-text'

/** The blocks of a message as Markdown, one below the other; of a kind that nobody knows, the texts. */
export function markdownOfBlocks(blocks: unknown, names: Names): string {
  return objectsOf(blocks)
    .map((block) => blockAsMarkdown(block, names))
    .filter((markdown) => markdown.trim() !== '')
    .join('\n\n')
}

/** Whether blocks say what the message says; images, buttons and small print alone leave that to its text. */
export function areWhole(blocks: unknown): boolean {
  return objectsOf(blocks).some(({ type }) =>
    ['rich_text', 'section', 'header', 'markdown', 'table'].includes(String(type)),
  )
}

function blockAsMarkdown(block: JsonObject, names: Names): string {
  switch (block.type) {
    case 'rich_text':
      return markdownOfRichText(block, names)
    case 'header': {
      const title = inOneLine(textAsMarkdown(block.text, names))
      return title === '' ? '' : `**${title}**`
    }
    case 'section':
      return [
        textAsMarkdown(block.text, names),
        ...fieldsAsMarkdown(block.fields, names),
        linkOfButton(block.accessory),
      ]
        .filter((part) => part !== '')
        .join('\n')
    case 'context':
      return objectsOf(block.elements)
        .map((element) => (element.type === 'image' ? '' : textAsMarkdown(element, names)))
        .filter((part) => part !== '')
        .join(' · ')
    case 'actions':
      return objectsOf(block.elements)
        .map(linkOfButton)
        .filter((part) => part !== '')
        .join(' · ')
    case 'image':
    case 'video': {
      const label = stringOf(objectOf(block.title)?.text) ?? stringOf(block.alt_text) ?? null
      const url = stringOf(block.image_url) ?? stringOf(block.title_url) ?? stringOf(block.video_url)
      return url ? linkTo(url, label, '') : escapeMarkdown(label ?? '')
    }
    case 'markdown':
      return stringOf(block.text) ?? ''
    case 'table':
      return tableAsMarkdown(block, names)
    default:
      return textAsMarkdown(block.text, names)
  }
}

/** A text object: `plain_text` or `mrkdwn`; a bare text counts as the latter. */
function textAsMarkdown(value: unknown, names: Names): string {
  const text = stringOf(objectOf(value)?.text) ?? stringOf(value)
  if (text === null) return ''
  return objectOf(value)?.type === 'plain_text' ? escapeMarkdown(withEmoji(text)) : markdownOfMrkdwn(text, names)
}

function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/gi, (whole, name: string) => emojiOf(name) ?? whole)
}

/** Fields as lines of their own: alerts put a label above its value, both in one field. */
function fieldsAsMarkdown(fields: unknown, names: Names): string[] {
  return objectsOf(fields).map((field) => {
    const lines = textAsMarkdown(field, names).split('\n')
    const [label = '', ...value] = lines
    return value.length === 1 && /^\*\*[^*]+\*\*$/.test(label)
      ? `${withColon(label)} ${value[0] ?? ''}`
      : lines.join('\n')
  })
}

function withColon(label: string): string {
  return /:\**$/.test(label) ? label : label.replace(/\*\*$/, ':**')
}

function linkOfButton(value: unknown): string {
  const button = objectOf(value)
  const url = stringOf(button?.url)
  const label = stringOf(objectOf(button?.text)?.text) ?? stringOf(button?.text)
  return url ? linkTo(url, label, '') : ''
}

function tableAsMarkdown(block: JsonObject, names: Names): string {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) =>
    objectsOf(row).map((cell) =>
      inOneLine(
        cell.type === 'rich_text' ? markdownOfRichText(cell, names) : escapeMarkdown(stringOf(cell.text) ?? ''),
      ).replaceAll('|', '\\|'),
    ),
  )
  const [head, ...body] = rows
  if (!head) return ''
  const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [lineOf(head), lineOf(head.map(() => '---')), ...body.map(lineOf)].join('\n')
}

/**
 * What is attached to a message as Markdown: alerts with title, text and fields; links unfolded and messages shared, as quotes.
 * The fallback counts only when there is nothing else.
 */
export function markdownOfAttachments(attachments: unknown, names: Names): string {
  return objectsOf(attachments)
    .map((attachment) => {
      const markdown = attachmentAsMarkdown(attachment, names)
      const quote = ['from_url', 'is_msg_unfurl', 'is_share', 'message_blocks'].some((key) => attachment[key])
      return quote && markdown !== '' ? quoted(markdown) : markdown
    })
    .filter((markdown) => markdown !== '')
    .join('\n\n')
}

function attachmentAsMarkdown(attachment: JsonObject, names: Names): string {
  const text = (key: string) =>
    stringOf(attachment[key]) === null ? '' : markdownOfMrkdwn(String(attachment[key]), names)
  const blocks = markdownOfBlocks(attachment.blocks, names) || sharedBlocks(attachment.message_blocks, names)
  const parts = [
    text('pretext'),
    labelled(attachment.author_name, attachment.author_link, names, ''),
    labelled(attachment.title, attachment.title_link, names, '**'),
    blocks || text('text'),
    listFields(attachment.fields, names),
    objectsOf(attachment.actions)
      .map(linkOfButton)
      .filter((part) => part !== '')
      .join(' · '),
    stringOf(attachment.image_url) ? linkTo(String(attachment.image_url), null, '') : '',
  ].filter((part) => part !== '')
  const footer = text('footer')
  if (parts.length > 0) return [...parts, ...(footer === '' ? [] : [footer])].join('\n')
  // what Slack itself puts there
  const fallback = attachment.fallback === '[no preview available]' ? '' : text('fallback')
  return [fallback, footer].filter((part) => part !== '').join('\n')
}

function labelled(title: unknown, link: unknown, names: Names, mark: '' | '**'): string {
  const label = stringOf(title)
  if (label === null) return ''
  const url = stringOf(link)
  const words = lineOfMrkdwn(label, names)
  const plain = /^[^\\<>*_~`[\]()]+$/.test(words)
  const shown = url ? (plain ? `[${words}](${addressOf(url)})` : linkTo(url, label, '')) : words
  return mark === '' || (!plain && !url) ? shown : mark + shown + mark
}

function listFields(fields: unknown, names: Names): string {
  return objectsOf(fields)
    .map((field) => {
      const label = stringOf(field.title) === null ? '' : lineOfMrkdwn(String(field.title), names)
      const value = stringOf(field.value) === null ? '' : markdownOfMrkdwn(String(field.value), names)
      if (label === '') return value
      return value.includes('\n')
        ? `${withColon(`**${label}**`)}\n${value}`
        : `${withColon(`**${label}**`)} ${value}`.trim()
    })
    .filter((line) => line !== '')
    .join('\n')
}

/** The message that was shared stands within: `[{team, channel, ts, message: {blocks}}]`. */
function sharedBlocks(value: unknown, names: Names): string {
  return objectsOf(value)
    .map((shared) => markdownOfBlocks(objectOf(shared.message)?.blocks, names))
    .filter((markdown) => markdown !== '')
    .join('\n\n')
}
