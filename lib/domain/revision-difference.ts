import { z } from 'zod'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { FieldDifference, IncidentState, PartDifference } from '@/lib/schema/revision'
import { fieldsOf, listAt, valueAt, type Item } from './draft-fields'
import { saysSame } from './merge-drafts'
import { pairItems, type ItemIdentity } from './merge-lists'
import { differTexts } from './text-difference'

const JsonSchema = z.json()
/** Columns of the incident that people edit. */
const OF_INCIDENT = ['title', 'severity', 'status', 'tags'] as const
const SINGLE_OF_PATTERN = ['title', 'family', 'mechanism', 'body'] as const
const BY_LINE: ItemIdentity<Item> = { name: String, text: String }

/**
 * What differs between two states of an incident: its own fields, then account by account. Fields are named as conflicts name
 * them; what both say alike, wherever it was read, is left out. `before` null: all of it is new.
 */
export function differIncidents(before: IncidentState | null, after: IncidentState): PartDifference[] {
  const own = OF_INCIDENT.flatMap((name) =>
    name === 'tags'
      ? differLists(name, before?.fields.tags ?? [], after.fields.tags, BY_LINE)
      : differValues(name, before?.fields[name], after.fields[name]),
  )
  const parts: PartDifference[] = own.length > 0 ? [{ part: null, change: 'changed', fields: own }] : []
  const earlier = new Map(before?.editions.map((edition) => [edition.id, edition]))
  for (const { id, slug, lang, draft } of after.editions) {
    const known = earlier.get(id)
    earlier.delete(id)
    const fields = differDrafts(known?.draft ?? null, draft)
    if (fields.length > 0) parts.push({ part: { slug, lang }, change: known ? 'changed' : 'added', fields })
  }
  for (const { slug, lang, draft } of earlier.values()) {
    const fields = [...differValues('title', draft.title, null), ...differValues('body', draft.body, null)]
    parts.push({ part: { slug, lang }, change: 'removed', fields })
  }
  return parts
}

/** What differs between two drafts of one document, field by field and, in lists, item by item. `before` null: all of it is new. */
export function differDrafts(before: unknown, after: unknown): FieldDifference[] {
  const { single, lists } = fieldsOf(after)
  return [
    ...single.flatMap((path) =>
      differValues(path, before === null ? null : valueAt(before, path), valueAt(after, path)),
    ),
    ...Object.entries(lists).flatMap(([path, identity]) =>
      differLists(path, before === null ? [] : listAt(before, path), listAt(after, path), identity),
    ),
  ]
}

/** What differs between two states of a pattern; cues are named by their language (`cues.de`). `before` null: all of it is new. */
export function differPatterns(before: CataloguePattern | null, after: CataloguePattern): FieldDifference[] {
  const langs = new Set([...Object.keys(before?.cues ?? {}), ...Object.keys(after.cues)])
  return [
    ...SINGLE_OF_PATTERN.flatMap((name) => differValues(name, before?.[name], after[name])),
    ...[...langs].flatMap((lang) =>
      differLists(`cues.${lang}`, before?.cues[lang] ?? [], after.cues[lang] ?? [], BY_LINE),
    ),
    ...differLists('questions', before?.questions ?? [], after.questions, BY_LINE),
    ...differLists('controls', before?.controls ?? [], after.controls, BY_LINE),
  ]
}

/** Fields to which a text of several words may belong; others are shorter than what their comparison would look like. */
const SHORT = 24

function differValues(path: string, before: unknown, after: unknown): FieldDifference[] {
  if (saysSame(before, after) || (isEmpty(before) && isEmpty(after))) return []
  const change = isEmpty(before) ? 'added' : isEmpty(after) ? 'removed' : 'changed'
  const texts = typeof before === 'string' && typeof after === 'string' && before.length + after.length > SHORT
  const words = change === 'changed' && texts && !isInstant(after) ? differTexts(before, after) : null
  return [{ path, change, before: jsonOf(before), after: jsonOf(after), words }]
}

function differLists(
  path: string,
  before: readonly Item[],
  after: readonly Item[],
  identity: ItemIdentity<Item>,
): FieldDifference[] {
  const pairs = pairItems(before, after, identity, true)
  const kept = new Set(pairs)
  const differences = after.flatMap((item, index): FieldDifference[] => {
    const place = pairs[index] ?? null
    const known = place === null ? undefined : before[place]
    return known === undefined
      ? differValues(`${path}.${index}`, null, item)
      : differItems(`${path}.${index}`, known, item)
  })
  const gone = before.flatMap((item, index) => (kept.has(index) ? [] : differValues(`${path}.${index}`, item, null)))
  return [...differences, ...gone]
}

/** An item in both states: each of its own fields that differs. */
function differItems(path: string, before: Item, after: Item): FieldDifference[] {
  if (typeof before === 'string' || typeof after === 'string') return differValues(path, before, after)
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  // Where it was read tells nothing of what it says.
  names.delete('span')
  return [...names].flatMap((name) => differValues(`${path}.${name}`, before[name], after[name]))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/.test(text)
}

function jsonOf(value: unknown): FieldDifference['before'] {
  return JsonSchema.parse(JSON.parse(JSON.stringify(value ?? null)))
}
