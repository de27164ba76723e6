import { type Block, type HeadingBlock, type ItemBlock, readBlocks, type TableBlock } from './blocks'
import { findDateOrder } from './date-order'
import { type CalendarDate, completeDate, type DateOrder, findDates, isoDate, partialDate } from './dates'
import { shortYear } from './document-time'
import { labelKey, readFields } from './fields'
import { readFrontMatter } from './front-matter'
import { light } from './light-expression'
import { plain } from './piece'
import { isPlaceholder } from './placeholders'
import { exactSectionKey, headingSectionKey, type SectionKey } from './section-names'
import { slugOf } from './slugs'
import type { SourcePart } from './split-source'
import { findZone } from './zones'

/** Sections that an account of one incident has; runbooks have impact and mitigation too. */
const OWN = new Set<SectionKey>([
  'timeline',
  'root-cause',
  'actions',
  'lessons',
  'went-well',
  'went-wrong',
  'contributing',
  'trigger',
])
const SECTIONS = new Set<SectionKey>([
  ...OWN,
  'impact',
  'summary',
  'what-happened',
  'detection',
  'response',
  'resolution',
])
/** A heading above incidents: a year, a quarter, a month, or what the list is. */
const PERIOD = light(
  /^[\s*_]*(?:(?:19|20)\d{2}|[QH][1-4][\s,/-]*(?:19|20)\d{2}(?:.{0,40})?|(?:19|20)\d{2}[\s,/-]*[QH][1-4](?:.{0,40})?|\p{L}{3,12}\.? (?:19|20)\d{2}|(?:(?:past|previous|recent|all|major|minor|resolved|closed) )?(?:incidents?|outages?|post-?mortems?|history|log|archive|vorfälle|störungen|инциденты|сбои|incidentes?|storingen|障害一覧|障害履歴|事件|故障记录|장애 이력)(?: (?:log|history|reports?))?)[\s*_]*$/iu,
)
/** "Incidents", "Outage log": the name of a list, and no incident's. */
export function isListName(text: string): boolean {
  return PERIOD.test(plain(text))
}

const INCIDENT_WORD = light(
  /(?<!\p{L})(?:incidents?|outages?|post-?mortems?|downtime|disruptions?|failures?|störung\p{L}*|ausfall\p{L}*|vorfall\p{L}*|инцидент\p{L}*|сбо[йяи]\p{L}*|incident[ei]s?|incydent\p{L}*|pannes?|caídas?|quedas?|storing\p{L}*|avbrott|awari\p{L}*)(?!\p{L})|障害|インシデント|故障|事故|장애/iu,
)

/** An entry of a log that says that there was nothing. */
const NONE = light(
  /^[\s*+-]*(?:no (?:new |major |production |[\p{L}/]{2,12} or [\p{L}/]{2,12} )?(?:reliability )?(?:incidents?|outages?)|none)(?: (?:were |was )?(?:recorded|reported|logged|to report))?(?: .{0,40})?[.!]?\s*$/iu,
)

type Entry = { heading: HeadingBlock; start: number; end: number; date: CalendarDate | null }

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
    /^# .*(?:log|history|record|reports|archive)/im.test(text) &&
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

function partOf({ heading, start, end, date }: Entry): SourcePart {
  const title = plain(heading.piece.text)
  const on = date ? isoDate(date) : null
  const slug = slugOf(title)
  return {
    start,
    end,
    key: on && !slug.includes(on) ? `${on}-${slug}` : slug,
    context: { format: 'postmortem', date: on },
  }
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

/** The day that the first lines below a heading give as a fact ("**Date**: 26/02/2026", a row of a table of facts). */
function dateBelow(blocks: Block[], from: number, to: number, order: DateOrder | null): CalendarDate | null {
  const below = blocks.filter(({ start }) => start > from && start < to).slice(0, 3)
  for (const { key, value } of readFields(below)) {
    if (key !== 'date' && key !== 'incident-date' && key !== 'start') continue
    const hit = findDates(value.text.slice(0, 80), order).find(({ day, year }) => day !== null && year !== null)
    if (hit?.year && hit.day) return { year: hit.year, month: hit.month, day: hit.day }
  }
  return null
}

/** The name of a log that gives the day of all its incidents ("Journal des incidents - 8 septembre 2026"). */
const DAY_LOG = light(
  /(?<!\p{L})(?:log|journal|diary|record|protokoll|журнал|registro|diario|diário|logboek|dziennik)(?!\p{L})|記録|ログ|日志|记录|일지/iu,
)

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

/** A heading with a day, and words behind it that name what happened. */
const DATED_NAME = light(
  /^[\s*_`[(]*(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:Z|UTC))?)?[\s*_`\])]*[|:：–—-][\s*_]*\p{L}[^\n]{4,}$/u,
)

/** "2025-03-01 | Mail is late": a day, and what happened on it. */
export function isDatedName(text: string): boolean {
  return DATED_NAME.test(text)
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

function isSection(text: string, exact = false): boolean {
  const key = exactSectionKey(text) ?? (!exact && findDates(text).length === 0 ? headingSectionKey(text) : null)
  return key !== null && (SECTIONS.has(key) || key === 'customer-actions') && !PERIOD.test(plain(text))
}

/** The date of a heading; a missing year is that of the nearest heading above that gives one. */
function dateOf(heading: HeadingBlock, above: HeadingBlock[]): CalendarDate | null {
  const hit = findDates(heading.piece.text.slice(0, 200)).find(({ day }) => day !== null)
  if (!hit || hit.day === null) return null
  const period = above.findLast((other) => other.start < heading.start && /(?:19|20)\d{2}/.test(other.piece.text))
  const year = hit.year ?? Number(/(?:19|20)\d{2}/.exec(period?.piece.text ?? '')?.[0] ?? Number.NaN)
  return Number.isFinite(year) ? { year, month: hit.month, day: hit.day } : null
}

/** What each entry has below it: sections by heading, by label, and labelled facts. */
function contentsOf(entries: Entry[], blocks: Block[]): Set<SectionKey>[] {
  const contents = entries.map(() => new Set<SectionKey>())
  let at = 0
  for (const block of blocks) {
    while (at < entries.length && block.start >= (entries[at]?.end ?? 0)) at++
    const entry = entries[at]
    if (!entry || block.start <= entry.start) continue
    for (const key of keysOf(block)) contents[at]?.add(key)
  }
  return contents
}

/** Of a table of facts, what its labels name. */
function keysOf(block: Block): SectionKey[] {
  const key = keyOf(block)
  if (key) return [key]
  if (block.kind !== 'table' || block.header.length !== 2) return []
  return [block.header, ...block.rows].flatMap(([label]) => exactSectionKey(plain(label?.text ?? '')) ?? [])
}

function keyOf(block: Block): SectionKey | null {
  if (block.kind === 'heading') return headingSectionKey(block.piece.text)
  if (block.kind !== 'paragraph' && block.kind !== 'item') return null
  const label = /^[\s*_]*(?<label>\p{L}[^:：*\n]{1,40}?)[\s*_]*(?:[:：]|\*\*|__)/u.exec(block.piece.text.slice(0, 80))
    ?.groups?.label
  if (!label) return null
  const field = labelKey(label)
  return exactSectionKey(label) ?? (field === 'duration' || field === 'start' || field === 'severity' ? 'impact' : null)
}

function count(keys: Set<SectionKey>, among: Set<SectionKey>): number {
  return [...keys].filter((key) => among.has(key)).length
}

const DATE_COLUMN = light(
  /^(?:date|day|datum|дата|fecha|data|when|date of incident|incident date|日付|日期|날짜|发生日期|発生日)/iu,
)
const TEXT_COLUMN = light(
  /incident|outage|title|description|summary|what|event|problem|issue|symptom|error|failure|síntoma|sintoma|sintomo|symptôme|симптом|症状|증상|vorfall|störung|beschreibung|инцидент|описание|incidente|descripción|descrição|descrizione|omschrijving|beskrivning|opis|случил|произошл|проблема|was passiert|passé|pasó|ocurri|aconteceu|successo|gebeurd|hände|stało|障害|概要|内容|事件|故障|描述|장애|내용/iu,
)
const MORE_COLUMN = light(
  /duration|impact|cause|causa|raíz|severity|service|resolution|status|post-?mortem|link|report|dauer|ursache|detected|detection|fix|remedy|длительность|причина|фикс|исправлен|решение|lösung|behebung|solución|solução|soluzione|correcti|oplossing|åtgärd|naprawa|durée|duración|duração|durata|duur|期間|影響|原因|対応|対策|处理|解决|조치|时长|影响|원인|영향|impatt|stato|priorit/iu,
)

/** Share of a text that its table of incidents has at least where nothing else says that the text is a list of them. */
const MAINLY = 0.35

/**
 * A table with an incident per row, in a document that tells no incident itself, or tells some of the rows at length below
 * headings with their days: those are read from there.
 */
function findRows(blocks: Block[], length: number): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const tables = blocks.filter((block): block is TableBlock => block.kind === 'table' && isLogTable(block))
  const [table] = tables
  if (!table) return null
  const details = detailsBelow(headings, table.end, length)
  const own = headings.filter(
    // "Incident log – team of maya" names the list, too
    ({ piece }) =>
      !isListName(piece.text.split(/\s+[–—|-]\s/u)[0] ?? '') && OWN.has(headingSectionKey(piece.text) ?? 'details'),
  )
  if (own.some(({ start }) => !details.some((part) => start > part.start && start < part.end))) return null
  const named = headings.some(({ piece }) => isListName(piece.text) || INCIDENT_WORD.test(piece.text))
  const size = [...tables, ...details].reduce((sum, { start, end }) => sum + end - start, 0)
  if (size < length * MAINLY && !(named && headings.length <= 3)) return null
  const told = new Set(details.map(({ context }) => context.date))
  const parts = tables.flatMap((one) => rowsOf(one))
  const rows = tables.reduce((sum, one) => sum + one.rows.length, 0)
  if (parts.length < 2 || parts.length * 10 < rows * 8) return null
  return [...parts.filter(({ context }) => !told.has(context.date)), ...details]
}

/** "## Incident 2026-03-04 - title" below the table: the long account of one of its rows. */
function detailsBelow(headings: HeadingBlock[], from: number, length: number): SourcePart[] {
  return headings.flatMap((heading): SourcePart[] => {
    const date = dateOf(heading, [])
    if (heading.start < from || !date || !INCIDENT_WORD.test(heading.piece.text)) return []
    const next = headings.find(({ start, level }) => start > heading.start && level <= heading.level)
    return [partOf({ heading, start: heading.start, end: next?.start ?? length, date })]
  })
}

function rowsOf({ header, rows }: TableBlock): SourcePart[] {
  const dateAt = header.findIndex((cell) => DATE_COLUMN.test(plain(cell.text)))
  const textAt = header.findIndex((cell, index) => index !== dateAt && TEXT_COLUMN.test(plain(cell.text)))
  return rows.flatMap((row): SourcePart[] => {
    const day = dayOf(row[dateAt]?.text ?? '')
    const cell = row[textAt]
    const [first, last] = [row[0], row.at(-1)]
    if (!day || !cell || !first || !last || isPlaceholder(cell.text)) return []
    const on = isoDate(day)
    return [
      {
        start: first.start,
        end: last.end,
        key: `${on}-${slugOf(plain(cell.text))}`,
        context: { format: 'postmortem', date: on, columns: header.map(({ text }) => plain(text)) },
      },
    ]
  })
}

function dayOf(cell: string): CalendarDate | null {
  const hit = findDates(cell).find(({ day, year }) => day !== null && year !== null)
  return hit?.year && hit.day ? { year: hit.year, month: hit.month, day: hit.day } : shortYear(plain(cell))
}

/** Items of one list, each with the day of an incident in front, below a heading that calls itself a log. */
function findItems(blocks: Block[]): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const last = headings.at(-1)
  if (!last || !/(?<!\p{L})(?:log|history)(?!\p{L})/iu.test(last.piece.text)) return null
  if (!isListName(last.piece.text.replace(/\s*\([^()]*\)\s*$/u, ''))) return null
  if (headings.some(({ piece }) => OWN.has(headingSectionKey(piece.text) ?? 'details'))) return null
  const below = blocks.filter((block) => block.start > last.start)
  const listed = below.filter((block): block is ItemBlock => block.kind === 'item')
  const items = listed.filter(({ indent }) => indent <= (listed[0]?.indent ?? 0))
  let before: CalendarDate | null = null
  const dates = items.map((item) => {
    const hit = findDates(plain(item.piece.text).slice(0, 60)).find(({ day }) => day !== null)
    const date: CalendarDate | null = hit ? completeDate(hit, before) : null
    before = date ?? before
    return date
  })
  const dated = dates.filter(Boolean).length
  if (dated < 3 || dated * 10 < items.length * 7) return null
  return items.map((item, index): SourcePart => {
    const on = dates[index] ? isoDate(dates[index]) : null
    const end = items[index + 1]?.start ?? below.at(-1)?.end ?? item.end
    return {
      start: item.start,
      end,
      key: `${on ?? 'undated'}-${slugOf(plain(item.piece.text).slice(0, 80))}`,
      context: { format: 'postmortem', date: on },
    }
  })
}

const LOG_TITLE = light(/(?<!\p{L})(?:reports|log|logs|history|record|archive)[\s*_]*$/iu)

/** A line that is only a day ("September 28, 2021", "Early Sept, 2021"), in a document that calls itself a list of incidents. */
function findDays(blocks: Block[], length: number): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const title = plain(headings[0]?.piece.text ?? '')
  if (!INCIDENT_WORD.test(title) || !LOG_TITLE.test(title)) return null
  if (headings.some(({ piece }) => SECTIONS.has(headingSectionKey(piece.text) ?? 'details'))) return null
  const days = blocks.flatMap((block) => {
    if (block.kind !== 'paragraph') return []
    const line = plain(block.piece.text.split('\n', 1)[0] ?? '').trim()
    const hit = line.length < 40 ? findDates(line)[0] : undefined
    if (!hit || hit.year === null || !/^(?:(?:early|mid|late)[ -])?$/iu.test(line.slice(0, hit.index))) return []
    if (!/^[.,:]?$/.test(line.slice(hit.index + hit.length))) return []
    return [{ block, line, on: partialDate(hit) }]
  })
  if (days.length < 2) return null
  return days.map(({ block, line, on }, index): SourcePart => {
    return {
      start: block.start,
      end: days[index + 1]?.block.start ?? length,
      key: slugOf(line),
      context: { format: 'postmortem', date: on && on.length > 7 ? on : null },
    }
  })
}

function isLogTable({ header, rows }: TableBlock): boolean {
  const names = header.map((cell) => plain(cell.text))
  const has = (name: RegExp) => names.some((text) => name.test(text))
  return (
    rows.length >= 2 &&
    names.length >= 3 &&
    has(DATE_COLUMN) &&
    names.some((text) => !DATE_COLUMN.test(text) && TEXT_COLUMN.test(text)) &&
    has(MORE_COLUMN)
  )
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

/** The only incident so far of a log that keeps its incidents below "Entries": what stands above tells of the log. */
function findOnly(blocks: Block[], length: number): Entry[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading' && block.marked)
  const at = headings.findIndex(({ piece }) => ENTRIES.test(plain(piece.text))) + 1
  const [only, list, title] = [headings[at], headings[at - 1], headings[0]]
  if (at === 0 || !only || !list || !title || list.level >= only.level) return null
  if (title.level !== 1 || !LOG_TITLE.test(plain(title.piece.text))) return null
  if (isSection(only.piece.text) || isPlaceholder(only.piece.text)) return null
  if (headings.slice(at + 1).some(({ level }) => level <= only.level)) return null
  const date = dateOf(only, []) ?? dateBelow(blocks, only.start, length, findDateOrder([only.piece.text]))
  const entry: Entry = { heading: only, start: only.start, end: length, date }
  // without a day in its name, what stands below tells that it is an incident
  const told = contentsOf([entry], blocks)[0]
  return DATED_NAME.test(only.piece.text) || (told && count(told, SECTIONS) >= 2 && count(told, OWN) >= 1)
    ? [entry]
    : null
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
