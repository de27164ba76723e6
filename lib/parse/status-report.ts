import type { DocumentDraft, Draft, Phase, StatusUpdateDraft, UpdateState } from '@/lib/schema/draft'
import { type Block, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { completeDate, findDates } from './dates'
import { readIncidentAccount } from './incident-account'
import { statusOf } from './incident-status'
import { detectLanguage } from './language'
import { type Moment, readMoment } from './moment'
import { readLabelled } from './fields'
import { splitList } from './impact'
import { cut, type Piece, plain, putList, spanOf } from './piece'
import { findTitle } from './postmortem'
import { findReferences } from './references'
import type { SectionKey } from './section-names'
import { readSections, topicOf } from './sections'
import { incidentSlug } from './slugs'
import { findTimes } from './times'

/** "Posted Jan 19, 2024 - 16:01 MST" below each update. */
const STAMP =
  /^[\s*_]*(?:posted|published|updated|veröffentlicht|опубликовано|gepostet|publié|publicado)(?: (?:on|at|am|um|в))?[\s:]+(?<when>.*\d.*)$/iu
const AFFECTED =
  /^[\s*_]*(?:this incident affected|this incident affects|affected (?:components?|services?|systems?)|betroffen(?:e (?:komponenten|dienste))?|dieser vorfall betraf|затронутые компоненты|этот инцидент затронул)\s*:\s*(?<components>.+)$/iu
const STATES: [UpdateState, RegExp][] = [
  ['postmortem', /^\s*[*_#]*\s*post-?mortem/iu],
  [
    'resolved',
    /(?<!\p{L})(?:(?:has been|is|was|now|been fully|fully) resolved|resolved this|behoben|gelöst|wiederhergestellt|устранен\p{L}*|устранён\p{L}*|решен\p{L}*|решён\p{L}*|восстановлен\p{L}*)(?!\p{L})/iu,
  ],
  [
    'monitoring',
    /(?<!\p{L})(?:monitor(?:ing)?|fix has been (?:implemented|deployed|applied)|beobachten|überwachen|наблюд\p{L}+|следим|мониторим)(?!\p{L})/iu,
  ],
  [
    'identified',
    /(?<!\p{L})(?:identified|found the cause|identifiziert|ursache gefunden|причина (?:определена|найдена|установлена)|выявлен\p{L}*|определили)(?!\p{L})/iu,
  ],
  [
    'investigating',
    /(?<!\p{L})(?:investigat\p{L}+|looking into|untersuch\p{L}+|prüfen|расслед\p{L}+|изучаем|разбираемся|выясняем)(?!\p{L})/iu,
  ],
]
const STATE_WORD =
  /^[\s*_]*(?<word>postmortem|post-mortem|resolved|monitoring|identified|investigating|update|behoben|identifiziert|überwachung|untersuchung)[ *_]*(?:[-–—:]\s|\n|$)/iu
const PHASE_OF: Record<UpdateState, Phase> = {
  investigating: 'acknowledged',
  identified: 'identified',
  monitoring: 'mitigated',
  resolved: 'resolved',
  postmortem: 'follow-up',
  update: 'note',
}

/** A line that says something, not a heading without a mark: it ends as a sentence does. */
const SENTENCE = /\p{L}[^\n]*[.!?]["”»]?\s*$/u

type Update = { blocks: Block[]; stamp: Piece; moment: Moment | null; state: UpdateState }

/** Whether `text` is a status page's report: at least two updates that end with the time they were posted. */
export function isStatusReport(text: string): boolean {
  let stamps = 0
  for (const line of text.slice(0, 400_000).split(/\r\n|\n|\r/))
    if (line.length < 120 && STAMP.test(line) && findTimes(line).length > 0) stamps++
  return stamps >= 2
}

/**
 * Reads a pasted status page: a log of updates, newest first, each with its time below it. A long update with causes is the
 * written account of the incident and is read as one; the log itself becomes the public lane.
 */
export function parseStatusReport(source: string): Draft {
  const all = readBlocks(source)
  const boilerplate = findBoilerplate(source, all)
  const blocks = all.filter((block) => !boilerplate.dropped.has(block))
  const heading = findTitle(blocks)
  const content = blocks.filter((block) => block !== heading)
  const { updates, components } = splitUpdates(content.filter((block) => !isSubtitle(block)))
  const account = updates.find((update) => update.state === 'postmortem')
  const oldest = updates.findLast((update) => update.moment?.date)?.moment ?? null
  const read = readIncidentAccount({
    blocks: account?.blocks ?? [],
    title: heading?.piece ?? null,
    hints: { date: oldest?.date ?? null, zone: oldest?.zone ?? null },
  })
  const { incident, spans } = read
  const title = heading ? plain(heading.piece.text) : 'Untitled incident'
  if (heading) spans.title = spanOf(heading.piece)
  const publicFrom = incident.timeline.length
  updates.forEach((update, index) => addUpdate(source, read.incident, spans, update, index, publicFrom + index))
  if (components) {
    putList(incident.impact.affected, spans, 'impact.affected', splitList(components))
  }
  if (incident.windows.length === 0) incident.windows.push(windowOfLog(incident.statusUpdates))
  incident.status = statusOf(incident, null)
  const document: DocumentDraft = {
    kind: 'incident',
    lang: detectLanguage(source),
    title,
    slug: incidentSlug(read.on, title),
    tags: [],
    authors: [],
    body: writeBody(source, content),
    dropped: boilerplate.pieces.map(spanOf),
    spans,
    incident,
    references: findReferences(source),
    patterns: [],
  }
  return { format: 'status-report', documents: [document], problems: read.problems }
}

/** "Incident Report for <company>" below the title belongs to the page, not to the newest update. */
function isSubtitle(block: Block): boolean {
  return (
    block.kind === 'paragraph' &&
    /^(?:incident report for|vorfallsbericht für|отчёт об инциденте для) .{1,80}$/iu.test(block.piece.text)
  )
}

function splitUpdates(blocks: Block[]): { updates: Update[]; components: Piece | null } {
  const updates: Update[] = []
  let components: Piece | null = null
  let open: Block[] = []
  for (const block of blocks) {
    const text = block.kind === 'paragraph' || block.kind === 'item' ? block.piece.text : ''
    const stamp = block.kind === 'paragraph' && text.length < 120 ? STAMP.exec(text) : null
    const when = stamp?.groups?.when
    if (block.kind === 'paragraph' && when && findTimes(when).length > 0) {
      const at = text.indexOf(when)
      updates.push(readUpdate(open, cut(block.piece, at, at + when.length)))
      open = []
      continue
    }
    const affected = AFFECTED.exec(text.slice(0, 2000))?.groups?.components
    if (affected && block.kind === 'paragraph') {
      const at = text.indexOf(affected)
      components = cut(block.piece, at, at + affected.replace(/\.+$/, '').length)
      continue
    }
    open.push(block)
  }
  return { updates, components }
}

function readUpdate(blocks: Block[], stamp: Piece): Update {
  const hit = findDates(stamp.text)[0]
  const time = findTimes(stamp.text)[0]
  const date = hit ? completeDate(hit, null) : null
  const moment = time ? readMoment(time, date, { date: null, zone: null, minutes: null }) : null
  return { blocks, stamp, moment, state: stateOf(blocks) }
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

function stateOf(blocks: Block[]): UpdateState {
  const first = blocks.find((block) => block.kind === 'paragraph' || block.kind === 'heading')
  const text = blocks.flatMap((block) => ('piece' in block ? [block.piece.text] : [])).join('\n')
  const topics = readSections(blocks).map(topicOf)
  if (topics.some((topic) => topic !== null && ACCOUNT_TOPICS.has(topic)) || isLongAccount(text)) return 'postmortem'
  const word = first && 'piece' in first ? STATE_WORD.exec(first.piece.text)?.groups?.word : undefined
  const named = word && STATES.find(([state, words]) => state === word.toLowerCase() || words.test(word))?.[0]
  return named || STATES.find(([, words]) => words.test(text))?.[0] || 'update'
}

function addUpdate(
  source: string,
  incident: NonNullable<DocumentDraft['incident']>,
  spans: DocumentDraft['spans'],
  update: Update,
  index: number,
  row: number,
): void {
  const told = update.blocks.filter((block) => 'piece' in block && block.kind !== 'rule')
  const account = update.state === 'postmortem'
  const first = account
    ? (told.find(
        (block) => block.kind === 'paragraph' && SENTENCE.test(block.piece.text) && !readLabelled(block.piece),
      ) ?? told[0])
    : update.blocks[0]
  const last = update.blocks.at(-1)
  // the written account stands in the body; in the log its first line is enough
  const text = (account ? [first] : update.blocks)
    .flatMap((block) => (block ? [plain(source.slice(block.start, block.end))] : []))
    .join('\n')
    .trim()
  const words = text.replace(STATE_WORD, '').trim() || text
  const at = update.moment?.at ?? null
  const span: [number, number] = first && last ? [first.start, account ? first.end : last.end] : spanOf(update.stamp)
  incident.statusUpdates.push({ at, state: update.state, text: words, timeText: plain(update.stamp.text), span })
  incident.timeline.push({
    at,
    precision: update.moment?.precision ?? 'none',
    timeText: plain(update.stamp.text),
    phase: PHASE_OF[update.state],
    lane: 'public',
    text: words,
    span,
  })
  spans[`statusUpdates.${index}.at`] = spanOf(update.stamp)
  spans[`timeline.${row}.at`] = spanOf(update.stamp)
}

/** With nothing but the log, its first word is the declaration and "resolved" the end; when it began is unknown. */
function windowOfLog(updates: StatusUpdateDraft[]) {
  const at = (state: UpdateState) => updates.findLast((update) => update.state === state)?.at ?? null
  return {
    label: null,
    startedAt: null,
    detectedAt: null,
    declaredAt: at('investigating') ?? updates.at(-1)?.at ?? null,
    mitigatedAt: at('monitoring'),
    resolvedAt: at('resolved'),
    affected: [],
    unaffected: [],
    span: null,
  }
}
