import { z } from 'zod'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { ItemIdentity } from './merge-lists'

export type Item = string | Record<string, unknown>

/** Fields of the document itself; others are of the incident or the skill that it tells of. Paths are those of spans and doubts. */
const OF_DOCUMENT = ['title', 'slug', 'lang', 'body', 'tags', 'authors', 'references'] as const
const SINGLE_OF_DOCUMENT = ['title', 'slug', 'lang', 'body'] as const
const SINGLE_OF_INCIDENT = [
  'on',
  'reportedOn',
  'zone',
  'zoneText',
  'statedDuration',
  'severity',
  'status',
  'impact.summary',
] as const
const SINGLE_OF_SKILL = [
  'description',
  'category',
  'version',
  'confidence',
  'lastVerified',
  'path',
  'budgets.diagnosis',
  'budgets.resolution',
  'recurrence',
] as const

const textOf = (item: Item, field: string): string => {
  const value = typeof item === 'string' ? item : item[field]
  return typeof value === 'string' ? value : ''
}
const byText: ItemIdentity<Item> = { name: (item) => textOf(item, 'text'), text: (item) => textOf(item, 'text') }
const timed: ItemIdentity<Item> = {
  name: (item) => `${textOf(item, 'at')} ${textOf(item, 'timeText')} ${textOf(item, 'text')}`,
  text: (item) => textOf(item, 'text'),
  weak: (item) => textOf(item, 'at') || null,
}

/** A step is its words and its commands. */
const stepText = (item: Item): string => {
  if (typeof item === 'string') return item
  const code = z
    .array(z.object({ text: z.string() }))
    .catch([])
    .parse(item['code'])
  return [textOf(item, 'text'), ...code.map(({ text }) => text)].join(' ')
}
const bySteps: ItemIdentity<Item> = { name: stepText, text: stepText }
const valuesOf = (item: Item, ...fields: string[]) =>
  JSON.stringify(fields.map((field) => (typeof item === 'string' ? item : (item[field] ?? null))))

type Lists = Readonly<Record<string, ItemIdentity<Item>>>

/** Lists of a document, and how the items of each are told apart. */
const LISTS_OF_DOCUMENT: Lists = {
  tags: byText,
  authors: byText,
  references: { name: (item) => textOf(item, 'target'), text: (item) => textOf(item, 'target') },
}

const BY_TITLE: ItemIdentity<Item> = { name: (item) => textOf(item, 'title'), text: (item) => textOf(item, 'title') }

const LISTS_OF_INCIDENT: Lists = {
  'impact.affected': byText,
  'impact.unaffected': byText,
  'impact.negativeFindings': byText,
  'impact.residual': byText,
  customerActions: byText,
  lessons: byText,
  windows: {
    name: (item) => `${textOf(item, 'startedAt')} ${textOf(item, 'resolvedAt')} ${textOf(item, 'label')}`,
    text: (item) => textOf(item, 'label'),
    weak: (item) => textOf(item, 'startedAt') || null,
    byPlace: true,
  },
  timeline: timed,
  statusUpdates: timed,
  causes: { ...byText, weak: (item) => textOf(item, 'role') || null },
  actionItems: BY_TITLE,
}
const LISTS_OF_SKILL: Lists = {
  owners: byText,
  triggers: {
    name: (item) => valuesOf(item, 'metric', 'op', 'value', 'unit'),
    text: (item) => textOf(item, 'metric'),
    weak: (item) => textOf(item, 'metric') || null,
  },
  symptoms: byText,
  diagnosis: bySteps,
  resolution: bySteps,
  escalation: byText,
  actionItems: BY_TITLE,
  sources: {
    name: (item) => valuesOf(item, 'channel', 'on', 'from'),
    text: (item) => `${textOf(item, 'channel')} ${textOf(item, 'on')}`,
  },
}

/** All lists, whatever a draft tells of. */
export const LIST_FIELDS: Lists = { ...LISTS_OF_DOCUMENT, ...LISTS_OF_INCIDENT, ...LISTS_OF_SKILL }

/** The part of a draft that its facts are in: `skill` for a document of a skill, else `incident`. */
export function factsOf(draft: unknown): 'incident' | 'skill' {
  const isSkill = typeof draft === 'object' && draft !== null && 'skill' in draft && draft.skill
  return isSkill ? 'skill' : 'incident'
}

/** The fields of a draft that are merged one by one, and its lists, by path. */
export function fieldsOf(draft: unknown): { single: readonly string[]; lists: Lists } {
  return factsOf(draft) === 'skill'
    ? { single: [...SINGLE_OF_DOCUMENT, ...SINGLE_OF_SKILL], lists: { ...LISTS_OF_DOCUMENT, ...LISTS_OF_SKILL } }
    : { single: [...SINGLE_OF_DOCUMENT, ...SINGLE_OF_INCIDENT], lists: { ...LISTS_OF_DOCUMENT, ...LISTS_OF_INCIDENT } }
}

const RecordSchema = z.record(z.string(), z.unknown())
const ListSchema = z.array(z.union([z.string(), RecordSchema]))

function stepsTo(draft: unknown, path: string): string[] {
  const [first = ''] = path.split('.')
  return OF_DOCUMENT.some((name) => name === first) ? path.split('.') : [factsOf(draft), ...path.split('.')]
}

/** The value at a path such as `title` or `impact.summary`; null when there is none. */
export function valueAt(draft: unknown, path: string): unknown {
  let value: unknown = draft
  for (const step of stepsTo(draft, path)) {
    if (Array.isArray(value)) value = value[Number(step)]
    else value = typeof value === 'object' && value !== null ? RecordSchema.parse(value)[step] : undefined
  }
  return value ?? null
}

export function listAt(draft: unknown, path: string): Item[] {
  return ListSchema.parse(valueAt(draft, path) ?? [])
}

/** Splits `actionItems.2.owner` into the list, what stands behind it, and the rest; null for a path outside the lists. */
export function splitListPath(path: string): { list: string; place: string; rest: string } | null {
  const list = Object.keys(LIST_FIELDS).find((name) => path.startsWith(`${name}.`))
  if (list === undefined) return null
  const [place = '', ...rest] = path.slice(list.length + 1).split('.')
  return { list, place, rest: rest.join('.') }
}

/**
 * A draft with another value at a path. At the path of an item null takes it out; at `lessons.removed.3` an item is put in.
 * Throws `ZodError` for a value that the field cannot have.
 */
export function withValueAt(draft: DocumentDraft, path: string, value: unknown): DocumentDraft {
  const copy = RecordSchema.parse(JSON.parse(JSON.stringify(draft)))
  const place = splitListPath(path)
  if (!place) setAt(copy, stepsTo(copy, path), value)
  else {
    const items = listAt(copy, place.list)
    setAt(copy, stepsTo(copy, place.list), changeList(items, place.place, place.rest, value))
  }
  return DocumentDraftSchema.parse(copy)
}

function changeList(items: readonly Item[], place: string, rest: string, value: unknown): unknown[] {
  if (place === 'removed')
    return items.toSpliced(Math.min(Number(rest), items.length), 0, z.union([z.string(), RecordSchema]).parse(value))
  return items.flatMap((item, index): unknown[] => {
    if (index !== Number(place)) return [item]
    if (rest === '') return value === null ? [] : [value]
    return typeof item === 'string' ? [item] : [{ ...item, [rest]: value }]
  })
}

function setAt(record: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    record[step] = value
    return
  }
  const inner = RecordSchema.parse(record[step] ?? {})
  setAt(inner, rest, value)
  record[step] = inner
}
