import { tidyDocument } from '@/components/import/tidy-draft'
import { writeSkillText } from '@/lib/export/skill-text'
import { maskSecrets } from '@/lib/import/secrets'
import {
  partsOfOpened,
  partsOfSkill,
  readSkillMarkdown,
  readTypedSkill,
  readWholeSkillText,
} from '@/lib/import/skill-text'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { SkillPatch } from '@/lib/schema/skill-edit'
import type { SkillText, SkillTyped } from '@/lib/schema/skill-text'

/** A stored skill as fields and as text, both as they are before anything is typed. */
export function openSkillText(document: DocumentDraft): SkillText {
  const { parts, headings } = partsOfOpened(document)
  const text = writeSkillText(document, parts, headings)
  const { document: read, problems, keptAsText } = readTypedSkill(text)
  return { document: { ...document, body: read?.body ?? document.body }, text, problems, keptAsText }
}

/** Both sides of an edit, from the one that was typed in. `before` stands for fields that cannot be read. */
export function joinSkillText(typed: SkillTyped, before: DocumentDraft): SkillText {
  if (typed.side === 'fields') {
    const { parts, headings } = partsOfSkill(typed.document)
    // Rows that were added and not filled in yet are on one side only.
    const text = writeSkillText(tidyDocument(typed.document), parts, headings)
    const { document, problems, keptAsText } = readTypedSkill(text)
    return { document: { ...typed.document, body: document?.body ?? typed.document.body }, text, problems, keptAsText }
  }
  const { document, problems, keptAsText } = readTypedSkill(typed.text)
  return { document: document ?? before, text: typed.text, problems, keptAsText }
}

/** What is stored of an edit, without secrets. Throws `bad_input` when a part of its text is in no field. */
export function readTypedWhole(typed: SkillTyped, before: DocumentDraft): DocumentDraft {
  return readWholeSkillText(maskSecrets(joinSkillText(typed, before).text).text)
}

/** A skill as a call changes it, without secrets. Throws `bad_input` when a part of its text is in no field. */
export function readPatched({ fields, markdown }: SkillPatch, stored: DocumentDraft): DocumentDraft {
  if (markdown !== undefined) return readSkillMarkdown(maskSecrets(markdown).text)
  const { title = stored.title, lang = stored.lang, tags = stored.tags, ...of } = fields ?? {}
  const skill = stored.skill && { ...stored.skill, ...of }
  return readTypedWhole({ side: 'fields', document: { ...stored, title, lang, tags, skill } }, stored)
}
