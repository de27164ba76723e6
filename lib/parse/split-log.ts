import { type Block, type HeadingBlock, readBlocks } from './blocks'
import { findDateOrder } from './date-order'
import type { CalendarDate } from './dates'
import { readFrontMatter } from './front-matter'
import { light } from './light-expression'
import { contentsOf, count, dateBelow, dateOf, type Entry, partOf } from './log-entry'
import {
  DATED_NAME,
  DAY_LOG,
  INCIDENT_WORD,
  isListName,
  isSection,
  LOG_TITLE,
  OWN,
  PERIOD,
  SECTIONS,
} from './log-names'
import { plain } from './piece'
import { isPlaceholder } from './placeholders'
import { findDays, findItems } from './split-log-lists'
import { findRows } from './split-log-tables'
import type { SourcePart } from './split-source'
import { findZone } from './zones'

/** An entry of a log that says that there was nothing. */
const NONE = light(
  /^[\s*+-]*(?:no (?:new |major |production |[\p{L}/]{2,12} or [\p{L}/]{2,12} )?(?:reliability )?(?:incidents?|outages?)|none)(?: (?:were |was )?(?:recorded|reported|logged|to report))?(?: .{0,40})?[.!]?\s*$/iu,
)

/**
 * Cuts a log of incidents into one part per incident: sibling headings that each name an incident ("## Incident on 2020-02-25 -
 * title"), below headings of years or quarters if there are any, or whole accounts one below the other, or a table with an
 * incident per row. Null for the account of a single incident, even of one with several outages, and for runbooks.
 */
export function splitLog(text: string): SourcePart[] | null {
  if (!mayBeLog(text)) return null
  const { bodyStart } = readFrontMatter(text)
  const blocks = readBlocks(text, bodyStart)
  const entries =
    findNumbered(blocks, text.length) ?? findOfDay(blocks, text.length) ?? findEntries(blocks, text.length)
  const told = entries?.filter((entry) => !NONE.test(text.slice(entry.heading.end, entry.end)))
  const parts = told
    ? told.map(partOf)
    : (findRows(blocks, text.length) ?? findItems(blocks) ?? findDays(blocks, text.length))
  const only = parts ? null : findOnly(blocks, text.length)
  if (only) return only.map(partOf)
  // the only one of several that tells anything
  if (!parts || parts.length < (entries && entries.length > parts.length ? 1 : 2)) return null
  const zone = zoneAbove(text.slice(bodyStart, parts[0]?.start ?? 0))
  return withOwnKeys(parts.map((part) => ({ ...part, context: { ...part.context, zone } })))
}

/** A cheap look before the text is read: two headings with a number or of an incident, two titles, or two lines with a year. */
function mayBeLog(text: string): boolean {
  if (/^# .*(?:19|20)\d{2}/m.test(text) && (text.match(/^## /gm)?.length ?? 0) >= 2) return true
  if (
    /^#{1,3} .*(?:log|history|record|reports|archive|журнал|journal|registro|dziennik|記録|记录|기록)/im.test(text) &&
    /^#{2,4} (?:\[?(?:19|20)\d{2}|\p{L}* ?(?:entr|eintr|запис|voci|invoer|wpisy|poster|記録|条目|기록))/imu.test(text)
  )
    return true
  return [
    /^ {0,3}#{1,4} .*(?:\d|incident|outage)/gim,
    /^# /gm,
    /^(?:\||[*+-] ).*(?:19|20)\d{2}/gm,
    /^\|.{0,40}\| ?\d{1,2}[./-]\d{1,2}[./-]\d{2} *\|/gm,
    /^[^\n|#]{0,20}(?:19|20)\d{2}[^\n|#]{0,10}$/gm,
  ].some((line) => (text.match(line)?.length ?? 0) >= 2)
}

function findEntries(blocks: Block[], length: number): Entry[] | null {
  const headings = blocks.filter(
    (block): block is HeadingBlock => block.kind === 'heading' && block.marked && block.level <= 4,
  )
  for (const level of [1, 2, 3, 4]) {
    const entries = entriesAt(level, headings, blocks, length)
    if (entries) return withDeeperEntries(entries, headings, blocks)
  }
  return null
}

const NUMBERED = light(
  /^[\s*_`]*(?:incidents?|outages?|post-?mortems?|vorfall|störung|ausfall|инцидент|сбой|incidente|incidencia|panne|storing|avbrott|awaria|incydent|障害|インシデント|事故|故障|장애)[ .]{0,2}(?:#|no\.?|nr\.?|№|n°|nº)? ?(?:\d{1,3}(?![\d./:-]\d|\d)|\d{1,2}\.\d{1,2}(?=[:：.)] |\s+[–—-])|(?:[A-Z]{2,6}-)?(?:19|20)\d{2}-\d{3,5}(?![\d-]))/iu,
)

/** "Incident #1 - Disk full (2024-03-05)", "Incident #2 ...": what stands between and behind belongs to the one before it. */
function findNumbered(blocks: Block[], length: number): Entry[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading' && block.marked)
  const numbered = headings.filter(({ piece }) => NUMBERED.test(piece.text))
  const [first] = numbered
  if (!first || numbered.length < 2 || numbered.some(({ level }) => level !== first.level)) return null
  const above = headings.filter(({ level, start }) => level < first.level && start < first.start)
  const order = findDateOrder(blocks.flatMap((block) => ('piece' in block ? [block.piece.text] : [])))
  const entries = numbered.map((heading, index): Entry => {
    const end = numbered[index + 1]?.start ?? length
    const date =
      dateOf(heading, above) ?? dateBelow(blocks, heading.start, end, order) ?? dayAbove(heading, headings, first.level)
    // a week or a month that heads the next ones is not of this one
    const period = headings.find(({ start, level }) => start > heading.start && start < end && level < heading.level)
    return { heading, start: heading.start, end: period?.start ?? end, date }
  })
  return entries.every(({ date }) => date) ? entries : null
}

/** "### 2026-03-04 - Night shift": the day of the incidents below. */
function dayAbove(heading: HeadingBlock, headings: HeadingBlock[], level: number): CalendarDate | null {
  const parent = headings.findLast((other) => other.start < heading.start && other.level < level)
  return parent ? dateOf(parent, []) : null
}

/** The parts of a log of one day: siblings below its name that each tell a cause or what was done. */
function findOfDay(blocks: Block[], length: number): Entry[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading' && block.marked)
  const [title] = headings
  if (title?.level !== 1 || !DAY_LOG.test(title.piece.text) || !INCIDENT_WORD.test(title.piece.text)) return null
  const date = dateOf(title, [])
  const siblings = headings.filter(({ level }) => level === 2)
  if (!date || siblings.length < 2 || siblings.some(({ piece }) => isSection(piece.text))) return null
  const entries = siblings.map((heading, index): Entry => {
    return {
      heading,
      start: heading.start,
      end: siblings[index + 1]?.start ?? length,
      date: dateOf(heading, []) ?? date,
    }
  })
  const contents = contentsOf(entries, blocks)
  const told = contents.filter((keys) => keys.size >= 2).length
  return told >= 2 && told * 2 > entries.length && contents.some((keys) => count(keys, OWN) > 0) ? entries : null
}

function entriesAt(level: number, headings: HeadingBlock[], blocks: Block[], length: number): Entry[] | null {
  const siblings = headings.filter((heading) => heading.level === level)
  if (siblings.length < 2 || siblings.length > 2000) return null
  // a section of an account beside them: they are parts of that account
  if (siblings.some(({ piece }) => isSection(piece.text))) return null
  const above = headings.filter((heading) => heading.level < level)
  // the title of the whole may hold a word of a section ("Record of restored outages")
  const titled = (heading: HeadingBlock) =>
    heading === headings[0] && heading.level === 1 && INCIDENT_WORD.test(heading.piece.text)
  if (!areListed(siblings, above) && above.some((heading) => isSection(heading.piece.text, titled(heading))))
    return null
  const entries = siblings
    .filter(
      ({ piece }) =>
        !PERIOD.test(plain(piece.text)) && !isPlaceholder(piece.text) && !/template|vorlage|шаблон/iu.test(piece.text),
    )
    .map((heading): Entry => {
      const next = headings.find((other) => other.start > heading.start && other.level <= level)
      return { heading, start: heading.start, end: next?.start ?? length, date: dateOf(heading, above) }
    })
  if (entries.length < 2) return null
  const contents = contentsOf(entries, blocks)
  const accounts = contents.filter((keys) => count(keys, OWN) >= 2).length
  // whole accounts under titles of their own, with their cause in text
  const whole = level === 1 ? contents.filter((keys) => count(keys, SECTIONS) >= 3 && count(keys, OWN) >= 1).length : 0
  const told = contents.filter((keys) => count(keys, SECTIONS) >= 1).length
  const dated = entries.filter(({ date }) => date).length
  const named = entries.filter(({ heading }) => INCIDENT_WORD.test(heading.piece.text)).length
  const title = headings[0]?.piece.text ?? ''
  // a title that says so, and nothing but days with what happened on them
  const kept =
    headings[0]?.level === 1 &&
    level > 1 &&
    DAY_LOG.test(title) &&
    INCIDENT_WORD.test(title) &&
    entries.every(({ heading }) => DATED_NAME.test(heading.piece.text))
  const isLog =
    kept ||
    (dated * 10 >= entries.length * 6 &&
      (told * 2 >= entries.length || (told > 0 && (named * 2 >= entries.length || INCIDENT_WORD.test(title)))))
  return isLog ||
    (whole >= 2 && whole * 10 >= entries.length * 8) ||
    (accounts >= 2 && accounts * 10 >= entries.length * 8)
    ? entries
    : null
}

/** All below "Incidents" or "Example incident": what stands above those tells of the log itself. */
function areListed(siblings: HeadingBlock[], above: HeadingBlock[]): boolean {
  return siblings.every(({ start }) => {
    const parent = above.findLast((heading) => heading.start < start)?.piece.text ?? ''
    return (
      isListName(parent) ||
      (INCIDENT_WORD.test(parent) &&
        /(?<!\p{L})(?:example|sample|beispiel|пример|exemple|ejemplo|exemplo|esempio|voorbeeld|exempel|przykład)/iu.test(
          parent,
        ))
    )
  })
}

/** An incident that somebody added to a log one level too deep ("### 2025-03-01 | title" below "## 2025-02-01 - title"). */
function withDeeperEntries(entries: Entry[], headings: HeadingBlock[], blocks: Block[]): Entry[] {
  return entries.flatMap((entry) => {
    const within = headings.filter(({ start }) => start > entry.start && start < entry.end)
    const named = within.filter(({ level, piece }) => level === within[0]?.level && DATED_NAME.test(piece.text))
    const deeper = named.map((heading, index): Entry => {
      return { heading, start: heading.start, end: named[index + 1]?.start ?? entry.end, date: dateOf(heading, []) }
    })
    const whole = contentsOf(deeper, blocks).every((keys) => count(keys, SECTIONS) >= 2 && count(keys, OWN) >= 1)
    const [first] = deeper
    return first && whole ? [{ ...entry, end: first.start }, ...deeper] : [entry]
  })
}

/** "All times are UTC" above the first incident holds for all of them. */
function zoneAbove(text: string): string | null {
  for (const line of text.slice(0, 20_000).split(/\r\n|\n|\r/)) {
    if (
      !/(?<!\p{L})(?:times?|timezone|zeiten|uhrzeiten|zeitzone|врем\p{L}+|heures?|horas?|horários?|orari|tijden|tider|godziny)(?!\p{L})|時刻|時間|时间|시간/iu.test(
        line,
      )
    )
      continue
    const hit = findZone(line)
    if (hit) return hit.zone.text
  }
  return null
}

const ENTRIES = light(
  /^[\s*_]*(?:(?:log )?entries|einträge|записи|entrées|entradas|voci|invoer|wpisy|poster)[\s*_:]*$|^(?:記録|条目|기록)$/iu,
)

const INCIDENT_LOG = light(
  /^[\s*_]*(?:(?:incident|outage)s? (?:log|history|record)|журнал инцидентов|vorfallsprotokoll|journal des incidents|registro de incident\p{L}+|registro (?:degli )?incidenti|incidentenlogboek|incidentlogg|dziennik incydentów|障害記録|事故记录|장애 기록)[\s*_:]*$/iu,
)

/**
 * The only incident so far of a log that keeps its incidents below "Entries", or of notes that have an "Incident log": what stands
 * around it tells of the log, or of something else.
 */
function findOnly(blocks: Block[], length: number): Entry[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading' && block.marked)
  const [title] = headings
  const kept = title?.level === 1 && LOG_TITLE.test(plain(title.piece.text))
  const at = headings.findIndex(({ piece }) => (kept ? ENTRIES : INCIDENT_LOG).test(plain(piece.text))) + 1
  const [only, list] = [headings[at], headings[at - 1]]
  if (at === 0 || !only || !list || !title || list.level >= only.level) return null
  if (isSection(only.piece.text) || isPlaceholder(only.piece.text)) return null
  const end = headings.slice(at + 1).find(({ level }) => level <= list.level)?.start ?? length
  const within = headings.slice(at + 1).filter(({ start }) => start < end)
  if (within.some(({ level }) => level <= only.level)) return null
  // an account of an incident may call its timeline so
  const around = headings.filter((heading) => heading !== list && (heading.start < list.start || heading.start >= end))
  if (!kept && around.some(({ piece }) => INCIDENT_WORD.test(piece.text) || isSection(piece.text))) return null
  const date = dateOf(only, []) ?? dateBelow(blocks, only.start, end, findDateOrder([only.piece.text]))
  const entry: Entry = { heading: only, start: only.start, end, date }
  // without a day in its name, what stands below tells that it is an incident
  const told = contentsOf([entry], blocks)[0]
  const named = DATED_NAME.test(only.piece.text)
  const telling = told && count(told, SECTIONS) >= 2 && count(told, OWN) >= 1
  return (kept && named) || (telling && (kept || named)) ? [entry] : null
}

/** Two incidents of one day and one name are told apart by their order. */
function withOwnKeys(parts: SourcePart[]): SourcePart[] {
  const seen = new Map<string, number>()
  return parts.map((part) => {
    const times = (seen.get(part.key) ?? 0) + 1
    seen.set(part.key, times)
    return times === 1 ? part : { ...part, key: `${part.key}-${times}` }
  })
}
