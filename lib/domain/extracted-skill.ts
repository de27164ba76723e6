import { blankSkill } from '@/lib/schema/blank-skill'
import type { DocumentDraft, SkillStep } from '@/lib/schema/draft'
import { EXTRACTED_SECTIONS, type Citation, type ExtractedLine, type Extraction } from './skill-extraction'

const HEADINGS = {
  symptoms: 'Symptoms',
  diagnosis: 'Diagnosis',
  resolution: 'Resolution',
  escalation: 'Escalation',
  prevention: 'Prevention',
} as const

/** What the draft is called, and which incidents it is of. */
export type ExtractedName = { title: string; slug: string; lang: string; incidents: readonly string[] }

/**
 * What was extracted as a draft of a skill, for a person to review: its body cites every line, its steps have the bare words. Nothing
 * is said of what no incident tells: no owner, no confidence, no day of a check.
 */
export function draftExtractedSkill(
  extraction: Extraction,
  { title, slug, lang, incidents }: ExtractedName,
): DocumentDraft {
  const steps = (lines: readonly ExtractedLine[]): SkillStep[] => lines.map(({ text, code }) => ({ text, code }))
  const sections = EXTRACTED_SECTIONS.flatMap((section) => {
    const lines = extraction[section].map((line) => writeLine(line, incidents.length))
    return lines.length === 0 ? [] : [`## ${HEADINGS[section]}\n\n${lines.join('\n')}`]
  })
  return {
    kind: 'skill',
    lang,
    title,
    slug,
    tags: [],
    authors: [],
    body: sections.join('\n\n'),
    dropped: [],
    spans: {},
    references: incidents.map((incident) => ({ target: `incidents/${incident}`, kind: 'wikilink', note: null })),
    patterns: [],
    skill: {
      ...blankSkill(),
      stage: 'draft',
      version: '0.1.0',
      symptoms: extraction.symptoms.map(({ text }) => text),
      diagnosis: steps(extraction.diagnosis),
      resolution: steps(extraction.resolution),
      escalation: extraction.escalation.map(({ text }) => text),
    },
  }
}

function writeLine({ text, code, citations, differ }: ExtractedLine, incidents: number): string {
  const shared = citations.length > 1 ? `; in ${citations.length} of ${incidents}` : ''
  const quotes = differ
    ? `\n  - Their figures differ: ${citations.map((one) => `“${bare(one.quote)}”`).join(' / ')}`
    : ''
  const blocks = code.map((block) => `\n\n  \`\`\`${block.lang ?? ''}\n${indent(block.text)}\n  \`\`\`\n`).join('')
  return `- ${text} (${citations.map(linkOf).join(', ')}${shared})${quotes}${blocks}`
}

const linkOf = ({ incident, title, anchor }: Citation) =>
  `[${title.replace(/[[\]\\]/g, '\\$&')}](/incidents/${encodeURIComponent(incident)}#${anchor})`
const bare = (quote: string) => quote.replace(/\s+/g, ' ')
const indent = (text: string) => text.replace(/^/gm, '  ')
