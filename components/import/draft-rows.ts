import { z } from 'zod'
import type {
  ActionItemDraft,
  CauseDraft,
  DocumentDraft,
  ReferenceDraft,
  SkillSourceDraft,
  SkillStep,
  StatusUpdateDraft,
  TimelineEntryDraft,
  Trigger,
  WindowDraft,
} from '@/lib/schema/draft'
import { withLineCitations, withMovedCitations } from './citations'
import { withoutRowSpans, withRowSpans } from './field-spans'

export type ChangeDocument = (doc: DocumentDraft) => DocumentDraft
export type EditDocument = (change: ChangeDocument) => void

/** Reads and writes one list of rows of a draft; `name` is its part of a field path (`timeline` in `timeline.2.at`). */
export type RowLens<Row> = {
  name: string
  get: (doc: DocumentDraft) => Row[]
  set: (doc: DocumentDraft, rows: Row[]) => DocumentDraft
}

/** Puts `part` into the document's incident; a document that is none stays as it is. Citations of lines follow them. */
export function withIncident(doc: DocumentDraft, part: Partial<NonNullable<DocumentDraft['incident']>>): DocumentDraft {
  if (!doc.incident) return doc
  const next = withCitedLines({ ...doc, incident: { ...doc.incident, ...part } }, '', doc.incident, part)
  return part.impact ? withCitedLines(next, 'impact.', doc.incident.impact, part.impact) : next
}

/** Puts `part` into the document's skill; a document that is none stays as it is. Citations of lines follow them. */
export function withSkill(doc: DocumentDraft, part: Partial<NonNullable<DocumentDraft['skill']>>): DocumentDraft {
  if (!doc.skill) return doc
  return withCitedLines({ ...doc, skill: { ...doc.skill, ...part } }, '', doc.skill, part)
}

const LinesSchema = z.array(z.string())

/** The citations of lists of lines, which are edited as one text, after `before` became what `part` says. */
function withCitedLines(doc: DocumentDraft, path: string, before: object, part: object): DocumentDraft {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.entries(part).reduce((next, [name, value]) => {
    const was = LinesSchema.safeParse(old.get(name))
    const is = LinesSchema.safeParse(value)
    return was.success && is.success ? withLineCitations(next, `${path}${name}`, was.data, is.data) : next
  }, doc)
}

export const windowRows: RowLens<WindowDraft> = {
  name: 'windows',
  get: (doc) => doc.incident?.windows ?? [],
  set: (doc, windows) => withIncident(doc, { windows }),
}
export const timelineRows: RowLens<TimelineEntryDraft> = {
  name: 'timeline',
  get: (doc) => doc.incident?.timeline ?? [],
  set: (doc, timeline) => withIncident(doc, { timeline }),
}
export const updateRows: RowLens<StatusUpdateDraft> = {
  name: 'statusUpdates',
  get: (doc) => doc.incident?.statusUpdates ?? [],
  set: (doc, statusUpdates) => withIncident(doc, { statusUpdates }),
}
export const causeRows: RowLens<CauseDraft> = {
  name: 'causes',
  get: (doc) => doc.incident?.causes ?? [],
  set: (doc, causes) => withIncident(doc, { causes }),
}
export const actionItemRows: RowLens<ActionItemDraft> = {
  name: 'actionItems',
  get: (doc) => doc.incident?.actionItems ?? doc.skill?.actionItems ?? [],
  set: (doc, actionItems) => withSkill(withIncident(doc, { actionItems }), { actionItems }),
}
export const triggerRows: RowLens<Trigger> = {
  name: 'triggers',
  get: (doc) => doc.skill?.triggers ?? [],
  set: (doc, triggers) => withSkill(doc, { triggers }),
}
export const diagnosisRows: RowLens<SkillStep> = {
  name: 'diagnosis',
  get: (doc) => doc.skill?.diagnosis ?? [],
  set: (doc, diagnosis) => withSkill(doc, { diagnosis }),
}
export const resolutionRows: RowLens<SkillStep> = {
  name: 'resolution',
  get: (doc) => doc.skill?.resolution ?? [],
  set: (doc, resolution) => withSkill(doc, { resolution }),
}
export const skillSourceRows: RowLens<SkillSourceDraft> = {
  name: 'sources',
  get: (doc) => doc.skill?.sources ?? [],
  set: (doc, sources) => withSkill(doc, { sources }),
}
export const referenceRows: RowLens<ReferenceDraft> = {
  name: 'references',
  get: (doc) => doc.references,
  set: (doc, references) => ({ ...doc, references }),
}

/** Changes some fields of row `index`. */
export function editRow<Row>(lens: RowLens<Row>, index: number, part: Partial<Row>): ChangeDocument {
  return (doc) =>
    lens.set(
      doc,
      lens.get(doc).map((row, at) => (at === index ? { ...row, ...part } : row)),
    )
}

/** Takes row `index` out; the spans and citations of later rows follow it. */
export function removeRow<Row>(lens: RowLens<Row>, index: number): ChangeDocument {
  return (doc) => {
    const rows = lens.get(doc).filter((_, at) => at !== index)
    const spans = withoutRowSpans(doc.spans, lens.name, index)
    const move = (row: number) => (row === index ? null : row > index ? row - 1 : row)
    return withMovedCitations({ ...lens.set(doc, rows), spans }, lens.name, move)
  }
}

/** Puts `row` before row `index` (after the last one when `index` is the length). */
export function insertRow<Row>(lens: RowLens<Row>, index: number, row: Row): ChangeDocument {
  return (doc) => {
    const spans = withRowSpans(doc.spans, lens.name, index)
    const next = { ...lens.set(doc, lens.get(doc).toSpliced(index, 0, row)), spans }
    return withMovedCitations(next, lens.name, (place) => (place >= index ? place + 1 : place))
  }
}
