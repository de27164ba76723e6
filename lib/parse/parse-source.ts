import type { Draft, Format } from '@/lib/schema/draft'
import { detectFormat } from './detect-format'
import { isHindsightDocument, parseHindsightDocument } from './hindsight-document'
import { parsePostmortem } from './postmortem'
import { parseSkillPage } from './skill-page'
import { parseStatusReport } from './status-report'

/** Longest text that is read, in UTF-16 code units; longer ones are refused before any work is done. */
export const MAX_LENGTH = 20_000_000

/**
 * Reads one source into a draft. Takes the verbatim text (already decoded) and what is known about it: its file name, which
 * helps to tell the format and to name a skill, and the format when a person has chosen one. Gives documents whose spans are
 * offsets into `text`, in UTF-16 code units; times are UTC instants. Never throws: what cannot be read gives no documents and
 * an error among the problems, written for the person who imports.
 */
export function parseSource(text: string, hint: { filename?: string | null; format?: Format } = {}): Draft {
  const filename = hint.filename ?? null
  const refuse = (message: string): Draft => ({
    format: hint.format ?? 'postmortem',
    documents: [],
    problems: [{ level: 'error', message }],
  })
  if (text.replace(/[\s\u200b\ufeff]+/g, '') === '')
    return refuse('The document is empty. Paste or choose one with text.')
  if (text.length > MAX_LENGTH)
    return refuse('The document is too long to be one report. Split it and import the parts.')
  if (isHindsightDocument(text)) return parseHindsightDocument(text)
  const detected = detectFormat(text, filename)
  if (detected.format === null) return refuse(detected.reason)
  const format = hint.format ?? detected.format
  try {
    return (
      parseAs(format, text, filename) ??
      refuse(`Documents of the format "${format}" cannot be read from text like this.`)
    )
  } catch (error) {
    // a fault of this program, not of the document: the import of the others goes on
    return refuse(`The document could not be read: ${error instanceof Error ? error.message : 'unknown error'}.`)
  }
}

function parseAs(format: Format, text: string, filename: string | null): Draft | null {
  switch (format) {
    case 'postmortem':
      return parsePostmortem(text, filename)
    case 'status-report':
      return parseStatusReport(text)
    case 'skill':
      return parseSkillPage(text, filename)
    default:
      return null
  }
}
