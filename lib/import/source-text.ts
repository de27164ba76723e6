import { AppError } from '@/lib/domain/errors'
import { isOwnAgentSkill } from '@/lib/parse/agent-skill'
import { isHindsightDocument } from '@/lib/parse/hindsight-document'
import type { Problem } from '@/lib/schema/draft'
import { decodeSource } from './decode'
import { convertPage } from './html-markdown'
import { isJiraMarkup, replaceJira } from './jira-markup'
import { maskSecrets } from './secrets'
import { replaceAsciidoc, replaceMediawiki, replaceOrg } from './outline-markup'
import { replaceErb, replaceMdx, replaceShortcodes, replaceToml } from './template-tags'

/** Longest text in UTF-16 code units that is not data: longer ones are logs or dumps, and no report. */
const MAX_PROSE = 5 * 1024 * 1024

/**
 * What is read of a source. `text` is what all spans point into; `bytes`: what is kept of those that came in, without secrets;
 * `url`: the address that a page gives itself, else the one it was read from.
 */
export type SourceText = { text: string; bytes: Uint8Array<ArrayBuffer>; url: string | null; problems: Problem[] }

/**
 * Makes the text of a source from its bytes and its name: decoded, HTML as Markdown, AsciiDoc, Org and MediaWiki headings as Markdown's,
 * without the tags of template languages, and with marks where secrets were. Throws as `decodeSource` and `convertPage` do, and `too_large` for a long text that
 * is not data.
 */
export function readSourceText({ bytes, path }: { bytes: Uint8Array; path: string | null }): SourceText {
  const { text: original, doubt } = decodeSource(bytes)
  const decoded = maskSecrets(original).text
  const kept = decoded === original ? new Uint8Array(bytes) : new TextEncoder().encode(decoded)
  const problems: Problem[] = doubt ? [{ level: 'warning', message: doubt }] : []
  // Our own export says exactly what it means.
  if (isHindsightDocument(decoded) || isOwnAgentSkill(decoded))
    return { text: decoded, bytes: kept, url: null, problems }
  const name = (path ?? '').toLowerCase()
  const plain = name.endsWith('.erb') ? replaceErb(decoded) : decoded
  const kind = /\.([a-z]{1,10})$/.exec(name.replace(/\.erb$/, ''))?.[1] ?? ''
  const address = /^https?:\/\//.test(path ?? '') ? path : null
  if (isHtml(plain, kind)) return { ...readPage(plain, address, kept), problems }
  // JSON and XML are data: what looks like a tag in them is somebody's text.
  if (/^\uFEFF?\s{0,100}(?:\{\s{0,100}"|\[\s{0,100}[{"]|<\?xml|<(?:rss|feed)\b)/.test(plain))
    return { text: plain, bytes: kept, url: address, problems }
  if (plain.length > MAX_PROSE) {
    throw new AppError('too_large', 'The text is too long to be one report. Split it and import the parts.')
  }
  return { text: toMarkdown(plain, kind), bytes: kept, url: address, problems }
}

/** Tags may part a secret, as the colours of code do: it comes to light when they are gone, and then the page itself is not kept. */
function readPage(page: string, address: string | null, kept: Uint8Array<ArrayBuffer>): Omit<SourceText, 'problems'> {
  const read = convertPage(page, address)
  const { text } = maskSecrets(read.text)
  return { ...read, text, bytes: text === read.text ? kept : new TextEncoder().encode(text) }
}

function toMarkdown(text: string, kind: string): string {
  if (kind === 'adoc' || kind === 'asciidoc') return replaceAsciidoc(text)
  if (kind === 'org') return replaceOrg(text)
  if (kind === 'mediawiki' || kind === 'wiki') return replaceMediawiki(text)
  if (isJiraMarkup(text)) return replaceJira(text)
  const markdown = replaceShortcodes(replaceToml(text))
  return kind === 'mdx' ? replaceMdx(markdown) : markdown
}

const PAGE = /^(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype html|html[\s>])/i
const PART = /^<(?:head|body|main|article|section|header|div|h[1-3]|p|table|ul|ol|dl|meta|title)\b[^>]{0,500}>/i
/** Markdown that opens with HTML (a centred logo) has headings, lists and quotes of its own. */
const MARKDOWN_LINE = /^(?:#{1,6}[ \t]|[-*+][ \t]|>[ \t]|```)/m
const SAMPLE = 100_000

/** By its beginning, whatever it is called; a part of a page only when nothing in it is Markdown. */
function isHtml(text: string, kind: string): boolean {
  const start = text
    .slice(0, SAMPLE)
    .replace(/^\uFEFF/, '')
    .replace(/^(?:\s|<!--[^]{0,5000}?-->){1,50}/, '')
  if (PAGE.test(start)) return true
  if (/^(?:html?|xhtml)$/.test(kind)) return /<\/?[a-z][^>]{0,200}>/i.test(start)
  if (!PART.test(start) || MARKDOWN_LINE.test(start)) return false
  return (start.match(/<\/(?:p|h[1-6]|li|td|div|dd)>/gi) ?? []).length >= 3
}
