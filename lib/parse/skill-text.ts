import type { DocumentDraft, Problem, SkillDraft } from '@/lib/schema/draft'
import type { SkillPart } from '@/lib/schema/skill-text'
import { parseHindsightDocument } from './hindsight-document'
import { readPartItems, stepOfItem } from './skill-part-items'
import { cutBudget, splitSkillParts } from './skill-parts'

/**
 * Reads a skill as it is edited: front matter with its facts, and sections with symptoms, diagnosis, resolution and escalation. Sections
 * stand for their fields; a list in the front matter counts where the text has no such section. `document` null: the front matter
 * cannot be read. `keptAsText` are the headings of sections that no field is read from. Places point nowhere: a typed text is no source.
 */
export function readSkillText(source: string): {
  document: DocumentDraft | null
  problems: Problem[]
  keptAsText: string[]
} {
  const { documents, problems } = parseHindsightDocument(source.replaceAll('\r\n', '\n'))
  const document = documents[0]
  const skill = document?.skill
  if (!document || !skill) {
    const refused: Problem = { level: 'error', message: 'The text is to begin with “---” and “hindsight: skill”.' }
    return { document: null, problems: problems.length > 0 ? problems : [refused], keptAsText: [] }
  }
  const parts = splitSkillParts(document.body)
  const read = { ...document, spans: {}, skill: parts.reduce(withPart, skill) }
  return { document: read, problems, keptAsText: parts.flatMap(({ field, heading }) => (field ? [] : (heading ?? []))) }
}

function withPart(skill: SkillDraft, part: SkillPart): SkillDraft {
  const { field, heading, text } = part
  if (field === null) return skill
  const items = readPartItems(text)
  if (field === 'symptoms' || field === 'escalation') return { ...skill, [field]: items }
  const { minutes } = cutBudget(heading ?? '')
  return { ...skill, [field]: items.map(stepOfItem), budgets: { ...skill.budgets, [field]: minutes } }
}
