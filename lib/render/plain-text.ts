const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A text as HTML that shows it letter by letter: what is done with one that would take too long to read as Markdown. */
export function plainHtml(text: string): string {
  return `<pre class="plain-text">${escapeHtml(text)}</pre>`
}
