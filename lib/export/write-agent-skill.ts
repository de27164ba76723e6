import { Document, Scalar, YAMLMap } from 'yaml'
import type { DocumentDraft, SkillSourceDraft } from '@/lib/schema/draft'
import {
  fromPlainWords,
  OURS,
  PLAIN_FIELDS,
  plainWords,
  shownDescription,
  WHOLE,
  type PlainKind,
} from '@/lib/schema/agent-skill'
import { agentSkillName } from './agent-skill-name'
import { entriesOf } from './write-document'

/** What is known of a skill beside its draft: `computed` is told and not read back, for whoever reads computes it anew. */
export type SkillState = { stage: string; computed: number | null }

/** More sources than this are not named in plain words; all are in `hindsight-fields`. */
const SOURCES_NAMED = 20

/**
 * A skill as a SKILL.md of the Agent Skills format: `name` and `description` within their limits, then `metadata`, whose values are all
 * texts, then the whole body. What plain words cannot hold exactly stands in `metadata.hindsight-fields` as JSON, so that reading
 * the file gives the same document, apart from spans. `name`: another than the slug gives, where that is taken.
 */
export function writeAgentSkill(
  document: DocumentDraft,
  state: SkillState,
  name = agentSkillName(document.slug),
): string {
  const entries: Record<string, unknown> = { ...entriesOf(document), stage: state.stage }
  delete entries['hindsight']
  delete entries['name']
  if (name !== document.slug) entries['slug'] = document.slug
  const shown = shownDescription(document.skill?.description ?? null, document.title)
  const rest = { ...entries }
  if (document.skill?.description === shown) delete rest['description']
  else rest['description'] = document.skill?.description ?? null
  const metadata = new YAMLMap<Scalar<string>, Scalar<string>>()
  const put = (key: string, words: string | null) => {
    if (words !== null) metadata.set(new Scalar(key), quoted(words))
  }
  put(OURS, 'skill')
  for (const [key, { field, kind }] of Object.entries(PLAIN_FIELDS)) {
    const value = entries[field]
    const words = plainWords(value, kind)
    put(key, words)
    if (key === 'confidence') put('computed-confidence', plainWords(state.computed, 'number'))
    if (givesBack(words, value, kind)) delete rest[field]
  }
  put('sources', sourcesInWords(document.skill?.sources ?? []))
  if (Object.keys(rest).length > 0) metadata.set(new Scalar(WHOLE), literal(jsonLines(rest)))
  const matter = new Document({})
  matter.set('name', name)
  matter.set('description', quoted(shown))
  matter.set('metadata', metadata)
  const yaml = matter.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
  return `---\n${yaml}---\n\n${document.body}\n`
}

function givesBack(words: string | null, value: unknown, kind: PlainKind): boolean {
  return words !== null && JSON.stringify(fromPlainWords(words, kind)) === JSON.stringify(value)
}

/** Always quoted: a version "1.10" and an owner "no" are texts for every reader of YAML. */
function quoted(words: string): Scalar<string> {
  const scalar = new Scalar(words)
  scalar.type = Scalar.QUOTE_DOUBLE
  return scalar
}

function literal(text: string): Scalar<string> {
  const scalar = new Scalar(text)
  scalar.type = Scalar.BLOCK_LITERAL
  return scalar
}

/** One key a line, so that a changed field is a changed line. Only characters that every reader of YAML takes stand in it. */
function jsonLines(entries: Record<string, unknown>): string {
  const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const escape = (text: string) =>
    text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const text = `{\n${lines.join(',\n')}\n}\n`
  // The line breaks are ours: those of values are escaped already. Three hyphens would end the front matter for some readers.
  return text.replace(/-{3,}|[^\n\P{Cc}]|[\u0085\u00a0\u2028\u2029\ufeff\ufffe\uffff]/gu, escape)
}

function sourcesInWords(sources: readonly SkillSourceDraft[]): string | null {
  const said = sources.slice(0, SOURCES_NAMED).map(({ channel, on, from, messages }) => {
    const day = on ?? from?.slice(0, 10) ?? null
    return [
      channel === null ? 'a conversation' : `#${channel.replace(/^#/, '')}`,
      day === null ? '' : `on ${day}`,
      messages === null ? '' : `(${messages} messages)`,
    ]
      .filter(Boolean)
      .join(' ')
  })
  return plainWords(said, 'list')
}
