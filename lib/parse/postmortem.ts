import type { DocumentDraft, Draft } from '@/lib/schema/draft'
import { type Block, readBlocks } from './blocks'
import { writeBody } from './body'
import { findBoilerplate } from './boilerplate'
import { fieldOf } from './fields'
import { listValue, readFrontMatter, textValue } from './front-matter'
import { readIncidentAccount } from './incident-account'
import { detectLanguage } from './language'
import { firstDate } from './moment'
import { type Piece, plain, spanOf } from './piece'
import { findReferences } from './references'
import { readSentences } from './sentences'
import { incidentSlug } from './slugs'

/** Reads a postmortem page or Markdown file, in any shape that `incident-account` knows. */
export function parsePostmortem(source: string, filename: string | null): Draft {
  const matter = readFrontMatter(source)
  const blocks = readBlocks(source, matter.bodyStart)
  const boilerplate = findBoilerplate(source, blocks)
  const kept = blocks.filter((block) => !boilerplate.dropped.has(block))
  const heading = findTitle(kept)
  const titleText =
    textValue(matter.values, 'title') ?? (heading ? plain(heading.piece.text) : null) ?? titleOfFile(filename)
  const content = kept.filter((block) => block !== heading)
  const frontDate = textValue(matter.values, 'date', 'incident_date', 'published')
  const account = readIncidentAccount({
    blocks: content,
    title: heading?.piece ?? null,
    hints: { date: frontDate ? firstDate(frontDate, null) : null, zone: null },
  })
  const problems = [...matter.problems, ...account.problems]
  if (!titleText) problems.push({ level: 'warning', message: 'No title was found in the document.' })
  const title = titleText ?? 'Untitled incident'
  const { spans, incident } = account
  incident.severity ??= textValue(matter.values, 'severity')
  if (heading) spans.title = spanOf(heading.piece)
  const tags = [...listValue(matter.values, 'tags', 'keywords')]
  const authors = [...listValue(matter.values, 'authors', 'author')]
  addPieces(tags, spans, 'tags', boilerplate.tags)
  addPieces(authors, spans, 'authors', boilerplate.authors)
  const authorField = fieldOf(account.fields, 'authors')
  if (authorField && authors.length === 0) {
    authors.push(
      ...plain(authorField.value.text)
        .split(/\s*(?:,|;| and | und | и )\s*/)
        .filter(Boolean),
    )
    spans['authors.0'] = spanOf(authorField.value)
  }
  const body = writeBody(source, content)
  const document: DocumentDraft = {
    kind: 'incident',
    lang: detectLanguage(`${title}\n${body}`),
    title,
    slug: incidentSlug(account.on, title),
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

/** The first level-one heading; else the first heading or short line that stands above everything. */
export function findTitle(blocks: Block[]): Extract<Block, { kind: 'heading' | 'paragraph' }> | null {
  for (const block of blocks.slice(0, 40))
    if (block.kind === 'heading' && block.marked && block.level === 1) return block
  const first = blocks.find((block) => block.kind === 'paragraph' || block.kind === 'heading')
  if (!first || (first.kind === 'heading' && !first.marked)) return null
  if (first.kind === 'heading') return first.level <= 2 || first.level === 7 ? first : null
  return first.kind === 'paragraph' && isTitleLine(first.piece) ? first : null
}

function isTitleLine(piece: Piece): boolean {
  const sentences = readSentences(piece)
  return piece.text.length <= 200 && sentences.length === 1 && !/[.:;,]$/.test(piece.text) && !piece.text.includes('\n')
}

function titleOfFile(filename: string | null): string | null {
  const name = filename
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[a-z]{1,8}(?:\.erb)?$/i, '')
    .replace(/[-_]+/g, ' ')
    .trim()
  return name && /\p{L}{2}/u.test(name) ? name : null
}
