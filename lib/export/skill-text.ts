import type { DocumentDraft, SkillDraft, SkillStep } from '@/lib/schema/draft'
import { SKILL_SECTIONS, type SkillPart, type SkillSectionName } from '@/lib/schema/skill-text'
import { writeDocument } from './write-document'

type Headings = Readonly<Record<SkillSectionName, string>>

/**
 * A skill as it is edited: its facts as front matter, then symptoms, diagnosis, resolution and escalation as sections among the
 * other `parts` of its text, which stay as they are. `headings`: for sections that the text does not have yet. What Hindsight found out
 * itself (patterns, contradictions, links within the text) is not written: it is found again.
 */
export function writeSkillText(document: DocumentDraft, parts: readonly SkillPart[], headings: Headings): string {
  const { skill, citations: _, ...rest } = document
  if (!skill) throw new Error('a document of kind skill has a skill')
  const { confidenceReasons: __, ...facts } = skill
  const bare = {
    ...facts,
    symptoms: [],
    diagnosis: [],
    resolution: [],
    escalation: [],
    budgets: { diagnosis: null, resolution: null },
    contradictions: [],
  }
  const body = writeSkillBody(skill, parts, headings)
  return writeDocument({ ...rest, body, skill: bare, patterns: [], references: [] })
}

/** The text of a skill: its `parts` with the sections of its fields as the fields are now. */
export function writeSkillBody(skill: SkillDraft, parts: readonly SkillPart[], headings: Headings): string {
  return withMissing(skill, parts, headings)
    .map((part) => (part.field === null ? part.text : sectionOf(skill, part.field, part)))
    .filter((text) => text !== '')
    .join('\n\n')
}

/** A field without a section gets one: behind the nearest earlier one, before all others when there is none. */
function withMissing(skill: SkillDraft, parts: readonly SkillPart[], headings: Headings): SkillPart[] {
  const all = [...parts]
  SKILL_SECTIONS.forEach((field, order) => {
    if (all.some((part) => part.field === field)) return
    if (skill[field].length === 0 && budgetOf(skill, field) === null) return
    const earlier = all.findLastIndex((part) => part.field !== null && SKILL_SECTIONS.indexOf(part.field) < order)
    const first = all[0]?.heading === null || isTitle(all[0]) ? 1 : 0
    const place = earlier >= 0 ? earlier + 1 : first
    all.splice(place, 0, { field, heading: headings[field], text: '' })
  })
  return all
}

const isTitle = (part: SkillPart | undefined) => part !== undefined && part.text.startsWith('# ')

function budgetOf({ budgets }: SkillDraft, field: SkillSectionName): number | null {
  return field === 'diagnosis' || field === 'resolution' ? budgets[field] : null
}

function sectionOf(skill: SkillDraft, field: SkillSectionName, { heading, text }: SkillPart): string {
  const minutes = budgetOf(skill, field)
  if (skill[field].length === 0 && minutes === null) return ''
  const marks = /^#{1,6}/.exec(text)?.[0] ?? '##'
  const name = (heading ?? '').replace(/ ?\([^()]*\d[^()]*min[^()]*\)$/i, '')
  const title = `${marks} ${name}${minutes === null ? '' : ` (${minutes} min)`}`
  const items =
    field === 'symptoms' || field === 'escalation'
      ? skill[field].map((words) => indented('- ', words))
      : skill[field].map((step, index) => indented(`${index + 1}. `, stepText(step)))
  return items.length === 0 ? title : `${title}\n\n${items.join('\n')}`
}

function stepText({ text, code }: SkillStep): string {
  const blocks = code.map((block) => {
    const fence = '`'.repeat(Math.max(3, longestTicks(block.text) + 1))
    return `${fence}${block.lang ?? ''}\n${block.text}\n${fence}`
  })
  return [text, ...blocks].filter((part, index) => index > 0 || part !== '').join('\n')
}

function longestTicks(text: string): number {
  return [...text.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 0)
}

/** Lines below the first one stand below its words; an empty line stays empty. */
function indented(mark: string, text: string): string {
  return mark + text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(mark.length)}`)
}
