import type { MessageDraft } from '@/lib/schema/thread'
import { renderMarkdown } from './markdown'

/** HTML of the messages by their ids, as safe as any text's; those without words have none. */
export async function renderMessages(
  messages: readonly Pick<MessageDraft, 'id' | 'text'>[],
): Promise<Record<string, string>> {
  const rendered = await Promise.all(
    messages.map(async ({ id, text }, index): Promise<[string, string][]> =>
      text.trim() === '' ? [] : [[id, await renderMessage(text, index)]],
    ),
  )
  return Object.fromEntries(rendered.flat())
}

/** Most of what people write in a chat is words alone: they need no parser, which takes a millisecond a message. */
async function renderMessage(text: string, index: number): Promise<string> {
  // None of the characters that it may hold means anything in HTML.
  if (isWords(text)) return `<p>${text}</p>`
  return renderMarkdown(text, { idPrefix: `m${index}-`, headingOffset: 3 })
}

/** One line that Markdown reads as nothing but words: no mark of it, no address, no number or dash that opens a list. */
function isWords(text: string): boolean {
  return /^\p{L}[\p{L}\p{N} ,.?%()'’–—…/-]*$/u.test(text) && !/www\.|\s$/i.test(text)
}
