import type { Span } from '@/lib/schema/text'

/** An object of JSON whose values nobody has checked. */
export type JsonObject = Record<string, unknown>

/** The value when it is an object; null for arrays, texts and all else. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** The objects of an array; empty for anything else. */
export function objectsOf(value: unknown): JsonObject[] {
  const items: unknown[] = Array.isArray(value) ? value : []
  return items.flatMap((one): JsonObject[] => {
    const object = objectOf(one)
    return object ? [object] : []
  })
}

/** A text that is not blank, or a number as text; null for anything else. */
export function stringOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** The value of the JSON text at a place; undefined when it is none. Never throws. */
export function valueAt(text: string, [start, end]: Span): unknown {
  try {
    return JSON.parse(text.slice(start, end)) as unknown
  } catch {
    return undefined
  }
}

/** Values that follow each other, with what stands between them passed over. `cut`: the text ends within the last one. */
export type Places = { places: Span[]; cut: boolean }

/**
 * Where the objects and arrays stand that a text consists of: one, or several with white space or commas between them (pages
 * written one after the other, a part of a list). Null when anything else stands there. Linear in the text.
 */
export function listValues(text: string): Places | null {
  const places: Span[] = []
  for (let at = skipBlank(text, 0, true); at < text.length; at = skipBlank(text, at, true)) {
    if (text[at] !== '{' && text[at] !== '[') return null
    const end = endOfValue(text, at)
    if (end < 0) return { places: [...places, [at, text.length]], cut: true }
    places.push([at, end])
    at = end
  }
  return { places, cut: false }
}

/** Where the items of the array stand that begins at `start`; those before its end when the text ends too early. */
export function itemPlaces(text: string, start: number): Places {
  const places: Span[] = []
  for (let at = skipBlank(text, start + 1, true); at < text.length; at = skipBlank(text, at, true)) {
    if (text[at] === ']') return { places, cut: false }
    const end = endOfValue(text, at)
    if (end < 0) break
    places.push([at, end])
    at = end
  }
  return { places, cut: true }
}

/** Where the values of the object stand that begins at `start`, by name. A value that the text's end cuts reaches up to it. */
export function memberPlaces(text: string, start: number): Map<string, Span> {
  const members = new Map<string, Span>()
  for (let at = skipBlank(text, start + 1, true); text[at] === '"'; at = skipBlank(text, at, true)) {
    const nameEnd = endOfString(text, at)
    const colon = nameEnd < 0 ? -1 : skipBlank(text, nameEnd, false)
    if (text[colon] !== ':') break
    const value = skipBlank(text, colon + 1, false)
    const end = endOfValue(text, value)
    members.set(text.slice(at + 1, nameEnd - 1), [value, end < 0 ? text.length : end])
    if (end < 0) break
    at = end
  }
  return members
}

function skipBlank(text: string, from: number, commas: boolean): number {
  let at = from
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    // white space of JSON, the byte order mark
    const blank = code === 32 || (code >= 9 && code <= 13) || code === 0xfeff
    if (!blank && !(commas && code === 44)) break
  }
  return at
}

/** The place behind the value at `at`; -1 when the text ends within it. */
function endOfValue(text: string, at: number): number {
  const first = text[at]
  if (first === '"') return endOfString(text, at)
  if (first !== '{' && first !== '[') return endOfWord(text, at)
  let depth = 0
  for (let place = at; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === 34) {
      place = endOfString(text, place) - 1
      if (place < 0) return -1
    } else if (code === 123 || code === 91) depth++
    else if ((code === 125 || code === 93) && --depth === 0) return place + 1
  }
  return -1
}

function endOfString(text: string, at: number): number {
  for (let place = text.indexOf('"', at + 1); place >= 0; place = text.indexOf('"', place + 1)) {
    let slashes = 0
    while (text.charCodeAt(place - 1 - slashes) === 92) slashes++
    if (slashes % 2 === 0) return place + 1
  }
  return -1
}

/** Numbers, `true`, `null`: up to what ends them. At least one character, so that reading goes on. */
function endOfWord(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && !',]} \n\r\t'.includes(text[end] ?? '')) end++
  return end <= text.length ? end : -1
}
