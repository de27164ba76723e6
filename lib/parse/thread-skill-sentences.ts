import type { SkillStep } from '@/lib/schema/draft'
import type { MessageDraft } from '@/lib/schema/thread'
import { light, matchesOf } from './light-expression'
import { plain } from './piece'
import type { EventKind, ThreadEvent } from './thread-events'
import { type Said as Spoken, sentencesOfMessage } from './thread-text'

/** A sentence of a message, without marks of Markdown, with the code blocks that stand below it. */
export type Said = {
  text: string
  /** As `text`, in lower case: what the cues of a thread are looked for in. */
  lower: string
  /** What it does. */
  kind: EventKind
  /** How likely it tells the cause. */
  causal: number
  code: SkillStep['code']
  message: MessageDraft
  /** Place in the thread: an earlier sentence has a lower one. */
  order: number
  /** It begins a message, or an item of a list. */
  opens: boolean
  /** The line that leads into the list that it is an item of. */
  lead: string | null
}

const FENCE = /```([^\n`]{0,20})\n?([\s\S]*?)```/g
/** What the readers of chats escape, so that it is no Markdown. */
const ESCAPED = /\\([\\`*_{}[\]()#+.!|<>~-])/g
/** A sign of joy ends a sentence. */
const EMOJI = /\s+(?:(?::[a-z_][\w+-]{1,40}:|\p{Extended_Pictographic}\uFE0F?)\s*)+(?=\s|$)/u
/**
 * What people and programs say in a conversation, sentence by sentence, in its order; messages that were found to be noise say
 * nothing. A code block belongs to the sentence above it, one without a sentence stands alone. What a program says is read line by line.
 */
export function readSaid(events: readonly ThreadEvent[]): Said[] {
  const said: Said[] = []
  for (const { kind, causal = 0, said: sentence } of events) {
    const { message } = sentence
    if (message.noise !== null) continue
    const lines = message.bot ? sentencesOfMessage(message, sentence.index) : [sentence]
    for (const line of lines) said.push(...linesOf(line, kind, causal, said.length))
  }
  return said
}

/** A sentence without marks, cut where a sign of joy ends one. */
function linesOf(sentence: Spoken, kind: EventKind, causal: number, order: number): Said[] {
  const { message, place, item, lead } = sentence
  const langs = languagesOf(message.text)
  const code = sentence.code.map((text) => ({ lang: langs.get(text) ?? null, text }))
  const parts = plain(sentence.text)
    .replace(ESCAPED, '$1')
    .split(EMOJI)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .map((part) => part.trim())
  const texts = parts.length > 0 ? parts : code.length > 0 ? [''] : []
  return texts.map((text, at) => ({
    text,
    lower: text.toLowerCase(),
    kind,
    causal,
    code: at === texts.length - 1 ? code : [],
    message,
    order: order + at,
    opens: at === 0 && (place === 0 || item),
    lead,
  }))
}

/** The languages that the code blocks of a message are marked with. */
function languagesOf(text: string): Map<string, string> {
  return new Map(
    matchesOf(text, FENCE).flatMap(([, lang = '', code = '']): [string, string][] =>
      lang.trim() ? [[code.replace(/^\n+|\s+$/g, ''), lang.trim()]] : [],
    ),
  )
}

/** Words that stand in front of what is said: greetings, whom it is said to, "and", "so", who saw it. */
const IN_FRONT = light(
  /^(?:\+1[,\s]+|same here[:,\s]+|(?:@[\p{L}\p{N}._-]+|<[@!][^>\s]{1,60}>|:[\w+-]{1,40}:|(?:hi|hey|hello|ok|okay|hm+|yes|yeah|yep|right|well|so|and|but|also|fyi|update|hallo|moin|also|und|aber|so|ja|also|привет|так|и|а|ну|да|bonjour|salut|donc|alors|et|ok|hola|bueno|pues|y|entonces)(?!\p{L})(?!['’])|(?:(?:i['’]?m|we['’]?re|i am|we are|i|we)\s+)?(?:also\s+)?seeing(?!\p{L})|(?:i['’]?m|i['’]?ll|i am|i will|we['’]?re|we['’]?ll)(?:\s+(?:going to|gonna))?(?=\s))[\s,:;!—–-]*)+/iu,
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

const CAUSE_NAME =
  /^(?:(?:the )?(?:root[ -]?|real |actual )?cause|why|found it|got it|ursache|grund|причина|нашл[иа]|наш[её]л|cause(?: racine)?|trouvé|causa(?: ra[íi]z)?|encontrado)(?: (?:found|established|identified|confirmed|gefunden|trouvée|encontrada|найдена))?\s*[:：,–—-]\s*/iu

/** The line of a cause, without the words that call it one. */
export function causeLine(text: string): string {
  const line = lineOf(text)
  const rest = line.replace(CAUSE_NAME, '')
  return /[\p{L}\p{N}]/u.test(rest) ? rest : line
}
