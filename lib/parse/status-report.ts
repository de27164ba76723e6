import type { DocumentDraft, Draft, IncidentDraft, Problem, UpdateState } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import { type Block, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { isClockLog, splitClockLine } from './clock-log'
import { type CalendarDate, completeDate, findDates, isoDate } from './dates'
import { readLabelled } from './fields'
import { readFrontMatter, textValue, unusedFrontMatter } from './front-matter'
import { readIncidentAccount } from './incident-account'
import { statusOf } from './incident-status'
import { detectLanguage } from './language'
import { light } from './light-expression'
import { firstDate } from './moment'
import { putLogWindow, putMatter, putStatedBounds } from './pasted-windows'
import { oneLine, plain, putList, spanOf } from './piece'
import { findReferences } from './references'
import type { SectionKey } from './section-names'
import { readSections, topicOf } from './sections'
import { incidentSlug } from './slugs'
import { findListedUpdates, readStampLine, readStateLine, splitInlineUpdate } from './status-lines'
import { PHASE_OF_STATE } from './status-log'
import { findHeading, isDownTitle, isSentence, isSubtitle } from './status-title'
import { type PastedUpdate, readPastedLog } from './status-updates'
import { findTimes } from './times'
import { leadingState, stateTold } from './update-state'
import { findZone, type Zone, zoneNamed } from './zones'

type Update = PastedUpdate & { state: UpdateState }

/**
 * Whether `text` is a status page's report: at least two updates with the time they were posted, or one that names its state. A
 * time alone makes no update: chats and timelines have those too.
 */
export function isStatusReport(text: string): boolean {
  const head = text.slice(0, 400_000)
  const blocks = readBlocks(head, head.startsWith('---') ? readFrontMatter(head).bodyStart : 0)
  let posted = 0
  let commented = 0
  let stated = 0
  let named = false
  let bare = false
  const lines = (findQuoted(blocks) ?? blocks).flatMap(splitInlineUpdate)
  for (const block of lines) {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') continue
    const stamp = readStampLine(block.piece)
    if (stamp?.posted) posted++
    if (stamp && /comment/i.test(block.piece.text)) commented++
    if (stamp) {
      if (named || stamp.state) stated++
      bare = !named && !stamp.state
      named = false
    } else if (leadingState(block.piece.text)) {
      // a state stands above its time, or opens the text above or below it
      if (bare) stated++
      named = !bare
      bare = false
    } else if (block.kind === 'heading' && block.marked) named = false
  }
  return (
    posted >= 2 ||
    stated >= 2 ||
    (posted === 1 && stated === 1) ||
    (commented >= 2 && isDownTitle(blocks)) ||
    isClockLog(lines) ||
    findListedUpdates(blocks) !== null
  )
}

/**
 * Reads a pasted status page: a log of updates, newest or oldest first, each with its time below or above it. A long update with
 * causes is the written account of the incident and is read as one; the log becomes the public lane. The body holds the account;
 * where there is none, it holds the log.
 */
export function parseStatusReport(source: string, context: SourceContext = {}): Draft {
  const matter = readFrontMatter(source)
  const all = readBlocks(source, matter.bodyStart)
  const boilerplate = findBoilerplate(source, all)
  const blocks = all.filter((block) => !boilerplate.dropped.has(block))
  const matterTitle = textValue(matter.values, 'title')
  const heading = matterTitle === null ? findHeading(blocks.filter((block) => !isSubtitle(block))) : null
  const quoted = findQuoted(blocks)
  const article = quoted && blocks.filter((block) => !isQuoted(block) && block !== heading)
  const lines = (quoted ?? blocks.filter((block) => block !== heading)).flatMap(splitInlineUpdate)
  const clocked = isClockLog(lines)
  const content = clocked ? lines.flatMap(splitClockLine) : lines
  const listed = clocked ? null : findListedUpdates(content)
  const log = readPastedLog(
    // what stands above the title is of the page, but for the time of a notice
    (listed ?? content).filter(
      (block) =>
        (block.start >= (heading?.start ?? 0) || ('piece' in block && readStampLine(block.piece) !== null)) &&
        !isSubtitle(block),
    ),
    findYear(heading, [...content, ...(article ?? [])], { date: textValue(matter.values, 'date'), ...context }),
    zoneNamed(context.zone ?? '') ?? findStatedZone(content),
    clocked ? { day: findDay(all) } : null,
  )
  const newest = placeOfNewest(log.updates)
  const updates = (newest === 'first' ? log.updates.toReversed() : log.updates)
    .map((update): Update => ({ ...update, state: stateOf(update, clocked) }))
    .map(withoutIntro)
  const account = updates.find(({ state }) => state === 'postmortem')
  const read = readIncidentAccount({
    blocks: article ?? account?.blocks ?? [],
    title: heading?.piece ?? null,
    hints: { date: oldestOf(updates)?.moment?.date ?? null, zone: log.zone },
  })
  const { incident, spans } = read
  const title = matterTitle ?? (heading ? plain(heading.piece.text) : 'Untitled incident')
  if (heading) spans.title = spanOf(heading.piece)
  for (const update of updates) addUpdate(source, incident, spans, update)
  putList(incident.impact.affected, spans, 'impact.affected', log.components)
  putLogWindow(incident, spans, log)
  putStatedBounds(incident, spans, content)
  const taken = putMatter(incident, spans, matter, source.slice(0, matter.bodyStart))
  // without instants the first is taken for the newest
  const told = newest ? incident.statusUpdates.toReversed() : incident.statusUpdates
  incident.status = statusOf({ ...incident, statusUpdates: told }, null)
  const logged = new Set([...log.taken, ...updates.flatMap((update) => (update === account ? [] : update.blocks))])
  const document: DocumentDraft = {
    kind: 'incident',
    lang: detectLanguage(source),
    title,
    slug: incidentSlug(read.on, title),
    tags: [],
    authors: [],
    body: [
      writeBody(source, article ? blocks : account ? content.filter((block) => !logged.has(block)) : content),
      unusedFrontMatter(source, matter, taken),
    ]
      .filter(Boolean)
      .join('\n\n'),
    dropped: boilerplate.pieces.map(spanOf),
    spans,
    incident,
    references: findReferences(source),
    patterns: [],
  }
  return {
    format: 'status-report',
    documents: [document],
    problems: [...matter.problems, ...read.problems, ...problemsOf(updates, heading !== null || matterTitle !== null)],
  }
}

function isQuoted(block: Block): boolean {
  return block.kind === 'paragraph' && block.quoted
}

/**
 * The updates that an article quotes from a status page, as lines of their own; null where the updates are not quoted, or nothing
 * is told around them.
 */
function findQuoted(blocks: readonly Block[]): Block[] | null {
  const told = blocks.filter((block) => block.kind === 'paragraph' && !block.quoted && isSentence(block.piece.text))
  const quotes = blocks.flatMap((block): Block[] =>
    block.kind === 'paragraph' && block.quoted ? [{ ...block, quoted: false }] : [],
  )
  if (told.length < 2 || quotes.length < 2) return null
  const updates = quotes.flatMap(splitInlineUpdate)
  const isUpdate = (block: Block) =>
    'piece' in block && (leadingState(block.piece.text) !== null || readStampLine(block.piece) !== null)
  const own = blocks.filter((block) => !isQuoted(block)).flatMap(splitInlineUpdate)
  return updates.filter(isUpdate).length >= 2 && !own.some(isUpdate) ? updates : null
}

/** A date that gives the year where updates have none: of the title, of the source, or of a month that heads the page. */
function findYear(heading: Block | null, content: readonly Block[], context: SourceContext): CalendarDate | null {
  const titled = heading && 'piece' in heading ? firstDate(heading.piece.text, null) : null
  const given = context.date ? firstDate(context.date, null) : null
  if (titled ?? given) return titled ?? given
  for (const block of content.slice(0, 40)) {
    if ((block.kind !== 'paragraph' && block.kind !== 'heading') || block.piece.text.length > 40) continue
    for (const hit of findDates(block.piece.text))
      if (hit.year !== null) return completeDate(hit, null) ?? { year: hit.year, month: hit.month, day: 1 }
  }
  return null
}

/** The only day that the page names with its year. */
function findDay(blocks: readonly Block[]): CalendarDate | null {
  const days = new Map<string, CalendarDate>()
  for (const block of blocks) {
    for (const hit of 'piece' in block ? findDates(block.piece.text) : []) {
      const date = hit.year === null ? null : completeDate(hit, null)
      if (date) days.set(isoDate(date), date)
    }
  }
  const [day, other] = days.values()
  return day && !other ? day : null
}

const TIMES = light(
  /(?<!\p{L})(?:times?|timestamps?|zeiten|uhrzeiten|zeitangaben|врем\p{L}*|heures|horas|horários|orari|tijden|tider|時刻|時間|时间|시간)(?!\p{L})[^.\n]{0,60}$/iu,
)

/** "All times are shown in UTC": the zone of times that name none. */
function findStatedZone(content: readonly Block[]): Zone | null {
  for (const block of content) {
    const text = 'piece' in block && block.piece.text.length <= 200 ? block.piece.text : ''
    const hit = findZone(text)
    if (hit && TIMES.test(text.slice(0, hit.index))) return hit.zone
  }
  return null
}

/** What stands in front of the first line with a state is of the page: "All systems operational", a summary. */
function withoutIntro(update: Update): Update {
  if (update.state === 'postmortem') return update
  // above the newest update the page may list its states
  const bare = update.blocks.findLastIndex((block) => readStateLine(block) !== null)
  const first =
    bare >= 0 ? bare : update.blocks.findIndex((block) => 'piece' in block && leadingState(block.piece.text))
  return first > 0 ? { ...update, blocks: update.blocks.slice(first) } : update
}

/**
 * How a page lists updates that have no instants, by date and clock as written: the newest `first` or `last`. Null when nothing
 * tells, or when there are instants, which tell it better.
 */
function placeOfNewest(updates: readonly PastedUpdate[]): 'first' | 'last' | null {
  if (updates.length < 2 || updates.some(({ moment }) => moment?.at)) return null
  const written = updates.map(({ stamp }) => {
    const [date] = findDates(stamp.text)
    const [time] = findTimes(stamp.text)
    return date && time ? ((date.month * 31 + (date.day ?? 0)) * 24 + time.hour) * 60 + time.minute : null
  })
  const steps = written.slice(1).map((value, index) => (value ?? Number.NaN) - (written[index] ?? Number.NaN))
  if (steps.every((step) => step <= 0)) return 'first'
  return steps.every((step) => step >= 0) ? 'last' : null
}

function oldestOf(updates: readonly Update[]): Update | null {
  const dated = updates.filter(({ moment }) => moment?.date)
  return dated.toSorted((a, b) => (a.moment?.at ?? '').localeCompare(b.moment?.at ?? ''))[0] ?? null
}

/** Sections that only a written account has; an update of the log has none. */
const ACCOUNT_TOPICS = new Set<SectionKey>([
  'root-cause',
  'timeline',
  'actions',
  'lessons',
  'contributing',
  'what-happened',
  'went-wrong',
])

/** An account without headings tells several moments, or is far longer than any update. */
function isLongAccount(text: string): boolean {
  return text.length > 1800 || (text.length > 500 && findTimes(text).length >= 4)
}

function stateOf({ blocks, named }: PastedUpdate, clocked: boolean): UpdateState {
  const text = blocks.flatMap((block) => ('piece' in block ? [block.piece.text] : [])).join('\n')
  const topics = readSections(blocks.filter((block) => !readStateLine(block))).map(topicOf)
  if (topics.some((topic) => topic !== null && ACCOUNT_TOPICS.has(topic))) return 'postmortem'
  // such providers tell the whole again with every update
  if (!clocked && isLongAccount(text)) return 'postmortem'
  return named ?? stateTold(text) ?? 'update'
}

function addUpdate(source: string, incident: IncidentDraft, spans: DocumentDraft['spans'], update: Update): void {
  const account = update.state === 'postmortem'
  const told = update.blocks.filter((block) => block.kind !== 'rule')
  const opening = told.find(
    (block) => block.kind === 'paragraph' && isSentence(block.piece.text) && !readLabelled(block.piece),
  )
  // the written account stands in the body; in the log its first line is enough
  const lines = account ? told.filter((block) => block === (opening ?? told[0])) : update.blocks
  const words = linesOf(source, lines).map(wordsOf)
  const text = withoutState(words).join('\n').trim() || words.join('\n').trim() || plain(update.stamp.text)
  const [first, last] = [lines[0], lines.at(-1)]
  const span: [number, number] = first && last ? [first.start, last.end] : spanOf(update.stamp)
  const at = update.moment?.at ?? null
  const timeText = plain(update.stamp.text)
  spans[`statusUpdates.${incident.statusUpdates.length}.at`] = spanOf(update.stamp)
  spans[`timeline.${incident.timeline.length}.at`] = spanOf(update.stamp)
  incident.statusUpdates.push({ at, state: update.state, text, timeText, span })
  const precision = update.moment?.precision ?? 'none'
  incident.timeline.push({ at, precision, timeText, phase: PHASE_OF_STATE[update.state], lane: 'public', text, span })
}

/** The blocks' texts; where something else stands between them, the lines of all of it, so that a span holds what it is for. */
function linesOf(source: string, blocks: readonly Block[]): string[] {
  const apart = blocks.some((block, index) => {
    const before = blocks[index - 1]
    return before && source.slice(before.end, block.start).trim() !== ''
  })
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (!apart || !first || !last) return blocks.map((block) => source.slice(block.start, block.end))
  return source
    .slice(first.start, last.end)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim())
}

/** One line of an update. A link keeps its address: where the body has no log, it stands nowhere else. */
function wordsOf(text: string): string {
  return /\]\(/.test(text) ? oneLine(text) : plain(text)
}

/** The name of the state is a field of its own. */
function withoutState([first = '', ...others]: string[]): string[] {
  const named = leadingState(first)
  return [named ? first.slice(named.length) : first, ...others]
}

function problemsOf(updates: readonly Update[], titled: boolean): Problem[] {
  const problems: Problem[] = []
  if (!titled) problems.push({ level: 'warning', message: 'No title was found above the updates.' })
  if (updates.some(({ moment }) => moment && !moment.date))
    problems.push({
      level: 'warning',
      message: 'Some updates have no year, and nothing on the page gives it; their times are kept as written.',
    })
  return problems
}
