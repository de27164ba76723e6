import { blankSkill } from '@/lib/schema/blank-skill'
import type { DocumentDraft, SkillStep } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import {
  EXTRACTED_SECTIONS,
  type Citation,
  type ExtractedLine,
  type ExtractedTrigger,
  type Extraction,
} from './skill-extraction'

const EXTRACTED_HEADINGS = {
  triggers: 'Triggers',
  symptoms: 'Symptoms',
  diagnosis: 'Diagnosis',
  resolution: 'Resolution',
  escalation: 'Escalation',
  prevention: 'Prevention',
} as const

/** What the draft is called, and which incidents it is of, in the order of their numbers. */
export type ExtractedName = {
  title: string
  slug: string
  lang: string
  incidents: readonly { slug: string; title: string }[]
}

/**
 * What was extracted as a draft of a skill, for a person to review: its body cites every line, its steps have the bare words. Nothing
 * is said of what no incident tells: no owner, no confidence, no day of a check.
 */
export function draftExtractedSkill(
  extraction: Extraction,
  { title, slug, lang, incidents }: ExtractedName,
): DocumentDraft {
  const steps = (lines: readonly ExtractedLine[]): SkillStep[] => lines.map(({ text, code }) => ({ text, code }))
  const cite = (citations: readonly Citation[]) => writeCitations(citations, incidents)
  const triggers = extraction.triggers.map((one) => `- ${tellTrigger(one)} (${cite(one.citations)})${quotesOf(one)}`)
  const written = [
    { heading: EXTRACTED_HEADINGS.triggers, lines: triggers },
    ...EXTRACTED_SECTIONS.map((section) => ({
      heading: EXTRACTED_HEADINGS[section],
      lines: extraction[section].map((line) => writeLine(line, cite(line.citations))),
    })),
  ].filter(({ lines }) => lines.length > 0)
  const sources = incidents.map((one) => `1. [${escaped(one.title)}](${addressOf(one.slug)})`)
  const sections = [...written, { heading: 'Drafted from', lines: sources }]
  return {
    kind: 'skill',
    lang,
    title,
    slug,
    tags: [],
    authors: [],
    body:
      written.length === 0
        ? ''
        : sections.map(({ heading, lines }) => `## ${heading}\n\n${lines.join('\n')}`).join('\n\n'),
    dropped: [],
    spans: {},
    references: incidents.map((one) => ({ target: `incidents/${one.slug}`, kind: 'wikilink', note: null })),
    patterns: [],
    skill: {
      ...blankSkill(),
      stage: 'draft',
      version: '0.1.0',
      triggers: extraction.triggers.flatMap(({ trigger }) => trigger ?? []),
      symptoms: [
        ...extraction.triggers.flatMap((one) => (one.trigger === null ? [tellTrigger(one)] : [])),
        ...extraction.symptoms.map(({ text }) => text),
      ],
      diagnosis: steps(extraction.diagnosis),
      resolution: steps(extraction.resolution),
      escalation: extraction.escalation.map(({ text }) => text),
    },
  }
}

/** A condition, or an alert by its name, in Markdown. */
export function tellTrigger({ name, trigger }: ExtractedTrigger): string {
  if (trigger === null) return `The alert \`${name}\` fires`
  return [trigger.metric, trigger.op, String(trigger.value), trigger.unit].filter(Boolean).join(' ')
}

/**
 * Where a line stands: the place on the page of the only incident, or the number of each of several; the address with it, and what is
 * there: the incident by its title, and the place.
 */
export function placesOf(
  citations: readonly Citation[],
  incidents: readonly { slug: string }[],
): { label: string; href: string; incident: string; place: string }[] {
  return citations.map(({ incident, title, anchor }) => ({
    label: incidents.length === 1 ? placeOf(anchor) : String(incidents.findIndex(({ slug }) => slug === incident) + 1),
    href: `${addressOf(incident)}#${anchor}`,
    incident: title,
    place: placeOf(anchor),
  }))
}

const PLACES: ReadonlyMap<string, string> = new Map([
  ['impact', sentence`impact`],
  ['customer-actions', sentence`customer actions`],
  ['action-items', sentence`action items`],
])

function placeOf(anchor: string): string {
  if (anchor.startsWith('t-')) return sentence`timeline`
  if (anchor.startsWith('c-')) return sentence`causes`
  return PLACES.get(anchor) ?? anchor.replaceAll('-', ' ')
}

const addressOf = (slug: string) => `/incidents/${encodeURIComponent(slug)}`
const escaped = (title: string) => title.replace(/[[\]\\]/g, '\\$&')

function writeCitations(citations: readonly Citation[], incidents: readonly { slug: string }[]): string {
  const links = placesOf(citations, incidents).map(({ label, href }) => `[${label}](${href})`)
  return `${links.join(', ')}${tellShare(citations, incidents.length)}`
}

/** "; in 2 of 3" of what several incidents say. */
function tellShare(citations: readonly Citation[], incidents: number): string {
  const told = new Set(citations.map(({ incident }) => incident)).size
  return told > 1 ? `; in ${told} of ${incidents}` : ''
}

function writeLine(line: ExtractedLine, cited: string): string {
  const blocks = line.code.map((block) => `\n\n  \`\`\`${block.lang ?? ''}\n${indent(block.text)}\n  \`\`\`\n`).join('')
  return `- ${line.text} (${cited})${quotesOf(line)}${blocks}`
}

function quotesOf({ differ, citations }: Pick<ExtractedLine, 'differ' | 'citations'>): string {
  return differ ? `\n  - Their figures differ: ${citations.map((one) => `“${bare(one.quote)}”`).join(' / ')}` : ''
}

const bare = (quote: string) => quote.replace(/\s+/g, ' ')
const indent = (text: string) => text.replace(/^/gm, '  ')
