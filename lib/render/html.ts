import { escapeHtml } from './plain-text'

/** HTML of ours: text that came from anywhere has been escaped on its way in. Only `html` makes it. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[]

function write(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return part.map(write).join('')
}

/**
 * Writes HTML from a template: whatever is put in is escaped, unless it is HTML made in the same way. Values stand in text or within
 * quoted attributes. Nothing (`null`, `undefined`, `false`) writes nothing.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlPart[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? write(values[index]) : '')).join(''))
}
