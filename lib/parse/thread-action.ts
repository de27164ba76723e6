import type { ActionItemDraft } from '@/lib/schema/draft'
import type { ParticipantDraft } from '@/lib/schema/thread'
import { sentence } from '@/lib/schema/sentence'
import { kindIn } from './action-words'
import { light } from './light-expression'
import { cutDue, cutSince, dueOf } from './thread-due'
import type { Pledge } from './thread-labels'
import { cutOwner } from './thread-owners'
import { type Promised, readPromise } from './thread-promises'
import { cutSentences, type Said, unmarked } from './thread-text'

/** An action item with the messages that it is read from, and what a person should look at. */
export type ThreadAction = { draft: ActionItemDraft; messages: string[]; doubts: [field: string, reason: string][] }

const DONE_TAIL = light(
  /\s*[:,(–—-]+\s*(?:already )?(?<word>done|merged|shipped|deployed|fixed|live|erledigt|сделано|готово|fait|hecho|feito)(?:\s+(?:in|with|by|via)\s+(?<by>[^()]{1,60}?))?\)?\s*[.!✅]*$/iu,
)
const TICKET = /(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?!\p{N})/u

/** The action item that a sentence promises; null when it names no work. */
export function actionOf(said: Said, pledge: Pledge, people: readonly ParticipantDraft[]): ThreadAction | null {
  const promise = readPromise(said) ?? plainPromise(said)
  const finished = DONE_TAIL.exec(promise.rest)
  const done = finished && finished.index > 3 ? finished : null
  const bare = done ? promise.rest.slice(0, done.index) : promise.rest
  const since = cutSince(bare, said)
  const owned = cutOwner({ ...promise, rest: since?.text ?? bare }, pledge, said, people)
  const read = cutDue(owned.text, said, people)
  const due = read && /\p{L}{2}/u.test(read.text) ? read : null
  const title = titled(due?.text ?? owned.text)
  if (!/\p{L}{2}/u.test(title) || onlyRefers(title)) return null
  const doubts: ThreadAction['doubts'] = []
  if (due && !/\d/.test(due.words))
    doubts.push(['due', sentence`"${due.words}" was counted from the day of the message.`])
  if (owned.owner === null && (pledge === 'open' || !promise.listed))
    doubts.push(['title', sentence`It was proposed in the conversation; nobody said that it will be done.`])
  return {
    draft: {
      title,
      status: promise.done || done || pledge === 'done' || said.ticked === true ? 'done' : 'open',
      owner: owned.owner?.replace(/^@/, '') ?? null,
      due: due?.due ?? dueOf(owned.when, said, people),
      kind: kindIn(title, null),
      condition: null,
      since: since?.since ?? null,
      closedBy: done?.groups?.by?.trim() ?? null,
      ticket: promise.ticket ?? TICKET.exec(said.text)?.[0] ?? null,
      span: said.message.span,
    },
    messages: [said.message.id],
    doubts,
  }
}

/** "See also" with a link: nothing is to be done. */
function onlyRefers(title: string): boolean {
  const bare = title.replace(/\[\[[^\]\n]{1,200}\]\]|https?:\/\/\S+/gu, '')
  return bare.length < title.length && (bare.match(/\p{L}+/gu)?.length ?? 0) < REFERRING_WORDS
}

/** Fewest words beside a link that may name work. */
const REFERRING_WORDS = 3

/** A promise in words that no rule knows: the whole sentence says what. */
function plainPromise({ text }: Said): Promised {
  return { rest: text, owner: null, ticket: null, done: false, listed: false }
}

/** The words without end marks, their first letter a capital: nothing is added. */
function titled(text: string): string {
  const bare = (cutSentences(unmarked(text))[0] ?? '')
    .replace(/^(?:please|pls|bitte|also)\s+|^d['’](?=\p{L}{3})/iu, '')
    .replace(/[\s.,;:!?？。–—-]+$/u, '')
    .trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}
