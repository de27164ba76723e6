import type { ActionItemDraft } from '@/lib/schema/draft'
import type { ParticipantDraft } from '@/lib/schema/thread'
import { kindIn } from './action-words'
import { addDays, type CalendarDate, completeDate, findDates, isoDate, partialDate } from './dates'
import { light } from './light-expression'
import type { ThreadEvent } from './thread-events'
import { readPromise } from './thread-promises'
import { cutSentences, type Said, unmarked } from './thread-text'
import { WEEKDAY_PATTERN, weekdayBeside } from './weekdays'
import { dateIn, zoneNamed } from './zones'

/** An action item with the messages that it is read from, and what a person should look at. */
export type ThreadAction = { draft: ActionItemDraft; messages: string[]; doubts: [field: string, reason: string][] }

const ME = /^(?:me|i|mich|mir|mí|меня|myself|mine|ich|moi|yo|eu|я)$/iu
const OWNER_TAIL =
  /\s*(?:[([]\s*(?:owner[:\s]+)?(?<bracket>@?[\p{L}][\p{L}\p{N}._-]{0,38})(?:\s*,[^()[\]]{1,30})?\s*[)\]]|(?:->|→|=>|\s[–—-])\s*(?:team\s+(?<team>[\p{L}\p{N}_-]{1,30})|(?<arrow>@?[\p{L}][\p{L}\p{N}._-]{0,38})))\s*[.,;]?$/u
const OWNER_HEAD = /^(?<name>[\p{L}][\p{L}\p{N}._-]{1,38})\s*(?::|\s(?:to|will)\s)\s*(?=\p{L})/u
const MINE_TAIL = light(
  /\s*[,;(–—-]+\s*(?:i['’]ll (?:do|take|handle) (?:that|this|it|that one|this one)|i can (?:do|take) (?:that|this|it)|mach(?:e)? ich|je m['’]en (?:charge|occupe)|lo hago yo|deixa comigo|сделаю|возьму|(?:making|opening|filing|creating) an? (?:jira|ticket|issue|task))(?<when>(?: \p{L}+){0,3})\)?[.!]?$/iu,
)
const DUE = light(
  new RegExp(
    `\\s*,?\\s*(?:(?<![\\p{L}])(?:by|until|before|due(?: by)?|bis(?: zum)?|до|к|avant|d['’]ici|para el|antes del?|até)\\s+)(?<when>(?:next |nächsten |следующей |end of day|eod|tomorrow|today|morgen|heute|завтра|demain|mañana|amanhã|(?:${WEEKDAY_PATTERN})(?![\\p{L}])|\\d|(?:\\p{L}{3,9}\\.?) \\d)[^.;:!?()]{0,24}?)\\s*[.!?]?$|\\s*,?\\s*(?<![\\p{L}])(?<day>today|tomorrow(?: morning| afternoon| evening| first thing)?|heute|morgen|сегодня|завтра|aujourd['’]hui|demain|hoy|mañana|hoje|amanhã|(?:this|next|am|on|nächsten) (?:${WEEKDAY_PATTERN}))(?![\\p{L}])\\s*[.!?]?$`,
    'iu',
  ),
)
const TODAY = /^(?:today|eod|end of day|heute|сегодня|aujourd['’]hui|hoy|hoje)/iu
const TOMORROW = /^(?:tomorrow|morgen|завтра|demain|mañana|amanhã)/iu
const DONE_TAIL = light(
  /\s*[:,(–—-]+\s*(?:already )?(?<word>done|merged|shipped|deployed|fixed|live|erledigt|сделано|готово|fait|hecho|feito)(?:\s+(?:in|with|by|via)\s+(?<by>[^()]{1,60}?))?\)?\s*[.!✅]*$/iu,
)
const SINCE = light(
  /\s*\(?(?:that |the )?(?:ticket|issue)(?: is| has been)?(?: open| there)?(?: since)?[^()]{0,40}\)?\s*$/iu,
)
const FOLLOWS_UP =
  /(?<!\p{L})(?:done|merged|finished|completed|deployed|shipped|erledigt|сделано|готово|fait|hecho|feito)(?!\p{L})/iu
/** What stands between the parts of a name: "Rao, Deepak (storage)". */
const NAME_PARTS = /[\s,()[\]/]+/u
/** Letters of a word that its forms share: "reverted" and "revert". */
const STEM = 6
/** Words of one length upward tell what an item is about. */
const TELLING = /[\p{L}\p{N}_]{4,}/gu

/** The action items that the promises of a thread make, in order, each once. */
export function actionsOfThread(events: readonly ThreadEvent[], people: readonly ParticipantDraft[]): ThreadAction[] {
  const actions: ThreadAction[] = []
  let told = -Infinity
  for (const [place, { kind, said }] of events.entries()) {
    if (kind !== 'promise') {
      const given = givenIn(events[place - 1], said, people)
      if (given) actions.push(given)
      if (FOLLOWS_UP.test(said.text)) settle(actions, said)
      if (said.index - told <= NEAR) takeOver(actions.at(-1), said)
      continue
    }
    const last = actions.at(-1)
    if (last?.draft.owner === null && said.index - told <= NEAR && TAKES.test(said.text)) {
      takeOver(last, said)
      continue
    }
    for (const part of partsOf(said)) {
      const action = actionOf(part, people)
      if (action && !actions.some(({ draft }) => draft.title.toLowerCase() === action.draft.title.toLowerCase()))
        if (action.draft.status !== 'done' || !settle(actions, part)) {
          actions.push(action)
          told = said.index
        }
    }
  }
  return actions
}

/** "actions from me: 1) ... 2) ...": several items in a line, counted. */
const COUNTED = light(
  /^(?<label>(?:to-?dos?|action(?: item)?s?|follow[- ]?ups?|next steps?)(?: (?:from|for) [^:\n]{1,40})?)\s*[:：]\s*\(?1[.)]\s+(?=[^\n]{3,500}\s\(?2[.)]\s)/iu,
)

/** "things to do: rename the charts (me), test the upload (@gus)": several items in a line, parted by their owners. */
function partsOf(said: Said): Said[] {
  const counted = COUNTED.exec(said.text)
  if (counted)
    return said.text
      .slice(counted[0].length)
      .split(/[\s;,]\(?\d{1,2}[.)]\s+/u)
      .map((text) => ({ ...said, text: `${counted.groups?.label ?? ''}: ${text}`, item: true }))
  const owners = said.text.match(/\(@?[\p{L}][\p{L}\p{N}._-]{0,38}\)/gu)?.length ?? 0
  if (owners < 2) return [said]
  const colon = said.text.indexOf(': ')
  const from = colon >= 0 && colon < 40 ? colon + 2 : 0
  return said.text
    .slice(from)
    .split(/(?<=\))\s*[,;]\s*(?:and\s+)?/u)
    .map((text) => ({ ...said, text, item: true, lead: 'follow-ups' }))
}

function actionOf(said: Said, people: readonly ParticipantDraft[]): ThreadAction | null {
  const promise = readPromise(said)
  if (!promise) return null
  const author = said.message.author
  const doubts: ThreadAction['doubts'] = []
  const address = /^https?:\/\/\S+\s+/u.exec(promise.rest.trim())?.[0] ?? ''
  let text = promise.rest.trim().slice(address.length)
  const asked = promise.named ? nameOf(promise.named, author, people) : null
  if (promise.named && !promise.listed && asked === null) return null
  let owner = promise.owner === 'author' ? author : promise.owner === 'addressed' ? said.addressed : asked
  let done = promise.done || said.ticked === true
  let closedBy: string | null = null
  const finished = DONE_TAIL.exec(text)
  if (finished && finished.index > 3) {
    done = true
    closedBy = finished.groups?.by?.trim() ?? null
    text = text.slice(0, finished.index)
  }
  const since = sinceOf(text, said)
  if (since) text = text.replace(SINCE, '')
  const mine = MINE_TAIL.exec(text)
  let due: string | null = null
  if (mine) {
    owner = author
    due = dueOf(mine.groups?.when?.trim() ?? '', said, people)
    text = text.slice(0, mine.index)
  }
  const given = GIVEN_TAIL.exec(text)
  if (given && given.index > 3) {
    const who = given.groups?.who ? nameOf(given.groups.who, author, people) : said.addressed
    if (who) {
      owner = who
      text = text.slice(0, given.index)
    }
  }
  const tail = OWNER_TAIL.exec(text)
  const named = tail ? nameOf(tail.groups?.bracket ?? tail.groups?.arrow ?? '', author, people) : null
  if (tail && (named || tail.groups?.team)) {
    owner = named ?? owner
    text = text.slice(0, tail.index)
  }
  const addressed =
    /^@(?<name>[\p{L}][\p{L}\p{N}._-]{0,38})\s*(?:[,:–—-]\s*)?(?:to\s+)?(?:(?:can|could) you\s+)?/u.exec(text)
  const head = addressed ?? OWNER_HEAD.exec(text)
  const first = head ? nameOf(`${addressed ? '@' : ''}${head.groups?.name ?? ''}`, author, people) : null
  if (head && first) {
    owner = first
    text = text.slice(head[0].length)
  }
  text = text.replace(/^to\s+/iu, '')
  const when = DUE.exec(text)
  if (when && when.index > 3) {
    const read = dueOf(when.groups?.when ?? when.groups?.day ?? '', said, people)
    if (read) {
      due = read
      text = text.slice(0, when.index)
      if (!/\d/.test(when[0])) doubts.push(['due', `"${when[0].trim()}" was counted from the day of the message.`])
    }
  }
  const title = titled(text)
  if (!/\p{L}{2}/u.test(title)) return null
  if (!promise.listed && owner === null)
    doubts.push(['title', 'It was proposed in the conversation; nobody said that it will be done.'])
  return {
    draft: {
      title,
      status: done ? 'done' : 'open',
      owner: owner?.replace(/^@/, '') ?? null,
      due,
      kind: kindIn(title, null),
      condition: null,
      since,
      closedBy,
      ticket: promise.ticket ?? /(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]{1,9}-\d{1,6}(?!\p{N})/u.exec(text)?.[0] ?? null,
      span: said.message.span,
    },
    messages: [said.message.id],
    doubts,
  }
}

/** Somebody takes what nobody has taken yet. */
const TAKES = light(
  /^(?:(?:ok(?:ay)?|yes|yep|sure|can do|ja|klar|gern|sí|oui|да),? )?(?:i['’]?ll (?:do|take|own|handle|grab|pick up|bring|raise) (?:that|this|it)(?: one)?|i can (?:do|take|own|handle) (?:that|this|it)(?: one)?|i['’]?m on (?:it|that)|mach(?:e)? ich|übernehme ich|ich (?:mach|übernehme)(?:['’]s| das|e das)|lo hago yo|me encargo(?: yo)?|je m['’]en (?:charge|occupe)|сделаю|возьму|беру|私がやります|やります)(?!\p{L})/iu,
)
/** "That's yours": the sentence before is work. */
const YOURS = light(
  /^(?:that|this|that one|this one)(?:['’]s| is|['’]ll be) (?:yours|for you|on you)(?!\p{L})|^(?:das|dies) (?:ist|wäre) (?:deins|was für dich)(?!\p{L})|^(?:это )?(?:твоё|твое|на тебе|за тобой)(?!\p{L})|^c['’]est pour toi(?!\p{L})/iu,
)
/** Behind a task: "..., can you own it?", "..., maya open a ticket please". */
const GIVEN_TAIL = light(
  /\s*[,;–—-] (?:(?<who>\p{L}[\p{L}\p{N}._-]{1,38}),? )?(?:(?:can|could|would|will) you(?: please)? (?:own|take|do|handle|pick up|grab|drive|file|open)|please (?:own|take|do|handle|file|open)|(?:file|open|create) an? (?:ticket|issue|jira)|kannst du(?: bitte)? (?:das|ein ticket)|tu peux (?:prendre|t['’]en|ouvrir)|заведи(?:те)?|создай(?:те)?|возьми(?:те)?|сделай(?:те)?)(?: \p{L}+){0,4}[?.! ]*$/iu,
)
/** Somebody is given it: "can you own that?" */
const GIVES = light(
  /^(?:(?:can|could|would|will) you|kannst du|puedes|можешь|peux-tu)(?: please| bitte)? (?:own|take|do|handle|pick up|grab|drive|das (?:machen|übernehmen)|hacerlo|взять|prendre)(?: (?:that|this|it)(?: one)?)?\s*\?*$/iu,
)
/** What the sentence before in its message tells is to be done by whom it is given to here: "that's yours". */
function givenIn(
  before: ThreadEvent | undefined,
  said: Said,
  people: readonly ParticipantDraft[],
): ThreadAction | null {
  if (!before || before.kind === 'promise' || before.said.message !== said.message) return null
  if (said.addressed === null || !YOURS.test(said.text)) return null
  return actionOf({ ...before.said, item: true, lead: 'follow-ups', addressed: said.addressed }, people)
}

/** Messages after which a promise is of something else. */
const NEAR = 3

/** The last item that nobody owns gets the owner who takes it, or to whom it is given. */
function takeOver(last: ThreadAction | undefined, said: Said): void {
  const owner = TAKES.test(said.text) ? said.message.author : GIVES.test(said.text) ? said.addressed : null
  if (owner === null || !last || last.draft.owner !== null) return
  last.draft.owner = owner
  last.doubts = last.doubts.filter(([field]) => field !== 'title')
  if (!last.messages.includes(said.message.id)) last.messages.push(said.message.id)
}

/** The words without end marks, their first letter a capital: nothing is added. */
function titled(text: string): string {
  const bare = (cutSentences(unmarked(text))[0] ?? '')
    .replace(/^(?:please|pls|bitte|also)\s+|^d['’](?=\p{L}{3})/iu, '')
    .replace(/[\s.,;:!?？。–—-]+$/u, '')
    .trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

function nameOf(written: string, author: string | null, people: readonly ParticipantDraft[]): string | null {
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

function dayOf(said: Said, people: readonly ParticipantDraft[]): CalendarDate | null {
  const { at, author } = said.message
  if (at === null) return null
  const zone = zoneNamed(people.find(({ name }) => name === author)?.zone ?? 'UTC')
  const [year, month, day] = (zone ? (dateIn(zone, at) ?? at) : at).slice(0, 10).split('-').map(Number)
  return year && month && day ? { year, month, day } : null
}

function dueOf(words: string, said: Said, people: readonly ParticipantDraft[]): string | null {
  const today = dayOf(said, people)
  if (!today || !words) return null
  if (TODAY.test(words)) return isoDate(today)
  if (TOMORROW.test(words)) return isoDate(addDays(today, 1))
  const dated = findDates(words)[0]
  if (dated) {
    const date = completeDate(dated, today)
    return date && isoDate(date)
  }
  const weekday = weekdayBeside(words, words.length, 0)
  if (!weekday) return null
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() || 7
  return isoDate(addDays(today, (weekday - now + 7) % 7 || 7))
}

/** "that ticket is open since March" */
function sinceOf(text: string, said: Said): string | null {
  const tail = /\(?[^()]{0,30}(?:ticket|issue)[^()]{0,24}\ssince\s+(?<when>[^()]{3,24})\)?\s*$/iu.exec(text)
  const hit = tail ? findDates(`since ${tail.groups?.when ?? ''}`)[0] : undefined
  const year = Number(said.message.at?.slice(0, 4))
  if (!hit || !year) return null
  const month = Number(said.message.at?.slice(5, 7))
  return partialDate({ ...hit, year: hit.year ?? (hit.month > month ? year - 1 : year) })
}

/** "replay done": the open item that speaks of the same is done. False when there is none, or several fit. */
function settle(actions: ThreadAction[], said: Said): boolean {
  const words = (
    said.text
      .replace(/https?:\/\/\S+/g, '')
      .toLowerCase()
      .match(TELLING) ?? []
  )
    .filter((word) => !FOLLOWS_UP.test(word) && /\p{L}/u.test(word))
    .map((word) => word.slice(0, STEM))
  const fitting = actions.filter(({ draft }) => {
    const title = draft.title.toLowerCase()
    const same = words.filter((word) => title.includes(word)).length
    return draft.status === 'open' && (same > 1 || (same > 0 && words.length <= 2))
  })
  const [action] = fitting
  if (!action || fitting.length > 1) return false
  action.draft.status = 'done'
  action.messages.push(said.message.id)
  action.doubts.push(['status', `"${unmarked(said.text).slice(0, 80)}" was taken to mean this item.`])
  return true
}
