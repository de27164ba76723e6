import type { Contradiction, DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import { findContradictions } from './contradictions'
import { saysSame } from './merge-drafts'

/**
 * A stored skill with what a person has typed. What the text of an edit does not hold stays: its name in addresses, what it was made of,
 * links that its text never had. Places in its source stay only for fields that say the same, and what contradicts itself is looked
 * for again.
 */
export function withSkillEdit(stored: DocumentDraft, typed: DocumentDraft): DocumentDraft {
  const [was, is] = [stored.skill, typed.skill]
  if (!was || !is) throw new Error('a document of kind skill has a skill')
  const { title, lang, tags, authors, body } = typed
  const skill: SkillDraft = {
    ...is,
    ...(was.confidenceReasons && saysSame(was.confidence, is.confidence)
      ? { confidenceReasons: was.confidenceReasons }
      : {}),
    path: is.path ?? null,
    triggers: placed(was.triggers, is.triggers),
    actionItems: placed(was.actionItems, is.actionItems),
    sources: placed(was.sources, is.sources),
    recurrence: saysSame(was.recurrence, is.recurrence) ? was.recurrence : is.recurrence,
    contradictions: [],
  }
  const next = {
    ...stored,
    title,
    lang,
    tags,
    authors,
    body,
    skill,
    references: linksOf(stored, typed),
    ...(stored.citations ? { citations: movedCitations(stored.citations, was, skill) } : {}),
  }
  const contradictions = findContradictions(skill, body).map((found) => asBefore(found, was.contradictions))
  return { ...next, spans: keptSpans(stored, next), skill: { ...skill, contradictions } }
}

/** Items that say what one of the stored ones says are that one, with its place in the source. */
function placed<T>(before: readonly T[], after: readonly T[]): T[] {
  return after.map((item) => before.find((one) => saysSame(one, item)) ?? item)
}

/** Places of `found` point into the text as it was typed, which is no source; known ones keep those of theirs. */
function asBefore(found: Contradiction, before: readonly Contradiction[]): Contradiction {
  return before.find(({ text }) => text === found.text) ?? { ...found, spans: [] }
}

/** Links of the text, and those that the skill had beside its text. */
function linksOf(stored: DocumentDraft, typed: DocumentDraft): DocumentDraft['references'] {
  const inText = new Set(typed.references.map(({ target }) => target))
  const beside = stored.references.filter(({ target }) => !inText.has(target) && !stored.body.includes(bare(target)))
  return [...placed(stored.references, typed.references), ...beside]
}

const bare = (target: string) => target.replace(/^(?:skills|incidents|people|companies|patterns|threads)\//, '')

function keptSpans(stored: DocumentDraft, next: DocumentDraft): DocumentDraft['spans'] {
  const said = (document: DocumentDraft, path: string): unknown => {
    const [first = ''] = path.split('.')
    return new Map<string, unknown>([...Object.entries(document), ...Object.entries(document.skill ?? {})]).get(first)
  }
  return Object.fromEntries(
    Object.entries(stored.spans).filter(([path]) => saysSame(said(stored, path), said(next, path))),
  )
}

type Citations = NonNullable<DocumentDraft['citations']>

/** The messages that lines are taken from, by where these lines stand now; a line that says something else is taken from none. */
function movedCitations(citations: Citations, was: SkillDraft, is: SkillDraft): Citations {
  const before = new Map<string, unknown>(Object.entries(was))
  const after = new Map<string, unknown>(Object.entries(is))
  return Object.fromEntries(
    Object.entries(citations).flatMap(([path, messages]): [string, string[]][] => {
      const [name = '', place] = path.split('.')
      const [old, now] = [before.get(name), after.get(name)]
      if (!Array.isArray(old) || !Array.isArray(now) || place === undefined)
        return !before.has(name) || saysSame(old, now) ? [[path, messages]] : []
      const to = now.findIndex((item: unknown) => saysSame(item, old[Number(place)]))
      return to < 0 ? [] : [[`${name}.${to}`, messages]]
    }),
  )
}
