import { readChrome } from './chat-chrome'
import { type ChatDay, readDay, readStamp } from './chat-stamp'
import type { ChatLine } from './chat-lines'
import { findDates } from './dates'
import { light } from './light-expression'
import { exactSectionKey, headingSectionKey } from './section-names'
import { findZone, type Zone } from './zones'

/** What stands above the first message. `notices`: lines (first and last) that say more than channel, date and zone. */
export type ChatOpening = {
  channel: string | null
  day: ChatDay | null
  zone: Zone | null
  notices: { from: number; to: number; text: string }[]
}

const CHANNEL = light(/(?<![\p{L}\p{N}#&/])#(?<name>[\p{L}][\p{L}\p{N}_.-]{1,79})/u)
/** Words that say nothing more than what the channel, the date and the zone are. */
const FILLING = light(
  /(?<![\p{L}\p{N}])(?:thread|threads|conversation|chat|slack|in|from|of|on|all|times?|timestamps?|are|the|messages?|channel|log|kanal|verlauf|alle|zeiten|тред|чат|канал|все|время|времена|fil|canal|discussion|hilo|conversación|スレッド)(?![\p{L}\p{N}])/giu,
)

/** Reads the lines above `first`, the line of the first message: channel, date and zone of the whole conversation. */
export function readOpening(lines: readonly ChatLine[], first: number): ChatOpening {
  const opening: ChatOpening = { channel: null, day: null, zone: null, notices: [] }
  for (const [index, { text }] of lines.slice(0, first).entries()) {
    if (text === '' || readChrome(text)) continue
    const rest = readLine(text.slice(0, 500), opening)
    if (!/[\p{L}\p{N}]/u.test(rest) && text.length <= 500) continue
    const last = opening.notices.at(-1)
    if (last?.to === index - 1) {
      last.to = index
      last.text += `\n${text}`
    } else opening.notices.push({ from: index, to: index, text })
  }
  return opening
}

/** Takes what `text` tells of channel, date and zone; gives what is left of it. */
function readLine(text: string, opening: ChatOpening): string {
  let rest = text
  const channel = CHANNEL.exec(rest)
  if (channel) {
    opening.channel ??= channel.groups?.name ?? null
    rest = rest.replace(channel[0], ' ')
  }
  const zone = findZone(rest)
  if (zone) {
    opening.zone ??= zone.zone
    rest = rest.slice(0, zone.index) + rest.slice(zone.index + zone.zone.text.length)
  }
  const whole = rest.trim()
  const day = readDay(whole) ?? readStamp(whole) ?? readDay(whole.replace(FILLING, ' '))
  if (day && (day.date || day.relative !== null)) {
    if (!opening.day?.date) opening.day = day
    return ''
  }
  const [hit, more] = findDates(rest)
  if (hit && !more && hit.day !== null) {
    opening.day ??= { date: { kind: 'date', hit }, relative: null }
    rest = rest.slice(0, hit.index) + rest.slice(hit.index + hit.length)
  }
  const left = rest.replace(FILLING, ' ')
  // a line that says more is kept whole
  return /[\p{L}\p{N}]/u.test(left) ? rest : ''
}

/** Whether the messages are only a part of a written account: it has front matter, headings of its own, or prose above them. */
export function isWrittenAccount(lines: readonly ChatLine[], first: number): boolean {
  if (lines[0]?.text === '---' && lines.slice(1, 8).some(({ text }) => /^[a-z][\w-]*:(?: |$)/i.test(text))) return true
  const above = lines.slice(0, first).filter(({ text }) => text !== '')
  if (above.length > 10 || above.some(({ text }) => text.length > 240)) return true
  // people who talk say "Impact" too: among lines that stand at the top of a chat it heads nothing
  const told = above.length > 2
  let sections = 0
  for (const { text, code } of lines) {
    if (code || text.length > 80 || text === '') continue
    const marked = /^#{1,6}[ \t]+(\S.*)$/.exec(text)?.[1] ?? (told ? /^\*\*([^*]+)\*\*:?$/.exec(text)?.[1] : undefined)
    if (marked && headingSectionKey(marked) !== null) return true
    if (told && !marked && /^\p{Lu}/u.test(text) && exactSectionKey(text) !== null) sections++
  }
  return sections >= 2
}
