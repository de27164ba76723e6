import { findDates } from './dates'
import { labelKey } from './fields'
import { light } from './light-expression'
import { remembered } from './remembered'
import { exactSectionKey } from './section-names'
import { CLOCK_PATTERN, DIGIT_DATE_PATTERN, readStamp, type ChatStamp } from './chat-stamp'
import { stateNamed } from './update-state'
import { zoneNamed } from './zones'

/**
 * How a message's head is written. `angle`: `11:42 <maya> text`. `colon`: `[11:42] maya: text`. `pipe`: `11:42 maya | text`.
 * `action`: `11:42 * maya looks`. `event`: `11:42 -!- maya has joined`. `bare`: a time and no author. `tail`: `maya (11:42): text`.
 * `wide`, `dash`, `bracket`, `narrow`: `maya  11:42`, `maya — 11:42`, `maya [11:42]`, `maya 11:42` above the text. `front`: `[11:42] maya`
 * above the text. `two`: the author, and the time below. `time`: the time alone.
 */
export const CHAT_FORMS = [
  'angle',
  'colon',
  'pipe',
  'action',
  'event',
  'bare',
  'tail',
  'wide',
  'dash',
  'bracket',
  'narrow',
  'front',
  'two',
  'time',
] as const
export type ChatForm = (typeof CHAT_FORMS)[number]

/** The head of a message: `body` is where its text begins in the line's text, null when it begins below. */
export type ChatHeader = {
  form: ChatForm
  author: string | null
  bot: boolean
  stamp: ChatStamp
  timeText: string
  /** Around the time: "[11:42]", "11:42". */
  wrapped: boolean
  body: number | null
  /** Lines that it takes. */
  lines: number
  permalink: string | null
}

const CLOCK_HINT = /\d ?[:：h時时시] ?\d/
const ZONE_BEHIND = '(?:Z(?![\\p{L}\\p{N}])| ?[+−-]\\d{2}:?\\d{2}(?![\\d:])| (?:[A-Z]{3,4})(?=[ \\])|<*:-]))?'
const NAMED_DATE = '\\p{L}{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|\\d{1,2}\\.? \\p{L}{3,9}\\.?(?:,? \\d{4})?'
const LEAD = light(
  new RegExp(`^(?:(?:${DIGIT_DATE_PATTERN}|${NAMED_DATE})(?:T|,? ))?${CLOCK_PATTERN}${ZONE_BEHIND}`, 'u'),
)
const BARE_LEAD = light(new RegExp(`^(?:(?:${DIGIT_DATE_PATTERN}|${NAMED_DATE})(?:T|,? ))?${CLOCK_PATTERN}`, 'u'))
const BRACKETED = /^(?:\[([^[\]\n]{3,70})\](?:\((https?:[^()\s]{1,500})\))?|\(([^()\n]{3,70})\))/
const ANGLE = /^<[ @+%~&!]{0,2}([^<>\n]{1,60})>(?:[ \t]|$)/
const EVENT = /^(?:-!-|\*\*\*|-->|<--|<-|->|→|←|⇐|⇒|--|==|=-=)(?=[ \t])(?:[ \t]+[|│](?=[ \t]))?/
const ACTION = /^[*•] ?(@?[^\s*]{1,40})[ \t]+(?=\S)/
const PIPE = /^[@+%&~]?(\S{1,40})[ \t]+[|│](?:[ \t]|$)/
const COLON = /^@?([^:：<>|\n]{1,60}?)[ ]?[:：](?:[ \t]|$|(?<=：))/
const TAIL =
  /^@?([^()[\]:：\n]{1,60}?(?:[ \t]\([^()\d\n]{1,30}\))?),?[ \t]?(?:\(([^()\n]{3,70})\)|\[([^[\]\n]{3,70})\])[ ]?[:：](?:[ \t]|$)/
const BRACKET =
  /^@?([^()[\]:：\n]{1,60}?(?:[ \t]\([^()\d\n]{1,30}\))?),?[ \t]{1,3}(?:\(([^()\n]{3,70})\)|\[([^[\]\n]{3,70})\](?:\((https?:[^()\s]{1,500})\))?)$/
const DASH = /^@?([^—–•·|\n]{1,60}?)[ \t]{1,3}[—–•·|-][ \t]{1,3}([^—–•|\n]{3,70})$/
const WIDE = /^@?(\S(?:[^\t\n]{0,58}?\S)?)(?: {2,}|[ ]?\t[ \t]*)(\S[^\t\n]{2,69})$/
const LINKED = /^\[([^[\]\n]{3,70})\]\((https?:[^()\s]{1,500})\)$/
const NARROW = light(
  new RegExp(
    `^@?(?<author>[^:\\n]{1,60}?),? (?<stamp>(?:(?:${DIGIT_DATE_PATTERN}|${NAMED_DATE}|[Tt]oday|[Yy]esterday|[Hh]eute|[Gg]estern),? (?:at |um |в |à )?)?${CLOCK_PATTERN})$`,
    'u',
  ),
)
const PROGRAM = /[ \t]+(?:APP|BOT|WORKFLOW|アプリ|ПРИЛОЖЕНИЕ|APPLI|APLICACIÓN)$/
/** Services that write into channels, and nicknames that end as those of programs do. */
const PROGRAM_NAME =
  /^(?:pager|alerts?|monitoring|watchdog|alert-?manager|prometheus|grafana|pager-?duty|ops-?genie|victorops|datadog|new ?relic|icinga\S{0,20}|nagios\S{0,20}|zabbix|sentry|pingdom|uptime-?robot|statuspage|cloudwatch|checkmk|bugsnag|rollbar|honeycomb|mackerel|incident\.io|rootly|firehydrant|(?!(?:t?al|ab|ca)bot$)[a-z0-9]{2,30}bot|\S{1,30}[-_]bot)$/i
/** Words in front of a colon that are no names. */
const NO_NAMES = light(
  /^(?:error|errors|err|warn|warning|info|debug|fatal|trace|critical|crit|notice|alert|update|note|notes|step|status|start|started|end|ended|now|then|eta|todo|fix|done|result|output|input|from|to|time|until|since|about|utc|uhr|am|pm|day|phase|part|http|https|re|fwd|ps|hinweis|schritt|ошибка|шаг|étape|paso|nota|hinweis|achtung|attention)$/iu,
)

/** "Okafor, Ngozi (Radiology)", as directories of companies name people. */
const SURNAME_FIRST = light(
  /^\p{Lu}[\p{L}'’-]{1,30}, \p{Lu}[\p{L}'’.-]{0,30}(?: \p{Lu}[\p{L}'’.-]{0,30})?(?: \([^()\n]{1,40}\))?$/u,
)

/** Whether `text` can be the name of somebody who writes: a few words without the marks of a sentence. */
export const isChatName = remembered((text: string): boolean => {
  const name = withoutStatus(text)
  if (name === '' || name.length > 50 || !/^[@~]?[\p{L}\p{N}_]/u.test(name) || !/\p{L}/u.test(name)) return false
  if (SURNAME_FIRST.test(name)) return true
  if (/[^\p{L}\p{M}\p{N}\s.@_'’()\-/+&|#~]/u.test(name) || /(?<!\s\p{Lu})[.]$|[.]\s\p{Ll}|:\/\/|`|\s[-/+]/u.test(name))
    return false
  if (name.split(/\s+/).length > 5) return false
  // the sign of a program stands behind nothing but its name
  if (PROGRAM.test(text)) return true
  // "Published 9 September 2024" above or before a time is the rest of a date
  if (NO_NAMES.test(name) || zoneNamed(name) || (/\d/.test(name) && findDates(name, 'dmy').length > 0)) return false
  return labelKey(name) === null && stateNamed(name) === null && exactSectionKey(name) === null
})

/** Without the emoji of a status and the sign of a program. */
function withoutStatus(name: string): string {
  return name
    .replace(PROGRAM, '')
    .replace(/(?:\s*(?::[a-z0-9_+-]{1,60}:|\p{Extended_Pictographic}[\ufe0f\u200d]*))+$/u, '')
    .trim()
}

/** The head that `line` begins with or is; `next` are the lines below it. Null when it is none. Linear in the line's beginning. */
export function readHeader(line: string, next: readonly string[]): ChatHeader | null {
  const head = line.length > 260 ? line.slice(0, 260) : line
  if (head === '') return null
  return (CLOCK_HINT.test(head) ? (readLead(head) ?? readTail(head, line.length)) : null) ?? readTwo(line, next)
}

function readLead(head: string): ChatHeader | null {
  const wrapped = BRACKETED.exec(head)
  const found = wrapped ? null : (LEAD.exec(head) ?? BARE_LEAD.exec(head))
  const timeText = wrapped ? (wrapped[1] ?? wrapped[3] ?? '') : (found?.[0] ?? '')
  const stamp = timeText === '' ? null : (readStamp(timeText) ?? (found ? leadWithoutZone(head) : null))
  if (!stamp) return null
  const shown = found && !readStamp(timeText) ? (BARE_LEAD.exec(head)?.[0] ?? timeText) : timeText
  const length = wrapped ? wrapped[0].length : shown.length
  const gap = /^[ \t]*(?:[-–—|│][ \t]+(?![-!]))?/.exec(head.slice(length))?.[0].length ?? 0
  const rest = head.slice(length + gap)
  const base = {
    stamp,
    timeText: shown.trim(),
    wrapped: wrapped !== null,
    lines: 1,
    permalink: wrapped?.[2] ?? null,
    bot: false,
  }
  if (rest === '') return { ...base, form: 'time', author: null, body: null }
  if (gap === 0 && !wrapped && !/^[<]/.test(rest)) return null
  return { ...base, ...readRest(rest, length + gap) }
}

/** A name in capitals behind the time may look like a zone. */
function leadWithoutZone(head: string): ChatStamp | null {
  const bare = BARE_LEAD.exec(head)?.[0]
  return bare ? readStamp(bare) : null
}

function readRest(rest: string, at: number): Pick<ChatHeader, 'form' | 'author' | 'body' | 'bot'> {
  const angle = ANGLE.exec(rest)
  if (angle) return { form: 'angle', ...named(angle[1]), body: at + angle[0].length }
  const event = EVENT.exec(rest)
  if (event) return { form: 'event', author: null, bot: false, body: at + event[0].length }
  const action = ACTION.exec(rest)
  if (action && isChatName(action[1] ?? '')) return { form: 'action', ...named(action[1]), body: at + action[0].length }
  const pipe = PIPE.exec(rest)
  if (pipe && isChatName(pipe[1] ?? '')) return { form: 'pipe', ...named(pipe[1]), body: at + pipe[0].length }
  const colon = COLON.exec(rest)
  if (colon && isChatName(colon[1] ?? '')) return { form: 'colon', ...named(colon[1]), body: at + colon[0].length }
  if (rest.length < 50 && isChatName(rest)) return { form: 'front', ...named(rest), body: null }
  return { form: 'bare', author: null, bot: false, body: at }
}

/** Heads with the author in front of the time. `length`: of the whole line. */
function readTail(head: string, length: number): ChatHeader | null {
  const tail = TAIL.exec(head)
  if (tail) {
    const found = above('tail', tail[1], tail[2] ?? tail[3], tail[3] !== undefined)
    if (found) return { ...found, body: tail[0].length }
  }
  // what stands above its text is a line of its own
  return length > 150 ? null : readAbove(head.replace(/^\*\*([^*]{1,60})\*\*/, '$1'))
}

function readAbove(head: string): ChatHeader | null {
  const bracket = BRACKET.exec(head)
  if (bracket) return above('bracket', bracket[1], bracket[2] ?? bracket[3], true, bracket[4])
  const dash = DASH.exec(head)
  const dashed = dash && above('dash', dash[1], dash[2], false)
  if (dashed) return dashed
  const wide = WIDE.exec(head)
  const linked = wide && LINKED.exec(wide[2] ?? '')
  const spaced = wide && above('wide', wide[1], linked?.[1] ?? wide[2], false, linked?.[2])
  if (spaced) return spaced
  const narrow = NARROW.exec(head)
  return narrow ? above('narrow', narrow.groups?.author, narrow.groups?.stamp, false) : null
}

function above(
  form: ChatForm,
  author: string | undefined,
  timeText: string | undefined,
  wrapped: boolean,
  permalink?: string,
): ChatHeader | null {
  if (!author || !timeText || !CLOCK_HINT.test(timeText) || !isChatName(author.trim())) return null
  const stamp = readStamp(timeText.trim())
  if (!stamp) return null
  const base = { stamp, timeText: timeText.trim(), wrapped, lines: 1, permalink: permalink ?? null }
  return { form, ...named(author), ...base, body: null }
}

/** The author, perhaps what kind of program it is, and below it the time. */
function readTwo(line: string, next: readonly string[]): ChatHeader | null {
  if (line.length > 60) return null
  // some browsers put an empty line between the two
  const gap = next[0] === '' ? 1 : 0
  const [second = '', third = ''] = next.slice(gap)
  const marked = /^(?:APP|BOT|WORKFLOW|App|Bot|アプリ|:[a-z0-9_+-]{1,60}:|\p{Extended_Pictographic}\ufe0f?)$/u.test(
    second,
  )
  const sign = /^(?:APP|BOT|WORKFLOW|アプリ)[ \t]+(?=\S)/.exec(second)?.[0] ?? ''
  const timeLine = (marked ? third : second.slice(sign.length)).replace(/^[,—–•·-][ \t]*/, '')
  if (!CLOCK_HINT.test(timeLine) || timeLine.length > 150 || !isChatName(line)) return null
  const linked = LINKED.exec(timeLine)
  const timeText = linked?.[1] ?? timeLine.replace(/^\[(.*)\]$/, '$1')
  const stamp = readStamp(timeText)
  if (!stamp) return null
  const who = named(line)
  const bot = who.bot || sign !== '' || (marked && /^(?:APP|BOT|WORKFLOW|App|Bot|アプリ)$/.test(second))
  const base = { stamp, timeText, wrapped: false, body: null, permalink: linked?.[2] ?? null }
  return { form: 'two', author: who.author, bot, ...base, lines: (marked ? 3 : 2) + gap }
}

function named(author: string | undefined): { author: string; bot: boolean } {
  const name = (author ?? '').trim()
  const bare = withoutStatus(name).replace(/^@/, '')
  return { author: bare, bot: PROGRAM.test(name) || PROGRAM_NAME.test(bare) }
}
