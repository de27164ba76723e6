/** Limits of the Agent Skills specification (agentskills.io/specification), in characters. */
export const AGENT_SKILL_LIMITS = { name: 64, description: 1024, compatibility: 500 } as const
/** All keys that its front matter may have. */
export const AGENT_SKILL_KEYS = [
  'name',
  'description',
  'license',
  'compatibility',
  'metadata',
  'allowed-tools',
] as const

/** Keys of `metadata`: the first says that the file is one of ours, the last holds as JSON what no plain text holds. */
export const OURS = 'hindsight'
export const WHOLE = 'hindsight-fields'

export type PlainKind = 'text' | 'number' | 'list'
/**
 * What `metadata` says in plain words, by the key it has there: the name of the field in Hindsight's own format, and what it is. A value
 * that its plain words do not give back exactly stands in `hindsight-fields` as well.
 */
export const PLAIN_FIELDS: Readonly<Record<string, { field: string; kind: PlainKind }>> = {
  title: { field: 'title', kind: 'text' },
  lang: { field: 'lang', kind: 'text' },
  slug: { field: 'slug', kind: 'text' },
  stage: { field: 'stage', kind: 'text' },
  version: { field: 'version', kind: 'text' },
  confidence: { field: 'confidence', kind: 'number' },
  'last-verified': { field: 'lastVerified', kind: 'text' },
  owners: { field: 'owners', kind: 'list' },
  category: { field: 'category', kind: 'text' },
}

/**
 * A text as one clean line. Three hyphens in a row would end the front matter for readers that look no further, so they become a dash.
 * Half of a character pair and control characters are no text in YAML.
 */
export function asLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFFFD\uFFFE\uFFFF]+/gu, ' ')
    .replace(/-{3,}/g, '—')
    .trim()
}

/** A value in plain words; null for one that has none. Lists are joined by commas. */
export function plainWords(value: unknown, kind: PlainKind): string | null {
  if (kind === 'list')
    return Array.isArray(value) && value.length > 0 ? asLine(value.map(String).join(', ')) || null : null
  if (kind === 'number') return typeof value === 'number' ? String(value) : null
  return typeof value === 'string' ? asLine(value) || null : null
}

/** What plain words stand for, in the field that they came from. */
export function fromPlainWords(words: string, kind: PlainKind): unknown {
  if (kind === 'list')
    return words
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  return kind === 'number' && words.trim() !== '' && Number.isFinite(Number(words)) ? Number(words) : words
}

/** What the file says it is for: the description as one line of at most 1024 characters, else the title, else that there is none. */
export function shownDescription(description: string | null, title: string): string {
  const words = asLine(description ?? '') || asLine(title) || 'A runbook without a description'
  if (words.length <= AGENT_SKILL_LIMITS.description) return words
  const cut = words.slice(0, AGENT_SKILL_LIMITS.description - 1).toWellFormed()
  return `${cut.replace(/\uFFFD$/, '').trimEnd()}…`
}
