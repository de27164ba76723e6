import { foldWord } from './tokens'

const URL = /https?:\/\/[^\s"'<>)]+/giu
const KEY_LENGTH = 300

/**
 * What stays the same when an alert fires again: its words without numbers, addresses, and names of machines (words with digits).
 * Empty for a text without words.
 */
export function alertKeyOf(text: string): string {
  const words = text.replace(URL, ' ').match(/[\p{L}\p{N}_.:/-]+/gu) ?? []
  const kept = words.filter((word) => !/\d/u.test(word)).map((word) => foldWord(word.replace(/[_.:/-]+/gu, ' ')).trim())
  return kept.filter(Boolean).join(' ').slice(0, KEY_LENGTH)
}

/** The last pieces of the addresses in a text, squeezed: what a `runbook_url` calls its runbook. */
export function namesInAddresses(text: string): Set<string> {
  const names = (text.match(URL) ?? []).slice(0, 50).map((address) => {
    const place = withoutEnd(address.replace(/[?#].*$/u, ''))
    return squeeze(place.slice(place.lastIndexOf('/') + 1).replace(/\.(?:md|html?)$/iu, ''))
  })
  return new Set(names.filter((name) => name !== ''))
}

/** What stands behind an address and is none of it. By hand: an expression would look from each of a row of dots for its end. */
function withoutEnd(address: string): string {
  let end = address.length
  while (end > 0 && '/.,;:'.includes(address[end - 1] ?? '')) end--
  return address.slice(0, end)
}

/** A name in small letters and digits only: `Kube-Pod-Not-Ready` is `kubepodnotready`. */
export function squeeze(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}
