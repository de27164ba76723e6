import type { ParticipantDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import type { Pledge } from './thread-labels'
import { NAMED_ASK, type Promised } from './thread-promises'
import type { Said } from './thread-text'

/** The words of a promise while its owner is cut out of them; `when`: words of a day that stood there, too. */
export type Owned = { text: string; owner: string | null; when: string }

const ME = /^(?:me|i|mich|mir|mí|меня|myself|mine|ich|moi|yo|eu|я)$/iu
const OWNER_TAIL =
  /\s*(?:[([]\s*(?:owner[:\s]+)?(?<bracket>@?[\p{L}][\p{L}\p{N}._-]{0,38})(?:\s*,[^()[\]]{1,30})?\s*[)\]]|(?:->|→|=>|\s[–—-])\s*(?:team\s+(?<team>[\p{L}\p{N}_-]{1,30})|(?<arrow>@?[\p{L}][\p{L}\p{N}._-]{0,38})))\s*[.,;]?$/u
const OWNER_HEAD = /^(?<name>[\p{L}][\p{L}\p{N}._-]{1,38})\s*(?::|\s(?:to|will|[—–→-]+>?)\s)\s*(?=[\p{L}`])/u
const MINE_TAIL = light(
  /\s*[,;(–—-]+\s*(?:i['’]ll (?:do|take|handle) (?:that|this|it|that one|this one)|i can (?:do|take) (?:that|this|it)|mach(?:e)? ich|je m['’]en (?:charge|occupe)|lo hago yo|deixa comigo|сделаю|возьму|(?:making|opening|filing|creating) an? (?:jira|ticket|issue|task))(?<when>(?: \p{L}+){0,3})\)?[.!]?$/iu,
)
/** Behind a task: "..., can you own it?", "..., maya open a ticket please". */
const GIVEN_TAIL = light(
  /\s*[,;–—-] (?:(?<who>\p{L}[\p{L}\p{N}._-]{1,38}),? )?(?:(?:can|could|would|will) you(?: please)? (?:own|take|do|handle|pick up|grab|drive|file|open)|please (?:own|take|do|handle|file|open)|(?:file|open|create) an? (?:ticket|issue|jira)|kannst du(?: bitte)? (?:das|ein ticket)|tu peux (?:prendre|t['’]en|ouvrir)|заведи(?:те)?|создай(?:те)?|возьми(?:те)?|сделай(?:те)?)(?: \p{L}+){0,4}[?.! ]*$/iu,
)
/** What stands between the parts of a name: "Rao, Deepak (storage)". */
const NAME_PARTS = /[\s,()[\]/]+/u
/** A person spoken to at the beginning, or behind what leads to it: "Lotte, the image has to ..." */
const VOCATIVE =
  /(?:^|[:.;!–—]\s|^(?:and|so|then|also|und|и|а|et|y|e)\s)(?<name>[\p{L}][\p{L}\p{N}._-]{1,38})\s*,\s*(?=[\p{L}`])/iu

/** Whose work a promise is, as its words and `pledge` tell, and the rest of its words. */
export function cutOwner(promise: Promised, pledge: Pledge, said: Said, people: readonly ParticipantDraft[]): Owned {
  const own = promise.owner === 'author' || (pledge === 'mine' && !promise.named && promise.owner === null)
  const asked = promise.named ? nameOf(promise.named, said.message.author, people) : null
  const given = promise.owner === 'addressed' || pledge === 'given' ? givenTo(said, people) : null
  const address = /^https?:\/\/\S+\s+/u.exec(promise.rest.trim())?.[0] ?? ''
  const text = promise.rest.trim().slice(address.length)
  const first = { text, owner: own ? said.message.author : (asked ?? given), when: '' }
  return [cutSpokenTo, cutMineBehind, cutGivenBehind, cutBehind, cutInFront].reduce<Owned>(
    (owned, cut) => cut(owned, said, people),
    first,
  )
}

type Cut = (owned: Owned, said: Said, people: readonly ParticipantDraft[]) => Owned

const cutSpokenTo: Cut = (owned, said, people) => {
  const match = VOCATIVE.exec(owned.text)
  const name = match ? nameOf(match.groups?.name ?? '', null, people) : null
  if (!match || name === null || name === said.message.author) return owned
  return { ...owned, owner: name, text: owned.text.slice(match.index + match[0].length) }
}

const cutMineBehind: Cut = (owned, said) => {
  const mine = MINE_TAIL.exec(owned.text)
  if (!mine) return owned
  return { text: owned.text.slice(0, mine.index), owner: said.message.author, when: mine.groups?.when?.trim() ?? '' }
}

const cutGivenBehind: Cut = (owned, said, people) => {
  const given = GIVEN_TAIL.exec(owned.text)
  if (!given || given.index <= 3) return owned
  const who = given.groups?.who ? nameOf(given.groups.who, said.message.author, people) : said.addressed
  return who ? { ...owned, text: owned.text.slice(0, given.index), owner: who } : owned
}

const cutBehind: Cut = (owned, said, people) => {
  const tail = OWNER_TAIL.exec(owned.text)
  const named = tail ? nameOf(tail.groups?.bracket ?? tail.groups?.arrow ?? '', said.message.author, people) : null
  if (!tail || !(named || tail.groups?.team)) return owned
  return { ...owned, owner: named ?? owned.owner, text: owned.text.slice(0, tail.index) }
}

const ADDRESSED = /^@(?<name>[\p{L}][\p{L}\p{N}._-]{0,38})\s*(?:[,:–—-]\s*)?(?:to\s+)?(?:(?:can|could) you\s+)?/u

const cutInFront: Cut = (owned, said, people) => {
  const addressed = ADDRESSED.exec(owned.text)
  const head = addressed ?? OWNER_HEAD.exec(owned.text)
  const written = `${addressed ? '@' : ''}${head?.groups?.name ?? ''}`
  const name = head ? nameOf(written, said.message.author, people) : null
  const text = (head && name ? owned.text.slice(head[0].length) : owned.text).replace(/^to\s+/iu, '')
  return { ...owned, owner: name ?? owned.owner, text }
}

/** Whom the work is given to: who is addressed, or the one person beside the author that the sentence names. */
export function givenTo(said: Said, people: readonly ParticipantDraft[]): string | null {
  const asked = NAMED_ASK.exec(said.text)?.groups?.name
  const named = asked ? nameOf(asked, said.message.author, people) : null
  if (said.addressed ?? named) return said.addressed ?? named
  const mention = /(?<![\p{L}\p{N}.])@(?<name>[\p{L}][\p{L}\p{N}._-]{0,38})/u.exec(said.text)?.groups?.name
  if (mention) return nameOf(`@${mention}`, said.message.author, people)
  const words = new Set(said.text.split(/[^\p{L}\p{N}._-]+/u))
  const others = people.filter(({ name, bot }) => !bot && name !== said.message.author)
  const told = others.filter(({ name }) => name.split(NAME_PARTS).some((part) => part.length > 1 && words.has(part)))
  return told.length === 1 ? (told[0]?.name ?? null) : null
}

/** The person that a name, a handle or a part of a name stands for; null for nobody of `people`, unless it is a mention. */
export function nameOf(written: string, author: string | null, people: readonly ParticipantDraft[]): string | null {
  const name = written.replace(/^@/, '')
  if (ME.test(name)) return author
  const lower = name.toLowerCase()
  const whole = people.find((one) => one.name.toLowerCase() === lower || one.handle?.toLowerCase() === lower)
  if (whole) return whole.name
  // a part of the name, where one person alone bears it
  const bearers = people.filter((one) => one.name.toLowerCase().split(NAME_PARTS).includes(lower))
  if (bearers.length === 1) return bearers[0]?.name ?? null
  return written.startsWith('@') ? name : null
}
