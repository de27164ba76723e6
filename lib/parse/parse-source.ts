import type { Draft, Format } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'
import { isOwnAgentSkill, parseOwnAgentSkill } from './agent-skill'
import { checkAgentSkill } from './agent-skill-rules'
import { opensAsEntry, parseFeedEntry } from './atom-history'
import { withCoverage } from './coverage'
import { parseChatText } from './chat-text'
import { UNSPACED } from './fold-name'
import { detectFormat } from './detect-format'
import { isHindsightDocument, parseHindsightDocument } from './hindsight-document'
import { whyHostile } from './hostile-text'
import { readLogRow } from './log-row'
import { parsePostmortem } from './postmortem'
import { parseSkillPage } from './skill-page'
import { shiftSpans } from './shift-spans'
import { type SourcePart, splitSource } from './split-source'
import { parseSlack } from './slack-thread'
import { parseSlackStatusIncident } from './slack-status-api'
import { isMonitorIssue, parseMonitorIssue } from './status-issue'
import { parseStatusPost } from './status-post'
import { parseStatusReport } from './status-report'
import { parseStatusDataIncident } from './status-data'
import { parseStatuspageIncident } from './statuspage-api'

/** Longest text that is read, in UTF-16 code units; longer ones are refused before any work is done. */
export const MAX_LENGTH = 20_000_000

/** What is known about a source: its name, the format that a person chose, and what it inherits as a part of another. */
export type SourceHint = { filename?: string | null; format?: Format; context?: SourceContext }

/**
 * Reads one source into a draft. Takes the verbatim text (already decoded) and what is known about it: its file name, which
 * helps to tell the format and to name a skill, and the format when a person has chosen one. Gives documents whose spans are
 * offsets into `text`, in UTF-16 code units; times are UTC instants. Never throws: what cannot be read gives no documents and
 * an error among the problems, written for the person who imports.
 */
export function parseSource(text: string, hint: SourceHint = {}): Draft {
  const filename = hint.filename ?? null
  const context = hint.context ?? {}
  const refuse = (message: string): Draft => ({
    format: hint.format ?? 'postmortem',
    documents: [],
    problems: [{ level: 'error', message }],
  })
  if (!/[^\s\u200b\ufeff]/.test(text)) return refuse(sentence`The document is empty. Paste or choose one with text.`)
  if (text.length > MAX_LENGTH)
    return refuse(sentence`The document is too long to be one report. Split it and import the parts.`)
  const hostile = whyHostile(text)
  if (hostile) return refuse(hostile)
  if (isHindsightDocument(text)) return withCoverage(parseHindsightDocument(text), text)
  if (isOwnAgentSkill(text)) return withCoverage(parseOwnAgentSkill(text), text)
  try {
    if (isNothing(text))
      return refuse(
        sentence`These are only a few words, not a document. Paste the text of a postmortem, a status page or a runbook.`,
      )
    const parts = hint.format === 'chat-text' ? [] : splitSource(text, { filename, context })
    if (parts.length > 0) return joinParts(text, hint, parts)
    const detected = context.format ? { format: context.format } : detectFormat(text, filename)
    if (detected.format === null) return refuse(detected.reason)
    const format = hint.format ?? detected.format
    const draft = parseAs(format, text, filename, context)
    if (!draft) return refuse(sentence`Documents of the format "${format}" cannot be read from text like this.`)
    return withCoverage(draft, text)
  } catch (error) {
    // a fault of this program, not of the document: the import of the others goes on
    return refuse(
      sentence`The document could not be read: ${error instanceof Error ? error.message : 'unknown error'}.`,
    )
  }
}

/** Fewer than four words, in one line, without a heading's mark or a date. */
function isNothing(text: string): boolean {
  const line = text.trim()
  return line.length < 40 && !/[\n\r#\d:：|]/.test(line) && !UNSPACED.test(line) && line.split(/\s+/).length < 4
}

/** The documents of all parts, each with its extent and with spans into the whole. */
function joinParts(text: string, hint: SourceHint, parts: readonly SourcePart[]): Draft {
  let line = 0
  let counted = 0
  const drafts = parts.map(({ start, end, context }) => {
    const { format, documents, problems } = parseSource(text.slice(start, end), { ...hint, context })
    // parts stand in source order: each line is counted once
    const above = (line += countLines(text, counted, start))
    counted = start
    return {
      format,
      documents: documents.map((document) => ({ ...shiftSpans(document, start), extent: [start, end] as Span })),
      problems: problems.map((problem) => (problem.line ? { ...problem, line: problem.line + above } : problem)),
    }
  })
  return {
    format: drafts[0]?.format ?? 'postmortem',
    documents: drafts.flatMap(({ documents }) => documents),
    problems: drafts.flatMap(({ problems }) => problems),
  }
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === 10) lines++
  return lines
}

/** A post with front matter, an issue that a monitor keeps, or a pasted page. */
function readStatusText(text: string, context: SourceContext): Draft {
  const known = parseStatusPost(text) ?? (isMonitorIssue(text) ? parseMonitorIssue(text) : null)
  return known ?? parseStatusReport(text, context)
}

/** A SKILL.md with front matter is meant for agents: what they may refuse it for is told. */
function withRules(draft: Draft, text: string, filename: string | null): Draft {
  const parts = (filename ?? '').split(/[\\/]/)
  if (!/^skill\.md$/i.test(parts.at(-1) ?? '') || !/^\uFEFF?---[ \t]*\r?\n/.test(text)) return draft
  const folder = parts.at(-2) ?? null
  const broken = checkAgentSkill(text, folder === null || /\.(?:zip|tar|t?gz)$/i.test(folder) ? null : folder)
  const told = broken.map(({ message }) => ({
    level: 'warning' as const,
    message: sentence`Agent Skills: ${message}`,
    line: 1,
  }))
  return { ...draft, problems: [...draft.problems, ...told] }
}

function parseAs(format: Format, text: string, filename: string | null, context: SourceContext): Draft | null {
  switch (format) {
    case 'postmortem':
      return readLogRow(text, context) ?? parsePostmortem(text, filename, context)
    case 'status-report':
      return opensAsEntry(text) ? parseFeedEntry(text, context) : readStatusText(text, context)
    case 'statuspage-api':
      return parseStatuspageIncident(text, context) ?? parseStatusDataIncident(text, context)
    case 'slack-status-api':
      return parseSlackStatusIncident(text, context)
    case 'slack-export':
    case 'slack-thread':
      return parseSlack(text, filename, context)
    case 'skill':
      return withRules(parseSkillPage(text, filename), text, filename)
    case 'chat-text':
      return parseChatText(text, context)
    default:
      return null
  }
}
