import { isMap } from 'yaml'
import type { DocumentDraft, Draft, Problem, SkillDraft } from '@/lib/schema/draft'
import { fromPlainWords, PLAIN_FIELDS, plainWords, shownDescription, WHOLE } from '@/lib/schema/agent-skill'
import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'
import { lineFinder, parseFrontMatter, splitFrontMatter, type FrontMatterParts } from './hindsight-front-matter'
import { parseHindsightDocument } from './hindsight-document'

type Entries = Record<string, unknown>

/** Whether a text is a SKILL.md that Hindsight wrote: its `metadata` says so. Looks at the front matter alone. */
export function isOwnAgentSkill(source: string): boolean {
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(source)) return false
  const parts = splitFrontMatter(source)
  return (
    parts !== null &&
    /^metadata:[ \t]*\r?$/m.test(parts.yaml) &&
    /^[ ]+hindsight: ["']?skill["']?[ \t]*\r?$/m.test(parts.yaml)
  )
}

/**
 * Reads a SKILL.md that Hindsight wrote into the document that it was written from: spans are those of the body and of the front matter
 * in `source`. What a person changed in the plain words of `metadata`, or in the description, counts. Never throws: front matter that
 * cannot be read gives an error with its line.
 */
export function parseOwnAgentSkill(source: string): Draft {
  const parts = splitFrontMatter(source)
  if (!parts) return refused({ level: 'error', message: 'The front matter is not closed by a line ---.', line: 1 })
  const front = parseFrontMatter(parts, lineFinder(source))
  if ('error' in front) return refused(front.error)
  const matter: unknown = front.map.toJSON()
  const metadata = isRecord(matter) && isRecord(matter['metadata']) ? matter['metadata'] : null
  if (!isMap(front.map) || !isRecord(matter) || !metadata)
    return refused({ level: 'error', message: 'The front matter has no “metadata” with keys and values.', line: 1 })
  const problems: Problem[] = []
  const entries = joinEntries(matter, metadata, problems)
  const read = parseHindsightDocument(`---\n${asYaml(entries)}---\n\n${parts.body}\n`)
  // Lines are those of a text that nobody has seen.
  const told = read.problems.map(({ level, message }): Problem => ({ level, message, line: 1 }))
  return {
    format: 'skill',
    documents: read.documents.map((document) => inSource(document, parts)),
    problems: [...problems, ...told],
  }
}

function refused(problem: Problem): Draft {
  return { format: 'skill', documents: [], problems: [problem] }
}

/** What the file says, by the keys of Hindsight's own format. */
function joinEntries(matter: Entries, metadata: Entries, problems: Problem[]): Entries {
  const whole = readWhole(metadata[WHOLE], problems)
  const entries: Entries = { ...whole, hindsight: 'skill', name: wordsOf(matter['name']) }
  for (const [key, { field, kind }] of Object.entries(PLAIN_FIELDS)) {
    const words = wordsOf(metadata[key])
    // The exact value holds unless its plain words were changed, or taken away.
    if (field in whole && plainWords(whole[field], kind) === words) continue
    if (words === null) delete entries[field]
    else entries[field] = fromPlainWords(words, kind)
  }
  const shown = wordsOf(matter['description'])
  const exact = typeof whole['description'] === 'string' ? whole['description'] : null
  const title = typeof entries['title'] === 'string' ? entries['title'] : ''
  if (!('description' in whole) || shownDescription(exact, title) !== shown) entries['description'] = shown
  return entries
}

function wordsOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

function readWhole(value: unknown, problems: Problem[]): Entries {
  if (value === undefined) return {}
  try {
    const whole: unknown = typeof value === 'string' ? JSON.parse(value) : null
    if (isRecord(whole)) return whole
  } catch {
    // Told below, like anything else that is no object.
  }
  const message = sentence`“metadata.${WHOLE}” cannot be read as JSON; what stood in it was left out.`
  problems.push({ level: 'warning', message, line: 1 })
  return {}
}

/** JSON in characters that YAML reads alike, a key a line. */
function asYaml(entries: Entries): string {
  const ascii = (value: unknown) =>
    JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return Object.entries(entries)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${ascii(key)}: ${ascii(value)}\n`)
    .join('')
}

/** Places within the text that was put together from the JSON stand nowhere in the source. */
function inSource(document: DocumentDraft, { bodyStart, body, yaml, yamlStart }: FrontMatterParts): DocumentDraft {
  const spans: Record<string, Span> = {
    body: [bodyStart, bodyStart + body.length],
    skill: [yamlStart, yamlStart + yaml.length],
  }
  const references = document.references.map((reference) => ({ ...reference, span: null }))
  const patterns = document.patterns.map((match) => ({
    ...match,
    evidence: match.evidence.map((quote) => ({ ...quote, span: null })),
  }))
  return { ...document, spans, references, patterns, ...(document.skill && { skill: withoutPlaces(document.skill) }) }
}

function withoutPlaces(skill: SkillDraft): SkillDraft {
  const bare = <T extends object>(one: T) => ({ ...one, span: null })
  return {
    ...skill,
    recurrence: skill.recurrence && bare(skill.recurrence),
    actionItems: skill.actionItems.map(bare),
    sources: skill.sources.map(bare),
    contradictions: skill.contradictions.map((one) => ({ ...one, spans: [] })),
  }
}

function isRecord(value: unknown): value is Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
