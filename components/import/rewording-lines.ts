import type { Words } from '@/lib/intl/words'
import type { DocumentDraft } from '@/lib/schema/draft'
import {
  MAX_LINE_MESSAGES,
  MAX_PEOPLE,
  MAX_REWORDED_LINE,
  MAX_REWORDED_LINES,
  MAX_SENT_MESSAGE,
  type DraftLine,
  type RewordingRequest,
} from '@/lib/schema/rewording'
import { messagesOf, withMovedCitations } from './citations'
import {
  actionItemRows,
  causeRows,
  diagnosisRows,
  resolutionRows,
  timelineRows,
  withIncident,
  withSkill,
  type RowLens,
} from './draft-rows'
import { shiftRows } from './field-spans'

/** What the interface calls a list. */
type Label = keyof Words['import']['rewordingLines']

/** One list of a draft whose lines are sentences, or one text that is no list. */
type LineList = {
  name: string
  label: Label
  /** False for a text that is no list. */
  many: boolean
  texts: (doc: DocumentDraft) => string[]
  withText: (doc: DocumentDraft, index: number, text: string) => DocumentDraft
  /** The lines in another order: `order` names their old places. */
  inOrder: (doc: DocumentDraft, order: readonly number[]) => DocumentDraft
}

function rowLines<Row>(
  lens: RowLens<Row>,
  label: Label,
  read: (row: Row) => string,
  put: (text: string) => Partial<Row>,
): LineList {
  const { name, get, set } = lens
  return {
    name,
    label,
    many: true,
    texts: (doc) => get(doc).map(read),
    withText: (doc, index, text) =>
      set(
        doc,
        get(doc).map((row, at) => (at === index ? { ...row, ...put(text) } : row)),
      ),
    inOrder: (doc, order) => {
      const rows = get(doc)
      const move = (row: number) => order.indexOf(row)
      const moved = set(
        doc,
        order.flatMap((place) => rows[place] ?? []),
      )
      return withMovedCitations({ ...moved, spans: shiftRows(doc.spans, name, move) }, name, move)
    },
  }
}

type Texts = { get: (doc: DocumentDraft) => string[]; set: (doc: DocumentDraft, texts: string[]) => DocumentDraft }

/** Citations follow the lines of such a list by themselves (`withIncident`, `withSkill`). */
function textLines(name: string, label: Label, { get, set }: Texts): LineList {
  return {
    name,
    label,
    many: true,
    texts: get,
    withText: (doc, index, text) => set(doc, get(doc).with(index, text)),
    inOrder: (doc, order) => {
      const texts = get(doc)
      const spans = shiftRows(doc.spans, name, (row) => order.indexOf(row))
      return {
        ...set(
          doc,
          order.flatMap((place) => texts[place] ?? []),
        ),
        spans,
      }
    },
  }
}

function oneText(
  name: string,
  label: Label,
  get: (doc: DocumentDraft) => string | null | undefined,
  set: (doc: DocumentDraft, text: string) => DocumentDraft,
): LineList {
  const texts = (doc: DocumentDraft) => [get(doc) ?? ''].filter(Boolean)
  return { name, label, many: false, texts, withText: (doc, _, text) => set(doc, text), inOrder: (doc) => doc }
}

type ImpactList = 'affected' | 'unaffected' | 'negativeFindings' | 'residual'
const impactLines = (name: ImpactList, label: Label) =>
  textLines(`impact.${name}`, label, {
    get: (doc) => doc.incident?.impact[name] ?? [],
    set: (doc, texts) =>
      doc.incident ? withIncident(doc, { impact: { ...doc.incident.impact, [name]: texts } }) : doc,
  })
const incidentLines = (name: 'lessons' | 'customerActions', label: Label) =>
  textLines(name, label, {
    get: (doc) => doc.incident?.[name] ?? [],
    set: (doc, texts) => withIncident(doc, { [name]: texts }),
  })
const skillLines = (name: 'symptoms' | 'escalation', label: Label) =>
  textLines(name, label, {
    get: (doc) => doc.skill?.[name] ?? [],
    set: (doc, texts) => withSkill(doc, { [name]: texts }),
  })
const text = ({ text: words }: { text: string }) => words
const putText = (words: string) => ({ text: words })
const actionItems = (label: Label) =>
  rowLines(
    actionItemRows,
    label,
    ({ title }) => title,
    (title) => ({ title }),
  )

/** In the order of the page. Owners, times, states, code and thresholds are no sentences: they never change here. */
const LISTS: Partial<Record<DocumentDraft['kind'], LineList[]>> = {
  incident: [
    rowLines(timelineRows, 'timeline', text, putText),
    rowLines(causeRows, 'causes', text, putText),
    oneText(
      'impact.summary',
      'impact',
      (doc) => doc.incident?.impact.summary,
      (doc, summary) => (doc.incident ? withIncident(doc, { impact: { ...doc.incident.impact, summary } }) : doc),
    ),
    impactLines('affected', 'affected'),
    impactLines('unaffected', 'unaffected'),
    impactLines('negativeFindings', 'negativeFindings'),
    impactLines('residual', 'residual'),
    actionItems('actionItems'),
    incidentLines('lessons', 'lessons'),
    incidentLines('customerActions', 'customerActions'),
  ],
  skill: [
    oneText(
      'description',
      'description',
      (doc) => doc.skill?.description,
      (doc, description) => withSkill(doc, { description }),
    ),
    skillLines('symptoms', 'symptoms'),
    rowLines(diagnosisRows, 'diagnosis', text, putText),
    rowLines(resolutionRows, 'resolution', text, putText),
    skillLines('escalation', 'escalation'),
    oneText(
      'recurrence.why',
      'whyRecurring',
      (doc) => doc.skill?.recurrence?.why,
      (doc, why) => (doc.skill?.recurrence ? withSkill(doc, { recurrence: { ...doc.skill.recurrence, why } }) : doc),
    ),
    actionItems('followUps'),
  ],
}

export function findList(doc: DocumentDraft, name: string): LineList | null {
  return LISTS[doc.kind]?.find((list) => list.name === name) ?? null
}

/** Blocks of code stay as they are, and so does what no message says. */
function linesOf(doc: DocumentDraft): DraftLine[] {
  return (LISTS[doc.kind] ?? []).flatMap(({ name, many, texts }) =>
    texts(doc).flatMap((words, index) => {
      const messages = messagesOf(doc, many ? `${name}.${index}` : name)
      const isOffered =
        messages.length > 0 &&
        messages.length <= MAX_LINE_MESSAGES &&
        words.trim() !== '' &&
        words.length <= MAX_REWORDED_LINE &&
        !words.includes('```')
      return isOffered ? [{ list: name, index: many ? index : null, text: words, messages }] : []
    }),
  )
}

/** What a model gets of a draft: its lines, and the messages that they are made of. Null when there is nothing to reword. */
export function requestOf(doc: DocumentDraft, conversation: DocumentDraft): RewordingRequest | null {
  const { messages = [], participants = [] } = conversation.thread ?? {}
  const known = new Set(messages.map(({ id }) => id))
  const lines = linesOf(doc)
    .filter((line) => line.messages.every((id) => known.has(id)))
    .slice(0, MAX_REWORDED_LINES)
  const cited = new Set(lines.flatMap((line) => line.messages))
  if (lines.length === 0) return null
  return {
    lang: doc.lang,
    lines,
    messages: messages
      .filter(({ id }) => cited.has(id))
      .map(({ id, author, text: words }) => ({ id, author, text: words.slice(0, MAX_SENT_MESSAGE) })),
    people: participants.slice(0, MAX_PEOPLE).map(({ name }) => name),
  }
}

/** Puts `after` where `before` stands in the written account: as a whole line, with what stands around it. */
export function withBodyLine(doc: DocumentDraft, before: string, after: string): DocumentDraft {
  if (before.includes('\n')) return doc
  const body = doc.body
    .split('\n')
    .map((line) => {
      const at = line.indexOf(before)
      if (at < 0) return line
      const [head, tail] = [line.slice(0, at), line.slice(at + before.length)]
      return HEAD.test(head) && /^(?:$| — | \()/.test(tail) ? `${head}${after}${tail}` : line
    })
    .join('\n')
  return { ...doc, body }
}

/** The mark of a list, a box and a time, as they stand before a line. */
const HEAD = /^\s*(?:- |\d{1,3}\. )?(?:\[[ x]\] )?(?:\*\*[^*]{1,30}\*\* )?$/
