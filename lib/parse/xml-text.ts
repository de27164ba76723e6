import type { Span } from '@/lib/schema/text'

/** Text that XML holds, with the place in the source for every place in it. */
export type XmlText = { text: string; place: (span: Span) => Span }

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const CDATA = '<![CDATA['

/**
 * The text of an XML element: `raw` is what stands between its tags, `start` where that begins in the source. The five entities
 * of XML, characters by number and CDATA are undone; entities that a document defines itself are never followed.
 */
export function readXmlText(raw: string, start: number): XmlText {
  const parts: string[] = []
  const places: number[] = []
  const put = (text: string, from: number, step: number) => {
    parts.push(text)
    for (let at = 0; at < text.length; at++) places.push(start + from + at * step)
  }
  let at = 0
  for (const match of raw.matchAll(
    /<!\[CDATA\[[\s\S]*?\]\]>|&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
  )) {
    put(raw.slice(at, match.index), at, 1)
    at = match.index + match[0].length
    if (match[0].startsWith(CDATA)) put(match[0].slice(CDATA.length, -3), match.index + CDATA.length, 1)
    else {
      const [, decimal, hexadecimal, name] = match
      const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
      put(name ? (ENTITIES[name] ?? '') : codePoint(code), match.index, 0)
    }
  }
  put(raw.slice(at), at, 1)
  const end = start + raw.length
  return {
    text: parts.join(''),
    place: ([from, to]) => [places[from] ?? end, to === 0 ? (places[0] ?? end) : (places[to] ?? end)],
  }
}

function codePoint(code: number): string {
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return valid ? String.fromCodePoint(code) : '\uFFFD'
}
