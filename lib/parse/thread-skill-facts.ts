import type { SkillDraft, Trigger } from '@/lib/schema/draft'
import { findDates, isoDate, completeDate } from './dates'
import { readRecurrence } from './recurrence'
import { BECAUSE, ROOT } from './thread-cues'
import { AGAIN } from './thread-skill-cues'
import { causeLine, lineOf, type Said } from './thread-skill-sentences'
import { stepOf, type SkillLine, type SkillSteps } from './thread-skill-steps'
import type { EventKind } from './thread-events'
import { LEAST_WORDS, wordsIn } from './thread-text'
import { findThresholds } from './thresholds'

const MAX_SYMPTOMS = 8
/** State that an alert carries in front of its name: "[Triggered]", "FIRING:1", "**Alert**:". */
const ALERT_STATE =
  /^[^\p{L}\p{N}[]*(?:\[+[^\]\n]{1,30}\]|#\d{1,9}(?:\s+(?:critical|warning|firing|triggered))?(?=\s)|(?:(?:p|sev-?)[0-5] )?(?:triggered|firing(?::\d+)?|alert(?:ing)?|critical|kritisch|warn(?:ing|ung)?|alarm|problem|error|page|störung|проблема|сработал\p{L}*|problème|alerte|alerta)\s*[:|–—-])[\s:|–—-]*/iu
/** Alerts that say that it is over. */
const OVER = /\b(?:recovered|resolved|ok)\b\s*[\]:|]|^\W*(?:recovered|resolved|ok)\b/i
/** A share of what is asked for makes a sentence a symptom, even of somebody who looked. */
const SHARE = /\d\s?%/u
/** No release lately speaks for what it is, and is looked for first. */
const NO_RELEASE = /deploy|release|rollout|релиз|депло|выкат|déploi|despliegue|mise en prod/iu

/** The release that was the last one, or since when there was none. */
const SO_FAR = /\d|(?<!\p{L})(?:since|seit|depuis|desde|last|letzt\p{L}*|dernier|último|последн\p{L}*|вчера)(?!\p{L})/u

/** What a line of a program's message says, without links and its state in front. */
export function alertLine(text: string): string {
  const words = text
    .replace(/\]\([^)\s]{1,2000}\)/g, '')
    .replace(ALERT_STATE, '')
    .replace(ALERT_STATE, '')
  return (words === text ? text : words).replace(/^[\s*_[]+|[\s*_]+$/g, '')
}

/** What the alerts say, without those that say that it is over: their names, and conditions with a number in other lines. */
export function findAlerts(said: readonly Said[]): SkillLine[] {
  const told = new Set<string>()
  return said.flatMap((one) => {
    const { message, text, opens } = one
    if (
      !message.bot ||
      one.kind === 'alert-end' ||
      OVER.test(message.text.split('\n')[0] ?? '') ||
      told.size >= MAX_SYMPTOMS
    )
      return []
    const line = alertLine(text)
    const numbered = conditionsIn(line).length > 0
    const named = opens && (line !== text || one.kind === 'alert')
    // An alert that comes again has the same name and another value.
    const name = line.replace(/\s*\([^)]*\)/g, '')
    if (!(numbered || named) || told.has(name)) return []
    told.add(name)
    return [{ text: line, code: [], messages: [message.id] }]
  })
}

/** A condition as monitors write it, whatever it measures. */
const CONDITION =
  /^(?<metric>[^<>=≥≤\n]{2,80}?)\s*(?<op>>=|<=|≥|≤|>|<)\s*(?<value>\d+(?:[.,]\d+)?)\s?(?<unit>%|(?:ms|s|sec|min|m|h|x|k|[kmgt]i?b|rps)(?![\p{L}\p{N}]))?/iu
const OPERATORS: Record<string, Trigger['op']> = { '≥': '>=', '≤': '<=', '>=': '>=', '<=': '<=', '>': '>', '<': '<' }

function conditionsIn(line: string): Trigger[] {
  const known = thresholdsIn(line)
  const { metric, op, value, unit } = CONDITION.exec(line)?.groups ?? {}
  const operator = OPERATORS[op ?? '']
  const limited = limitIn(line)
  if (limited) return [limited]
  if (known.length > 0 || !metric || !operator || !value) return known
  return [{ metric: metric.trim(), op: operator, value: Number(value.replace(',', '.')), unit: unit ?? null }]
}

/** "5xx rate of the api is 7.4 % (threshold 2 %)": a reading, and the limit that it has passed. */
const LIMITED =
  /(?<metric>\p{L}[\p{L}\p{N}_./ -]{1,60}?|\d\p{L}{2}[\p{L}\p{N}_./ -]{0,60}?)\s+(?:is|was|at|=|liegt bei|est à|es)\s+(?:now |currently )?(?<now>\d+(?:[.,]\d+)?)\s?(?:%|\p{L}{1,4})?\s*[([,;]\s*(?:the )?(?:threshold|limit|slo|max(?:imum)?|schwelle|schwellwert|grenzwert|порог|seuil|umbral|limite)(?: is| of|[:=])?\s*(?<value>\d+(?:[.,]\d+)?)\s?(?<unit>%|(?:ms|s|sec|min|m|h|x|k|[kmgt]i?b|rps)(?![\p{L}\p{N}]))?/iu

function limitIn(line: string): Trigger | null {
  const { metric, now, value, unit } = LIMITED.exec(line.slice(0, 1000))?.groups ?? {}
  if (!metric || !now || !value) return null
  const [reading, limit] = [Number(now.replace(',', '.')), Number(value.replace(',', '.'))]
  return { metric: metric.trim(), op: reading < limit ? '<' : '>', value: limit, unit: unit ?? null }
}

function thresholdsIn(text: string): Trigger[] {
  return findThresholds({ text, start: 0, end: text.length }).map(({ trigger }) => trigger)
}

/** What states a condition without meaning that it is one: what was done, is to be built, or is well again. */
const NO_CONDITION: ReadonlySet<EventKind> = new Set<EventKind>([
  'action',
  'decision',
  'promise',
  'takes',
  'effect',
  'resolution',
  'lesson',
  'alert-end',
])

/** Tells when somebody is called, whatever else it means. */
const PAGES = /(?:gets?|got|are|is) (?:paged|called|alerted) (?:when|at|above|below|if)(?!\p{L})/iu

export type CitedTrigger = { trigger: Trigger; messages: string[] }

/** Conditions with a number, as alerts and people state them; what is to be built, or was set, is none. */
export function findTriggers(said: readonly Said[]): CitedTrigger[] {
  const found = new Map<string, CitedTrigger>()
  for (const one of said) {
    const { kind, text, message } = one
    if ((NO_CONDITION.has(kind) && !PAGES.test(text)) || (message.bot && OVER.test(message.text.split('\n')[0] ?? '')))
      continue
    if (one.code.length > 0 || text.includes('`')) continue
    for (const trigger of message.bot ? conditionsIn(alertLine(text)) : thresholdsIn(lineOf(text))) {
      // one reading is no condition
      if (trigger.op === '=') continue
      const key = JSON.stringify([trigger.metric.toLowerCase(), trigger.op, trigger.value, trigger.unit])
      const known = found.get(key)
      if (known) known.messages = [...new Set([...known.messages, message.id])]
      else found.set(key, { trigger, messages: [message.id] })
    }
  }
  return [...found.values()]
}

/** What may tell what it looks like. */
const SEEN: ReadonlySet<EventKind> = new Set<EventKind>(['report', 'impact', 'evidence'])

/** The alerts, what the messages of `reports` say, and what people saw before the cause was known and before anything helped. */
export function findSymptoms(
  said: readonly Said[],
  alerts: readonly SkillLine[],
  steps: SkillSteps,
  reports: readonly string[] = [],
): SkillLine[] {
  const until = Math.min(steps.cause?.order ?? Infinity, steps.effect?.order ?? Infinity)
  const resolved = new Set(steps.fixed)
  const seen = said.filter((one) => {
    const { kind, text, lower, message, order } = one
    if (message.bot || order >= until || text.endsWith('?') || resolved.has(one)) return false
    if (kind === 'ruled-out') return NO_RELEASE.test(lower) && SO_FAR.test(lower)
    if (kind === 'evidence') return SHARE.test(lower)
    if (kind === 'impact' && !/\d/.test(lower)) return false
    if (kind !== 'report' && kind !== 'impact' && !reports.includes(message.id)) return false
    return SEEN.has(kind) && wordsIn(lineOf(text)) >= LEAST_WORDS && /[\p{L}\p{N}]{2}.*[\p{L}\p{N}]{2}/u.test(text)
  })
  const lines = [...alerts, ...seen.map((one) => stepOf([one]))]
  const told = new Set<string>()
  return lines.filter(({ text }) => text !== '' && !told.has(text) && told.add(text)).slice(0, MAX_SYMPTOMS)
}

export type Recurrence = {
  recurrence: NonNullable<SkillDraft['recurrence']>
  messages: string[]
  earlier: string | null
}

/** How often it came back, and why: only when somebody says that it did. `earlier` is the day of an earlier time. */
export function findRecurrence(said: readonly Said[], cause: Said | null, on: string | null): Recurrence | null {
  const again = said.find(({ text, message }) => !message.bot && AGAIN.test(text) && !text.endsWith('?'))
  if (!again) return null
  const anchor = dayOf(on)
  const { text } = again
  const end = text.length
  const read = readRecurrence(
    [{ kind: 'paragraph', piece: { text, start: 0, end }, quoted: false, start: 0, end }],
    anchor,
  )
  const dates = findDates(text).flatMap((hit) => completeDate(hit, anchor) ?? [])
  const why = findWhy(said, again, cause)
  return {
    recurrence: {
      occurrence: read?.occurrence ?? null,
      firstOn: read?.firstOn ?? null,
      why: why ? why.map(({ text: words }) => causeLine(words)).join(' ') : null,
      span: again.message.span,
    },
    messages: [...new Set([...(why ?? []), again].map(({ message }) => message.id))],
    earlier: dates.map(isoDate).find((date) => date !== on) ?? null,
  }
}

/** The sentence that calls itself the reason, with the one behind it in its message; else the reason that is given for the return, else the cause. */
function findWhy(said: readonly Said[], again: Said, cause: Said | null): Said[] | null {
  const root = said.findLast(({ kind, lower, text }) => kind === 'cause' && ROOT.test(lower) && !text.endsWith('?'))
  if (!root) return BECAUSE.test(again.lower) ? [again] : cause ? [cause] : null
  const next = said[root.order + 1]
  const goesOn = next?.message === root.message && !next.opens && !AGAIN.test(next.text) && next.kind !== 'promise'
  return goesOn && root.code.length === 0 ? [root, next] : [root]
}

function dayOf(on: string | null) {
  const [year, month, day] = (on ?? '').split('-').map(Number)
  return year && month && day ? { year, month, day } : null
}

const SHORT_CAUSE =
  /(?<![\p{L}\p{N}])(?:it(?:['’]s| is| was)|that(?:['’]s| is| was)|caused by|culprit(?: is| was|:)|due to|found it[:,]?|root cause(?: is| was)?:?|ursache(?: ist| war)?:?|liegt an|lag an|причина(?: в|:| —)?|дело в|из-за|c['’]est|cause(?: racine)? ?:|la causa (?:es|fue)|es)\s+(?:the |an? |our |der |die |das |dem |le |la |l['’]|el |un )?([^.,;:()!?\n]{3,60})/iu
const SHORT_WORDS = 5
/** "It was the cause" names nothing. */
const EMPTY_REASON = /cause|problem|reason|culprit|^what|^not |ursache|причин|gefunden/iu
/** Threshold and environment of an alert are no part of its name. */
const OF_ALERT =
  /\s*(?:\(.*|\s[—–]\s.*|\s(?:is|ist|est|está)\s(?:now\s|currently\s)?(?:critical|warning|down|kritisch|\d).*|\s(?:in|for|over)\s\d+\s?\p{L}.*|[><≥≤]=?\s*\d.*?(?=\s(?:on|in|for|at)\s|$)|\s(?:is\s)?(?:above|over|below|under|exceeds)\s\d.*?(?=\s(?:on|in|for|at)\s|$))/giu

/** When it began is no part of its name either. */
const SINCE =
  /\s+(?:am|on|at|um|le|el)\s+\d{4}-\d\d-\d\d.*$|[\s,]+(?:since|started|seit|с \d|depuis|desde)(?![\p{L}\p{N}]).*$/iu

/** The alert's name or the first symptom, and the cause where somebody gives it a short name. */
export function titleOf(
  alerts: readonly SkillLine[],
  symptoms: readonly SkillLine[],
  cause: Said | null,
): { title: string; messages: string[] } {
  const head = alerts[0] ?? symptoms.find(({ text }) => wordsIn(text) >= LEAST_WORDS) ?? symptoms[0]
  const named = (head?.text ?? '')
    .replace(OF_ALERT, '')
    .replace(SINCE, '')
    .replace(/`|[\s.;:,]+$/g, '')
  const subject = shorten(alerts[0] ? (/[\p{L}\p{N}]{3}/u.test(named) ? named : (head?.text ?? '')) : named, 70)
  const reason =
    SHORT_CAUSE.exec(causeLine(cause?.text ?? ''))?.[1]
      ?.trim()
      .replace(/`/g, '') ?? ''
  const short =
    reason && !EMPTY_REASON.test(reason) && reason.split(/\s+/).length <= SHORT_WORDS ? reason : clauseOf(cause)
  const whole = subject ? '' : shorten(causeLine(cause?.text ?? ''), 90)
  return {
    title: [subject, short].filter(Boolean).join(': ') || whole,
    messages: [...new Set([...(head?.messages ?? []), ...(cause && (short || whole) ? [cause.message.id] : [])])],
  }
}

/** Most words and characters of a clause that a title takes. */
const CLAUSE_WORDS = 12
const CLAUSE_LENGTH = 70

/** The first clause of a cause, where it is short enough to stand in a title. */
function clauseOf(cause: Said | null): string {
  const clause = causeLine(cause?.text ?? '')
    .split(/[,;:(]\s|\s[—–-]\s|[.!?]\s|[.!?]$/u)[0]
    ?.replace(/[`*]/g, '')
    .trim()
  if (!clause || clause.length > CLAUSE_LENGTH || EMPTY_REASON.test(clause)) return ''
  const words = clause.split(/\s+/).length
  return words >= 4 && words <= CLAUSE_WORDS ? clause : ''
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most + 1)
  const clause = cut.search(/[,;:](?=[^,;:]*$)/)
  const end = clause > 24 ? clause : cut.lastIndexOf(' ')
  return text.slice(0, end > 0 ? end : most)
}
