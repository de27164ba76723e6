import { isScalar } from 'yaml'
import type { DocumentDraft, Draft, Format, Problem } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import {
  byName,
  fail,
  lang,
  list,
  readFields,
  renameSpan,
  text,
  type Context,
  type NodeMap,
  type Values,
} from './hindsight-fields'
import { lineFinder, parseFrontMatter, splitFrontMatter } from './hindsight-front-matter'
import { buildIncident, INCIDENT_KEYS, zone } from './hindsight-incident'
import { joinReferences, LINK_KEYS } from './hindsight-links'
import { buildPattern, PATTERN_KEYS } from './hindsight-pattern'
import { buildSkill, SKILL_KEYS } from './hindsight-skill'
import { buildThread, THREAD_KEYS } from './hindsight-thread'
import { detectLanguage } from './language'
import { light } from './light-expression'
import { slugOf } from './slugs'

const KINDS = ['postmortem', 'skill', 'thread', 'pattern', 'person', 'company'] as const
type Kind = (typeof KINDS)[number]

const MAX_WARNINGS = 100
const SLUG = light(/^[\p{L}\p{M}\p{N}]+(?:[._-]+[\p{L}\p{M}\p{N}]+)*$/u)

const COMMON_KEYS = {
  hindsight: text,
  title: text,
  slug: text,
  lang,
  tags: list(text),
  authors: list(text),
  citations: byName(list(text)),
  ...LINK_KEYS,
}

/** Whether a text is in the product's own format: front matter that opens with a `hindsight:` key. */
export function isHindsightDocument(source: string): boolean {
  return /^\uFEFF?---[ \t]*\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*hindsight[ \t]*:/.test(source)
}

/**
 * Reads a document of the product's own format (front matter and Markdown) into a draft with one document.
 * Spans point into `source`. Never throws: a text that cannot be used gives no document and an error with its line;
 * a field of a wrong type and a key that the format does not know give a warning and are left out.
 */
export function parseHindsightDocument(source: string): Draft {
  const parts = splitFrontMatter(source)
  if (!parts)
    return refused('postmortem', { level: 'error', message: 'The front matter is not closed by a line ---.', line: 1 })
  const lineOf = lineFinder(source)
  const front = parseFrontMatter(parts, lineOf)
  if ('error' in front) return refused('postmortem', front.error)
  const declared: unknown = front.map.get('hindsight')
  const kind = KINDS.find((known) => known === declared)
  if (!kind) {
    const line = lineOf(parts.yamlStart + front.map.range[0])
    return refused('postmortem', {
      level: 'error',
      message: sentence`“hindsight” must be one of ${KINDS.join(', ')}.`,
      line,
    })
  }
  const context: Context = {
    base: parts.yamlStart,
    lineOf,
    zone: null,
    body: parts.body,
    bodyStart: parts.bodyStart,
    problems: front.warnings,
    spans: {},
  }
  const document = readDocument(kind, front.map, context)
  const problems = shorten(context.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)))
  return { format: kind, documents: document ? [document] : [], problems }
}

/** Nobody reads a thousand problems. Errors say why there is no document, so they stay. */
function shorten(problems: Problem[]): Problem[] {
  const errors = problems.filter(({ level }) => level === 'error')
  const warnings = problems.filter(({ level }) => level === 'warning')
  const more = warnings.length - MAX_WARNINGS
  if (more <= 0) return problems
  return [
    ...errors,
    ...warnings.slice(0, MAX_WARNINGS),
    { level: 'warning', message: sentence`${more} more warnings.` },
  ]
}

function refused(format: Format, problem: Problem): Draft {
  return { format, documents: [], problems: [problem] }
}

type Common = Values<typeof COMMON_KEYS>

function readDocument(kind: Kind, map: NodeMap, context: Context): DocumentDraft | null {
  switch (kind) {
    case 'postmortem':
      return readPostmortem(map, context)
    case 'skill': {
      const values = readFields(map, '', context, { ...COMMON_KEYS, ...SKILL_KEYS })
      const document = buildCommon('skill', { ...values, slug: values.slug ?? values.name }, map, context)
      return document && { ...document, skill: buildSkill(values) }
    }
    case 'thread': {
      const values = readFields(map, '', context, { ...COMMON_KEYS, ...THREAD_KEYS })
      const document = buildCommon('thread', values, map, context)
      return document && { ...document, externalId: values.key, thread: buildThread(values) }
    }
    case 'pattern': {
      const values = readFields(map, '', context, { ...COMMON_KEYS, ...PATTERN_KEYS })
      const document = buildCommon('pattern', values, map, context)
      const pattern = buildPattern(values, map, context)
      return document && pattern && { ...document, pattern }
    }
    case 'person': {
      const values = readFields(map, '', context, { ...COMMON_KEYS, handle: text, role: text })
      const document = buildCommon('person', values, map, context)
      return document && { ...document, person: { handle: values.handle, role: values.role } }
    }
    case 'company': {
      const values = readFields(map, '', context, { ...COMMON_KEYS, url: text })
      const document = buildCommon('company', values, map, context)
      return document && { ...document, company: { url: values.url } }
    }
  }
}

function readPostmortem(map: NodeMap, context: Context): DocumentDraft | null {
  // Times may be written without an offset and then need the document's, wherever it stands; refusals are told once.
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === 'zone')
  context.zone = zone(pair?.value ?? null, 'zone', { ...context, problems: [] })
  const values = readFields(map, '', context, { ...COMMON_KEYS, ...INCIDENT_KEYS })
  renameSpan(context, 'incident', 'incidentSlug')
  const document = buildCommon('incident', values, map, context)
  return document && { ...document, incident: buildIncident(values), incidentSlug: values.incident }
}

function buildCommon(
  kind: DocumentDraft['kind'],
  values: Common,
  map: NodeMap,
  context: Context,
): DocumentDraft | null {
  const title = values.title ?? findHeading(context.body)
  if (title === null) return fail(context, map, sentence`The document has no “title” and its body no heading.`)
  delete context.spans['hindsight']
  context.spans['body'] = [context.bodyStart, context.bodyStart + context.body.length]
  return {
    kind,
    lang: values.lang ?? detectLanguage(context.body),
    title,
    slug: readSlug(values.slug, title, context),
    tags: values.tags ?? [],
    authors: values.authors ?? [],
    body: context.body,
    dropped: [],
    spans: context.spans,
    references: joinReferences(values.references ?? [], context),
    patterns: values.patterns ?? [],
    ...(values.citations ? { citations: values.citations } : {}),
  }
}

function findHeading(body: string): string | null {
  // Its end is cut off by hand: an expression is tried from each of a row of spaces.
  for (const found of body.matchAll(/^#{1,2}(?=[ \t])(.*)$/gm)) {
    const line = (found[1] ?? '').replace(/^[ \t]+/, '')
    let end = line.length
    while (end > 0 && ' \t#'.includes(line[end - 1] ?? '')) end--
    if (end > 0) return line.slice(0, end)
  }
  return null
}

/** A slug of the file, or one made from the title. */
function readSlug(slug: string | null, title: string, context: Context): string {
  if (slug !== null && SLUG.test(slug)) return slug
  const made = slugOf(slug ?? title)
  const span = context.spans['slug'] ?? context.spans['name']
  if (slug !== null && span) {
    const message = sentence`“slug” may have letters, digits and hyphens; “${made}” is used.`
    context.problems.push({ level: 'warning', message, line: context.lineOf(span[0]) })
  }
  return made
}
