import { AppError } from '@/lib/domain/errors'
import { saysSame } from '@/lib/domain/merge-drafts'
import { sentence } from '@/lib/schema/sentence'
import { isOwnAgentSkill, parseOwnAgentSkill } from '@/lib/parse/agent-skill'
import { readPartItems, stepOfItem } from '@/lib/parse/skill-part-items'
import { splitSkillParts } from '@/lib/parse/skill-parts'
import { readSkillText } from '@/lib/parse/skill-text'
import { slugOf } from '@/lib/parse/slugs'
import { skillHeadings } from '@/lib/parse/thread-skill-body'
import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import type { SkillPart } from '@/lib/schema/skill-text'

/** What is written around the fields of a skill: its other sections as they are, and headings for sections that it has not. */
export function partsOfSkill(document: DocumentDraft) {
  return { parts: splitSkillParts(document.body), headings: skillHeadings(document.lang) }
}

/**
 * The same for a skill that is opened to be edited. A section of its text that says what its field says is that field's; one that
 * says more stays as text below it, so that no word is lost.
 */
export function partsOfOpened(document: DocumentDraft) {
  const { parts, headings } = partsOfSkill(document)
  const { skill } = document
  return { parts: skill ? parts.flatMap((part) => opened(part, skill)) : parts, headings }
}

function opened(part: SkillPart, skill: SkillDraft): SkillPart[] {
  const { field, text } = part
  if (field === null) return [part]
  const items = readPartItems(text)
  const read = field === 'symptoms' || field === 'escalation' ? items : items.map(stepOfItem)
  if (saysSame(read, skill[field]) || isSaidIn(text, JSON.stringify(skill))) return [part]
  return [part, { ...part, field: null }]
}

/** Whether each word of a section is one of the fields' as well. */
function isSaidIn(text: string, fields: string): boolean {
  const known = new Set(wordsOf(fields.replaceAll('\\n', ' ')))
  return wordsOf(text.slice(text.indexOf('\n'))).every((word) => known.has(word))
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Reads the text of an edit to be stored. Throws `bad_input` when a part of it is in no field and would be lost. */
export function readWholeSkillText(text: string): DocumentDraft {
  const { document, problems } = readSkillText(text)
  const [first] = problems
  if (document && !first) return document
  const fault = first?.message ?? sentence`The text is no skill.`
  throw new AppError(
    'bad_input',
    first?.line === undefined
      ? `${fault} Mend it, then save again.`
      : `Line ${first.line}: ${fault} Mend it, then save again.`,
  )
}

/** Reads a whole skill from its SKILL.md, or from the text of its edit page. Throws `bad_input` as `readWholeSkillText` does. */
export function readSkillMarkdown(text: string): DocumentDraft {
  if (!isOwnAgentSkill(text)) return readWholeSkillText(text)
  const { documents, problems } = parseOwnAgentSkill(text)
  const fault = problems.find(({ level }) => level === 'error')
  const [document] = documents
  if (!document?.skill || fault) throw new AppError('bad_input', fault?.message ?? sentence`The text is no skill.`)
  return document
}

/** The fields of a text as it is being typed, and the parts of it that are in no field. */
export function readTypedSkill(text: string): ReturnType<typeof readSkillText> {
  return readSkillText(text)
}

/** What a skill of this title is called in addresses. */
export function slugOfTitle(title: string): string {
  return slugOf(title)
}
