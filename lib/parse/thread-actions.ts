import type { ParticipantDraft } from '@/lib/schema/thread'
import { sentence } from '@/lib/schema/sentence'
import { light } from './light-expression'
import { actionOf, type ThreadAction } from './thread-action'
import { cutDue } from './thread-due'
import type { ThreadEvent } from './thread-events'
import type { Pledge } from './thread-labels'
import { givenTo } from './thread-owners'
import { type Said, unmarked, wordsIn } from './thread-text'

const FOLLOWS_UP =
  /(?<!\p{L})(?:done|merged|finished|completed|deployed|shipped|erledigt|сделано|готово|fait|hecho|feito)(?!\p{L})/iu
/** Letters of a word that its forms share: "reverted" and "revert". */
const STEM = 6
/** Words of one length upward tell what an item is about. */
const TELLING = /[\p{L}\p{N}_]{4,}/gu

/** The action items that the promises of a thread make, in order, each once. */
export function actionsOfThread(events: readonly ThreadEvent[], people: readonly ParticipantDraft[]): ThreadAction[] {
  const actions: ThreadAction[] = []
  let told = -Infinity
  for (const [place, { kind, said, pledge = 'open' }] of events.entries()) {
    if (kind !== 'promise') {
      const named =
        kind === 'takes' || YOURS.test(said.text) ? namedBefore(events[place - 1], said, 'mine', people) : null
      if (named) actions.push(named)
      if (FOLLOWS_UP.test(said.text)) settle(actions, said)
      if (said.index - told <= NEAR) takeOver(actions.at(-1), said, kind === 'takes')
      continue
    }
    if (leadsInto(events[place + 1], said) || WHO.test(said.text)) continue
    const named = namedBefore(events[place - 1], said, pledge, people)
    if (named) {
      actions.push(named)
      told = said.index
      continue
    }
    const last = actions.at(-1)
    if (last && !said.item && said.index - told <= BESIDE && refersBack(said.text)) {
      takeBack(last, said, pledge, people)
      continue
    }
    for (const part of partsOf(said)) {
      const action = actionOf(part, pledge, people)
      if (action && !actions.some(({ draft }) => draft.title.toLowerCase() === action.draft.title.toLowerCase()))
        if (action.draft.status !== 'done' || !settle(actions, part)) {
          actions.push(action)
          told = said.index
        }
    }
  }
  return actions
}

/** "things to do: rename the charts (me), test the upload (@gus)": several items in a line, parted by their owners. */
function partsOf(said: Said): Said[] {
  const owners = said.text.match(/\(@?[\p{L}][\p{L}\p{N}._-]{0,38}\)/gu)?.length ?? 0
  if (owners < 2) return [said]
  const colon = said.text.indexOf(': ')
  const from = colon >= 0 && colon < 40 ? colon + 2 : 0
  return said.text
    .slice(from)
    .split(/(?<=\))\s*[,;]\s*(?:and\s+)?/u)
    .map((text) => ({ ...said, text, item: true, lead: 'follow-ups' }))
}

/** "Who does that?" asks for an owner. */
const WHO = light(/^(?:(?:and|und|so),? )?(?:who|wer|кто|qui|quién|chi|quem|kto|wie|vem)(?: [\p{L}'’]+){1,3} ?\?$/iu)

/** "So this has to be done: @maya please move it" */
const ASKS_FOR = /(?:this|that|it) (?:has|needs|ought) to (?:be done|happen)[:.]?$/iu

/** "Two things from me:" is no work: what follows in its message is. */
function leadsInto(next: ThreadEvent | undefined, { message, text, item }: Said): boolean {
  if (next?.pledge === 'given' && next.said.message === message && ASKS_FOR.test(text)) return true
  if (item || next?.said.message !== message || !next.said.item || next.said.lead === null) return false
  const bare = text.replace(/[\s:：*_]+$/u, '')
  return next.said.lead.endsWith(bare.slice(-next.said.lead.length))
}

/** Somebody takes what nobody has taken yet. */
const TAKES = light(
  /^(?:that|this)(?: one)?(?:['’]s| is) (?:mine|on me)(?!\p{L})|^(?:(?:ok(?:ay)?|yes|yep|sure|can do|ja|klar|gern|sí|oui|да),? )?(?:i['’]?ll (?:do|take|own|handle|grab|pick up|bring|raise) (?:that|this|it)(?: one)?|i can (?:do|take|own|handle) (?:that|this|it)(?: one)?|i['’]?m on (?:it|that)|mach(?:e)? ich|übernehme ich|ich (?:mach|übernehme)(?:['’]s| das|e das)|lo hago yo|me encargo(?: yo)?|je m['’]en (?:charge|occupe)|сделаю|возьму|беру|私がやります|やります)(?!\p{L})/iu,
)
/** "I'll put that in before Sunday", "doing it tomorrow", "mach ich heute": what it is, another sentence says. */
const REFERS_BACK = light(
  /^(?:[\p{L}@]['’\p{L}.-]*[,:]? ){0,6}(?:it|them|(?:that|this|those|these)(?: one)?(?=[.,!?]|$| (?:before|by|in|on|to|tomorrow|today|tonight|for|with|at|up|into|too|as|when|after|once|then|now|next|first|myself|if|this|early|later|each|every)(?!\p{L})))(?!\p{L})|^(?:das |dies )?(?:mach|übernehm|erledig|schreib|nehm)(?:e)? ich(?!\p{L})|^ich (?:mach|übernehm|erledig|nehm)(?:e)? (?:das|es|'s)(?!\p{L})|^(?:я )?(?:это|его|её|ее) |^(?:я )?(?:сделаю|возьму|займусь|заведу) (?:это|его|её|ее|их)|^je (?:le|la|l['’]|m['’]en)|^(?:ya )?lo (?:hago|meto|miro|llevo|preparo|dejo)|^(?:eu )?(?:faço|cuido) (?:isso|disso)|それ(?:は|を)/iu,
)
/** Fewest words of a sentence that tells what is to be done. */
const WORK_WORDS = 5
/** Longest sentence that only refers back, in words. */
const BACK_WORDS = 14
/** Messages between what is to be done and who says that he does it, where he says no more. */
const BESIDE = 1

function refersBack(text: string): boolean {
  return TAKES.test(text) || YOURS.test(text) || (wordsIn(text) <= BACK_WORDS && REFERS_BACK.test(text))
}

/** The last item gets the owner, the day and the ticket that a sentence tells which speaks of it. */
function takeBack(last: ThreadAction, said: Said, pledge: Pledge, people: readonly ParticipantDraft[]): void {
  const given = pledge === 'given' || YOURS.test(said.text)
  const owner = given ? givenTo(said, people) : pledge === 'mine' ? said.message.author : null
  // what somebody gives away in the same breath was never his
  if (given && owner !== null && last.messages.at(-1) === said.message.id) last.draft.owner = null
  own(last, owner, said)
  last.draft.due ??= cutDue(said.text, said, people)?.due ?? null
  if (pledge === 'done') last.draft.status = 'done'
}

/** Gives an item that nobody owns its owner; the message that says so is cited. */
function own(action: ThreadAction, owner: string | null, said: Said): void {
  if (!action.messages.includes(said.message.id)) action.messages.push(said.message.id)
  if (owner === null || action.draft.owner !== null) return
  action.draft.owner = owner.replace(/^@/, '')
  action.doubts = action.doubts.filter(([field]) => field !== 'title')
}

/** "That's yours": the sentence before is work. */
const YOURS = light(
  /^(?:that|this|that one|this one)(?:['’]s| is|['’]ll be) (?:yours|for you|on you)(?!\p{L})|^(?:das|dies) (?:ist|wäre) (?:deins|was für dich)(?!\p{L})|^(?:это )?(?:твоё|твое|на тебе|за тобой)(?!\p{L})|^c['’]est pour toi(?!\p{L})/iu,
)
/** Somebody is given it: "can you own that?" */
const GIVES = light(
  /^(?:(?:can|could|would|will) you|kannst du|puedes|можешь|peux-tu)(?: please| bitte)? (?:own|take|do|handle|pick up|grab|drive|das (?:machen|übernehmen)|hacerlo|взять|prendre)(?: (?:that|this|it)(?: one)?)?\s*\?*$/iu,
)
/** What the sentence before in its message tells is to be done, when this one says who does it: "that's yours", "I'll build that". */
function namedBefore(
  before: ThreadEvent | undefined,
  said: Said,
  pledge: Pledge,
  people: readonly ParticipantDraft[],
): ThreadAction | null {
  if (!before || before.kind === 'promise' || before.said.message !== said.message) return null
  if (!refersBack(said.text) || wordsIn(before.said.text) < WORK_WORDS) return null
  const owner = YOURS.test(said.text) || pledge === 'given' ? givenTo(said, people) : said.message.author
  const action = actionOf({ ...before.said, item: true, lead: 'follow-ups' }, 'open', people)
  if (!action || owner === null) return null
  own(action, owner, said)
  action.draft.due ??= cutDue(said.text, said, people)?.due ?? null
  return action
}

/** Messages after which a promise is of something else. */
const NEAR = 3

/** The last item that nobody owns gets the owner who takes it, or to whom it is given. */
function takeOver(last: ThreadAction | undefined, said: Said, takes: boolean): void {
  const owner = takes || TAKES.test(said.text) ? said.message.author : GIVES.test(said.text) ? said.addressed : null
  if (owner !== null && last?.draft.owner === null) own(last, owner, said)
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
  action.doubts.push(['status', sentence`"${unmarked(said.text).slice(0, 80)}" was taken to mean this item.`])
  return true
}
