import type { MessageDraft } from '@/lib/schema/thread'
import { renderMarkdown } from './markdown'

/** HTML of the messages by their ids, as safe as any text's; those without words have none. */
export async function renderMessages(
  messages: readonly Pick<MessageDraft, 'id' | 'text'>[],
): Promise<Record<string, string>> {
  const rendered = await Promise.all(
    messages.map(async ({ id, text }, index): Promise<[string, string][]> =>
      text.trim() === '' ? [] : [[id, await renderMarkdown(text, { idPrefix: `m${index}-`, headingOffset: 3 })]],
    ),
  )
  return Object.fromEntries(rendered.flat())
}
