import type {
  DraftLine,
  DropReason,
  DroppedLine,
  NewOrder,
  ProposedLine,
  Quote,
  RewordedLine,
  Rewording,
  RewordingRequest,
} from '@/lib/schema/rewording'
import { findLoss, findNewAmount, findNewCode, findNewDay, findNewName } from './verbatim-citations-facts'
import { findTurn, wordsOf } from './verbatim-citations-meaning'

/** Letters and digits that a quote has at least: fewer stand in too many messages. A message of fewer is quoted whole. */
export const MIN_QUOTE = 8

/** Lists whose order is that of time stay as they are. */
const IN_TIME = new Set(['timeline'])

/** Share of the longer words of a rewording that its line or its messages have, or words that begin like them. */
const MIN_KNOWN_WORDS = 0.5

/**
 * What may be taken of a model's answer: `proposals` are the lines as it would say them, in its order. A rewording is kept only
 * when each of its quotes stands word for word (but for white space and the forms of quotes, dashes and ligatures) in a message
 * that its line is made of, when each number, day, name and piece of code in it stands in the messages that it quotes, when the
 * line's own numbers and code are all still there, and when no word turns its meaning. Everything else is dropped with a reason,
 * and the line stays. A new order is kept when it names every line of its list. Never throws.
 */
export function checkRewording(request: RewordingRequest, proposals: readonly ProposedLine[]): Rewording {
  const lines: RewordedLine[] = []
  const dropped: DroppedLine[] = []
  const seen = new Set<number>()
  for (const proposal of proposals) {
    const line = proposal.line === null ? undefined : request.lines[proposal.line]
    const at = line ? proposal.line : null
    const drop = (reason: DropReason, what: string | null = null) =>
      dropped.push({ line: at, text: proposal.text, reason, what })
    if (!line || at === null) drop('no-such-line')
    else if (seen.has(at)) drop('twice')
    else {
      seen.add(at)
      const after = proposal.text.trim()
      if (plain(after) === plain(line.text)) continue
      const fault = findFault(line, { ...proposal, text: after }, request)
      if (fault) drop(fault.reason, fault.what)
      else lines.push({ line: at, before: line.text, after, quotes: proposal.citations })
    }
  }
  const touched = new Set([...lines.map(({ line }) => line), ...dropped.flatMap(({ line }) => line ?? [])])
  return {
    lines,
    orders: findOrders(request.lines, [...seen]),
    dropped,
    unchanged: request.lines.length - touched.size,
  }
}

type Fault = { reason: DropReason; what: string | null }
const fault = (reason: DropReason, what: string | null = null): Fault => ({ reason, what })

function findFault(line: DraftLine, { text, citations }: ProposedLine, request: RewordingRequest): Fault | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return fault('empty')
  if (text.length > Math.max(2 * line.text.length, line.text.length + 120)) return fault('too-long')
  if (hasNewLayout(text, line.text)) return fault('layout')
  if (citations.length === 0) return fault('no-quote')
  for (const quote of citations) {
    const wrong = findQuoteFault(quote, line, request)
    if (wrong) return wrong
  }
  return findWordingFault(line, text, citations, request)
}

/** Marks of Markdown and HTML that would make something else of a line than a line. */
function hasNewLayout(after: string, before: string): boolean {
  return [
    /[\r\n\u2028\u2029]/,
    /```|~~~/,
    /\]\(/,
    /!\[/,
    /<[a-z/!]/i,
    /^(?:#{1,6}|[-*+>]|\d{1,3}[.)])\s/,
    /\p{Cc}/u,
  ].some((mark) => mark.test(after) && !mark.test(before))
}

function findQuoteFault({ message: id, quote }: Quote, line: DraftLine, { messages }: RewordingRequest): Fault | null {
  const message = messages.find((one) => one.id === id)
  if (!message || !line.messages.includes(id)) return fault('other-message', id)
  const [words, text] = [plain(quote), plain(message.text)]
  if (lengthOf(words) < Math.min(MIN_QUOTE, lengthOf(text)) || words === '') return fault('short-quote', quote)
  return text.includes(words) ? null : fault('not-verbatim', quote)
}

/** Letters and digits, counted. */
const lengthOf = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

function findWordingFault(
  line: DraftLine,
  text: string,
  citations: readonly Quote[],
  { messages, people, lang }: RewordingRequest,
): Fault | null {
  const cited = messages.filter(({ id }) => citations.some(({ message }) => message === id))
  const evidence = cited.map((message) => message.text).join('\n')
  const authors = cited.map(({ author }) => author ?? '').join(' ')
  const checks: [DropReason, string | null][] = [
    ['number', findNewAmount(text, evidence, lang)],
    ['date', findNewDay(text, evidence)],
    ['code', findNewCode(text, evidence)],
    ['name', findNewName(text, evidence, { people, authors, lang, before: line.text })],
    ['lost', findLoss(line.text, text, lang)],
    ['meaning', findTurn(line.text, text, evidence, line.list)],
  ]
  const found = checks.find(([, what]) => what !== null)
  if (found) return fault(...found)
  return isOfKnownWords(text, `${line.text}\n${evidence}\n${authors}`) ? null : fault('words')
}

function isOfKnownWords(text: string, known: string): boolean {
  const terms = termsOf(text)
  const have = new Set(termsOf(known))
  return terms.filter((term) => have.has(term)).length >= terms.length * MIN_KNOWN_WORDS
}

/** Longer words by their first four letters; in scripts without spaces, each two characters that follow each other. */
function termsOf(text: string): string[] {
  return wordsOf(text).flatMap((word) => {
    if (UNSPACED.test(word)) return Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
    return word.length < 4 ? [] : [word.slice(0, 4)]
  })
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** A text for comparison: forms of one character are one, white space is one space. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/[‘’‚‛ʼ]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Lists whose lines a model put into another order, all of them, none of them twice. */
function findOrders(lines: readonly DraftLine[], answered: readonly number[]): NewOrder[] {
  const orders: NewOrder[] = []
  for (const list of new Set(lines.map((line) => line.list))) {
    const own = lines.flatMap((line, at) => (line.list === list && line.index !== null ? [at] : []))
    const named = answered.filter((at) => own.includes(at))
    const isSame = named.every((at, place) => at === own[place])
    const isDistinct = new Set(own.map((at) => lines[at]?.text)).size === own.length
    if (IN_TIME.has(list) || named.length !== own.length || isSame || !isDistinct) continue
    orders.push({ list, order: named.flatMap((at) => lines[at]?.index ?? []) })
  }
  return orders
}
