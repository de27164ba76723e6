import type { SkillStep } from '@/lib/schema/draft'
import type { MessageDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import { plain } from './piece'
import { readSentences } from './sentences'

/** A sentence of a message, without marks of Markdown, with the code blocks that stand below it. */
export type Said = {
  text: string
  code: SkillStep['code']
  message: MessageDraft
  /** Place in the thread: an earlier sentence has a lower one. */
  order: number
  /** It begins a message, or a line of one. */
  opens: boolean
}

const FENCE = /^[ \t]*(`{3,}|~{3,})[ \t]*([\w+#.-]{0,30})[ \t]*$/
/** People who write chat begin a sentence with a small letter: the full stop in front of it ends one all the same. */
const SMALL_START = light(/(?<=[\p{L}\p{N}`)"”]{2}[.!?])\s+(?=[("“]?\p{Ll})/gu)
/** A sign of joy ends a sentence. */
const EMOJI = /\s+(?:(?::[a-z_][\w+-]{1,40}:|\p{Extended_Pictographic}\uFE0F?)\s*)+(?=\s|$)/u
const ABBREVIATED = light(
  /(?<![\p{L}.])(?:e\.g|i\.e|etc|vs|approx|ca|no|nr|z\.\s?B|d\.\s?h|bzw|ggf|evtl|usw|inkl|т\.\s?[едпк]|напр|см|св)\.$/iu,
)
/** Messages that nobody said about the incident. */
const SAID_KINDS = new Set(['message', 'broadcast'])

/**
 * What people and programs say in a conversation, sentence by sentence, in its order. Joins, notices, deletions and what was
 * found to be noise say nothing. A code block belongs to the sentence above it, one without a sentence stands alone.
 */
export function readSaid(messages: readonly MessageDraft[]): Said[] {
  const said: Said[] = []
  for (const message of messages) {
    if (!SAID_KINDS.has(message.kind) || message.noise !== null) continue
    for (const part of readParts(message.text)) {
      const last = said.at(-1)
      if (part.code) {
        if (last?.message === message) last.code.push(part.code)
        else said.push({ text: '', code: [part.code], message, order: said.length, opens: true })
        continue
      }
      sentencesOf(part.line).forEach((text, index) => {
        said.push({ text, code: [], message, order: said.length, opens: index === 0 })
      })
    }
  }
  return said
}

type Part = { line: string; code?: undefined } | { code: SkillStep['code'][number] }

function readParts(text: string): Part[] {
  const parts: Part[] = []
  let fence: { mark: string; lang: string | null; lines: string[] } | null = null
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)
    if (fence) {
      if (mark?.[1]?.startsWith(fence.mark) && !mark[2]) {
        parts.push({ code: { lang: fence.lang, text: fence.lines.join('\n') } })
        fence = null
      } else fence.lines.push(line)
    } else if (mark) fence = { mark: mark[1] ?? '', lang: mark[2] || null, lines: [] }
    else parts.push({ line })
  }
  // A fence that is never closed: what stands in it was said.
  if (fence) parts.push(...fence.lines.map((line) => ({ line })))
  return parts
}

function sentencesOf(line: string): string[] {
  const text = plain(line.replace(/^[ \t]*(?:[-*•▪◦]|\d{1,2}[.)])[ \t]+/, '').replace(/^[#>\s]+/, ''))
  const pieces = text
    .split(EMOJI)
    .flatMap((part) => readSentences({ text: part, start: 0, end: part.length }).map((piece) => piece.text))
  return pieces.flatMap((piece) => {
    const parts: string[] = []
    for (const part of piece.split(SMALL_START)) {
      const last = parts.at(-1)
      if (last !== undefined && ABBREVIATED.test(last)) parts[parts.length - 1] = `${last} ${part}`
      else parts.push(part)
    }
    return parts.filter((part) => /[\p{L}\p{N}]/u.test(part))
  })
}

/** Words that stand in front of what is said: greetings, whom it is said to, "and", "so", who saw it. */
const IN_FRONT = light(
  /^(?:(?:@[\p{L}\p{N}._-]+|<[@!][^>\s]{1,60}>|:[\w+-]{1,40}:|(?:hi|hey|hello|ok|okay|hm+|yeah|yep|right|well|so|and|but|also|fyi|update|hallo|moin|also|und|aber|so|ja|also|привет|так|и|а|ну|да|bonjour|salut|donc|alors|et|ok|hola|bueno|pues|y|entonces)(?!\p{L})(?!['’])|(?:(?:i['’]?m|we['’]?re|i am|we are|i|we)\s+)?(?:also\s+)?seeing(?!\p{L})|(?:i['’]?m|i['’]?ll|i am|i will|we['’]?re|we['’]?ll)(?:\s+(?:going to|gonna))?(?=\s))[\s,:;!—–-]*)+/iu,
)
/** Signs of joy at the end, and what leads on. */
const BEHIND = /[\s:;,–—-]+$|(?:\s*(?::[\w+-]{2,40}:|\p{Extended_Pictographic}\uFE0F?))+\s*$/u

/**
 * A sentence as a line of a skill: without greeting, mention and "I'm" in front, without emoji and colon behind. Words are
 * only cut, never changed.
 */
export function lineOf(text: string): string {
  const start = text.replace(IN_FRONT, '')
  const line = (/[\p{L}\p{N}]/u.test(start) ? start : text).replace(BEHIND, '').replace(BEHIND, '').trim()
  return /^\([^()]*\)[.!?]?$/.test(line) ? line.replace(/^\(|\)(?=[.!?]?$)/g, '') : line
}
