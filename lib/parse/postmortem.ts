import type { DocumentDraft, Draft } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import { type Block, type HeadingBlock, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { blankIncident } from '@/lib/schema/blank-incident'
import { sentence } from '@/lib/schema/sentence'
import { titleOf } from './document-title'
import { fieldOf, readLabelled } from './fields'
import { listValue, readFrontMatter, textValue, unusedFrontMatter } from './front-matter'
import { readIncidentAccount } from './incident-account'
import { documentKindOf } from './document-kind'
import { detectLanguage } from './language'
import { boundByMatter, putAffectedByMatter, STAMP_KEYS } from './matter-bounds'
import { firstDate } from './moment'
import { type Piece, pieceOf, plain, spanOf } from './piece'
import { findReferences } from './references'
import { exactSectionKey } from './section-names'
import { readSentences } from './sentences'
import { isPlaceholder } from './placeholders'
import { incidentSlug } from './slugs'
import { isDatedName, isListName } from './log-names'
import { findZone, type Zone } from './zones'

/**
 * Reads a postmortem page or Markdown file, in any shape that `incident-account` knows. `context` gives what a part of a log
 * inherits: its date and the zone of all times. Gives one document; of an empty form or a guide one without any fact.
 */
export function parsePostmortem(source: string, filename: string | null, context: SourceContext = {}): Draft {
  const matter = readFrontMatter(source)
  const blocks = readBlocks(source, matter.bodyStart)
  const boilerplate = findBoilerplate(source, blocks)
  const kept = blocks.filter((block) => !boilerplate.dropped.has(block))
  const heading = findTitle(kept)
  const content = kept.filter((block) => block !== heading)
  const incidentDate = datedValue(matter.values)
  const frontDate = incidentDate ?? textValue(matter.values, 'date', 'published')
  const hintDate = frontDate ?? context.date ?? filename
  const account = readIncidentAccount({
    blocks: content,
    title: heading?.piece ?? null,
    hints: {
      date: hintDate ? firstDate(hintDate, null) : null,
      sure: incidentDate !== null,
      title: textValue(matter.values, 'title'),
      zone: context.zone ? (findZone(context.zone)?.zone ?? null) : zoneOfMatter(matter.values),
    },
  })
  const kind = documentKindOf(kept, heading ? plain(heading.piece.text) : null, filename, account.on !== null)
  const problems = [...matter.problems, ...(kind === 'report' ? account.problems : [])]
  if (kind !== 'report') problems.push({ level: 'warning', message: NO_REPORT[kind] })
  const spans: Record<string, Span> = kind === 'report' ? account.spans : {}
  const incident = kind === 'report' ? account.incident : blankIncident()
  const doubts = kind === 'report' ? [...account.doubts] : []
  const stated = kind === 'report' ? (fieldOf(account.fields, 'title')?.value ?? null) : null
  const found = titleOf({
    matter: textValue(matter.values, 'title'),
    heading: rowTitle(source, context) ?? heading?.piece ?? null,
    stated,
    filename,
  })
  if (found.piece) spans.title = spanOf(found.piece)
  if (found.doubt) doubts.push({ path: 'title', reason: found.doubt })
  if (!found.text) problems.push({ level: 'warning', message: 'No title was found in the document.' })
  const title = found.text ?? 'Untitled incident'
  incident.severity ??= valueOrNull(textValue(matter.values, 'severity', 'sev'))
  const head = source.slice(0, matter.bodyStart)
  if (kind === 'report') boundByMatter(incident, spans, matter.values, head)
  const listed = kind === 'report' && putAffectedByMatter(incident, spans, matter.values, head)
  const tags = listValue(matter.values, 'tags', 'keywords').filter((tag) => !isPlaceholder(tag))
  const authors = listValue(matter.values, 'authors', 'author').filter((name) => !isPlaceholder(name))
  addPieces(tags, spans, 'tags', boilerplate.tags)
  addPieces(authors, spans, 'authors', boilerplate.authors)
  const authorField = kind === 'report' ? fieldOf(account.fields, 'authors') : null
  if (authorField && authors.length === 0) {
    authors.push(...namesIn(plain(authorField.value.text)))
    spans['authors.0'] = spanOf(authorField.value)
  }
  const on = kind === 'report' ? incident.on : null
  const unused = unusedFrontMatter(source, matter, [
    ...(found.from === 'matter' ? ['title'] : []),
    ...(frontDate && on && frontDate.startsWith(on) ? ['date', 'incidentdate', 'published'] : []),
    ...(tags.length > 0 ? ['tags', 'keywords'] : []),
    ...(authors.length > 0 ? ['authors', 'author'] : []),
    ...(incident.severity === textValue(matter.values, 'severity', 'sev') ? ['severity', 'sev'] : []),
    ...(listed ? ['affected'] : []),
  ])
  const body = [writeBody(source, found.piece !== null && found.piece === heading?.piece ? content : kept), unused]
    .filter(Boolean)
    .join('\n\n')
  const document: DocumentDraft = {
    kind: 'incident',
    lang: detectLanguage(`${title}\n${body}`),
    title,
    slug: incidentSlug(on, title),
    tags,
    authors,
    body,
    dropped: boilerplate.pieces.map(spanOf),
    spans,
    incident,
    references: findReferences(source, matter.bodyStart).filter(
      ({ span }) => !boilerplate.pieces.some((piece) => span && span[0] >= piece.start && span[1] <= piece.end),
    ),
    patterns: [],
    ...(doubts.length > 0 ? { doubts } : {}),
  }
  return { format: 'postmortem', documents: [document], problems }
}

function addPieces(list: string[], spans: DocumentDraft['spans'], path: string, pieces: Piece[]): void {
  for (const piece of pieces) {
    const text = plain(piece.text)
    if (list.includes(text)) continue
    spans[`${path}.${list.length}`] = spanOf(piece)
    list.push(text)
  }
}

/** A picture, or the month or day that a history of incidents stands under. */
const NO_TITLE = /^(?:!\[[^\]]*\]\([^)]*\)|\p{L}{3,12} (?:19|20)\d{2}|\d{1,2})$/u

/** The first level-one heading; else the first heading or short line that stands above everything. */
export function findTitle(blocks: Block[]): Extract<Block, { kind: 'heading' | 'paragraph' }> | null {
  for (const block of blocks.slice(0, 40)) {
    if (block.kind !== 'heading' || !block.marked || block.level !== 1) continue
    const top = blocks[0]
    // "# Duration: 20 min" is a fact below a title of a lower level
    if (top?.kind === 'heading' && top.marked && readLabelled(block.piece) && !exactSectionKey(top.piece.text))
      return top
    if (hasNoTitle(block, blocks)) return null
    return onlyEntry(block, blocks) ?? block
  }
  const first = blocks.find(
    (block) => (block.kind === 'paragraph' && !NO_TITLE.test(block.piece.text)) || block.kind === 'heading',
  )
  if (!first || (first.kind === 'heading' && !first.marked)) return null
  // the name of a section at the top is no title
  if (first.kind === 'heading' && exactSectionKey(first.piece.text)) return null
  if (first.kind === 'heading') return first.level <= 2 || first.level === 7 || first === blocks[0] ? first : null
  return first.kind === 'paragraph' && isTitleLine(first.piece) ? first : null
}

/** "# Overview" beside "# Resolution" and "# Actions": the page has no title of its own. */
function hasNoTitle(top: HeadingBlock, blocks: Block[]): boolean {
  if (!exactSectionKey(top.piece.text)) return false
  const tops = blocks.flatMap((block) =>
    block.kind === 'heading' && block.marked && block.level === 1 ? [exactSectionKey(block.piece.text)] : [],
  )
  return tops.length >= 3 && tops.filter((key) => key !== null).length * 3 >= tops.length * 2
}

/** Front matter that dates the incident, not the page. */
const INCIDENT_KEYS = ['incident_date', 'occurred', 'occurred_at', 'timestamp', 'datetime', ...STAMP_KEYS]

/** The first of these values that is a date: `resolved` may say when, or only that it is. */
function datedValue(values: Record<string, unknown>): string | null {
  return (
    INCIDENT_KEYS.map((key) => textValue(values, key)).find((text) => text !== null && firstDate(text, null)) ?? null
  )
}

/** The offset of an instant in the front matter, where neither its label nor the text names the zone of the readings. */
function zoneOfMatter(values: Record<string, unknown>): Zone | null {
  const named = textValue(values, 'timezone', 'time_zone', 'tz', 'zone')
  const offset = /T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?<offset>[+-]\d{2}:?\d{2})$/.exec(datedValue(values) ?? '')
    ?.groups?.offset
  return findZone(named ?? (offset ? `UTC${offset}` : ''))?.zone ?? null
}

/** The incident's own heading below the name of a list that holds no other yet ("# Incidents"). */
function onlyEntry(title: HeadingBlock, blocks: Block[]): HeadingBlock | null {
  if (!isListName(title.piece.text)) return null
  const below = blocks.filter((block): block is HeadingBlock => block.kind === 'heading' && block.level === 2)
  const [entry, other] = below
  return entry && !other && isDatedName(entry.piece.text) ? entry : null
}

function isTitleLine(piece: Piece): boolean {
  const sentences = readSentences(piece)
  return (
    piece.text.length <= 200 &&
    sentences.length === 1 &&
    !/[.:;,。：；、]$|^!\[/.test(piece.text) &&
    !piece.text.includes('\n') &&
    readLabelled(piece) === null &&
    exactSectionKey(piece.text) === null
  )
}

const NO_REPORT = {
  template: sentence`This looks like an empty template: nothing in it was taken as a fact of an incident.`,
  guide: sentence`This looks like a text about incidents, not like a report of one: nothing in it was taken as a fact of an incident.`,
}

function valueOrNull(text: string | null): string | null {
  return text !== null && !isPlaceholder(text) && text.length <= 40 ? text : null
}

/** "Ines Park, R. Osei and Jo Lin" names three. */
function namesIn(text: string): string[] {
  return text
    .split(/\s*(?:[,;、，/|]|(?<!\p{L})(?:and|und|и|et|y|e|en|och|oraz|i)(?!\p{L}))\s*/u)
    .map((name) => name.replace(/^[@[(]+|[\])]+$/g, '').trim())
    .filter((name) => name !== '' && name.length <= 60 && !isPlaceholder(name))
}

/** A row of a table of incidents, which is a document of its own, is called by its first words that are no date. */
function rowTitle(source: string, context: SourceContext): Piece | null {
  if (!context.date || /[\r\n]/.test(source.trim()) || !source.includes('|')) return null
  let from = 0
  for (const cell of source.split('|')) {
    const piece = pieceOf(source, from, from + cell.length)
    from += cell.length + 1
    if (/\p{L}{2}/u.test(piece.text) && !firstDate(piece.text, null)) return piece
  }
  return null
}
