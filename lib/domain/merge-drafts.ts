import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { factsOf, fieldsOf, LIST_FIELDS, listAt, splitListPath, valueAt, type Item } from './draft-fields'
import { lineUp, type LinedUp } from './merge-lists'

/** A field that a person and a newer version of the source have changed to different values. */
export type DraftConflict = {
  /** In the merged draft; `actionItems.removed.3` for the fourth item of the source, which the person has taken out. */
  path: string
  base: unknown
  mine: unknown
  /** null for an item that the source does not have any more. */
  theirs: unknown
}

export type MergedDrafts = {
  draft: DocumentDraft
  conflicts: DraftConflict[]
  /** For every list the place of each item of `mine` in the merged draft; null for one that is gone. */
  moves: Readonly<Record<string, (number | null)[]>>
}

/**
 * Merges a person's corrections (`mine`) with a newer version of the source (`theirs`), both made from `base`: what only one
 * of them has changed is as that one has it; where both have changed a field `mine` stands and the conflict is told. Items of
 * lists are aligned by content. Spans, coverage and everything else that tells of the source are those of `theirs`.
 * Drafts that are about neither an incident nor a skill are not merged: `theirs` stands.
 */
export function mergeDrafts(base: DocumentDraft, mine: DocumentDraft, theirs: DocumentDraft): MergedDrafts {
  if (exact(base) === exact(theirs)) return { draft: mine, conflicts: [], moves: unmoved(mine) }
  if (exact(base) === exact(mine) || !canMerge(mine, theirs)) {
    return { draft: theirs, conflicts: [], moves: unmoved(theirs) }
  }
  const merge = new Merge()
  const merged: Record<string, unknown> = {}
  const { single, lists } = fieldsOf(theirs)
  for (const path of single) {
    merged[path] = merge.value(path, valueAt(base, path), valueAt(mine, path), valueAt(theirs, path))
  }
  for (const path of Object.keys(lists)) {
    merged[path] = merge.list(path, listAt(base, path), listAt(mine, path), listAt(theirs, path))
  }
  const draft = DocumentDraftSchema.parse(assemble(theirs, merged))
  const { conflicts, moves } = merge
  const where = placesOf(merge.theirMoves)
  const doubts = theirs.doubts?.flatMap((doubt) => {
    const path = where(doubt.path)
    // What a person has corrected is in doubt no more.
    return path !== null && saysSame(valueAt(draft, path), valueAt(theirs, doubt.path)) ? [{ ...doubt, path }] : []
  })
  const spans = Object.entries(theirs.spans).flatMap(([path, span]) => {
    const to = where(path)
    return to === null ? [] : [[to, span] as const]
  })
  const citations = mergeCitations(mine, theirs, merge)
  const told = { spans: Object.fromEntries(spans), ...(doubts ? { doubts } : {}), ...(citations ? { citations } : {}) }
  return { draft: { ...draft, ...told }, conflicts, moves }
}

function canMerge(mine: DocumentDraft, theirs: DocumentDraft): boolean {
  return Boolean((mine.incident && theirs.incident) || (mine.skill && theirs.skill))
}

/** Which messages the lines of the merged draft are taken from: the source says, and for lines that it has no more `mine` did. */
function mergeCitations(
  mine: DocumentDraft,
  theirs: DocumentDraft,
  { moves, theirMoves }: Merge,
): DocumentDraft['citations'] {
  if (!mine.citations && !theirs.citations) return undefined
  const facts = `${factsOf(theirs)}.`
  const placed = (citations: DocumentDraft['citations'], where: (path: string) => string | null) =>
    Object.entries(citations ?? {}).flatMap(([path, messages]) => {
      const isOfFacts = path.startsWith(facts)
      const to = where(isOfFacts ? path.slice(facts.length) : path)
      return to === null ? [] : [[isOfFacts ? `${facts}${to}` : to, messages] as const]
    })
  return Object.fromEntries([
    ...placed(mine.citations, placesOf(moves)),
    ...placed(theirs.citations, placesOf(theirMoves)),
  ])
}

class Merge {
  readonly conflicts: DraftConflict[] = []
  readonly moves: Record<string, (number | null)[]> = {}
  readonly theirMoves: Record<string, (number | null)[]> = {}

  value(path: string, base: unknown, mine: unknown, theirs: unknown): unknown {
    if (saysSame(mine, theirs) || saysSame(mine, base)) return theirs
    if (!saysSame(theirs, base)) this.conflicts.push({ path, base, mine, theirs })
    return mine
  }

  list(path: string, base: Item[], mine: Item[], theirs: Item[]): Item[] {
    const places = (list: Item[]) => list.map((): number | null => null)
    const moves = (this.moves[path] = places(mine))
    const theirMoves = (this.theirMoves[path] = places(theirs))
    const merged: Item[] = []
    const identity = LIST_FIELDS[path]
    if (!identity) return theirs
    for (const slot of lineUp(base, mine, theirs, identity)) {
      const item = this.item(path, merged.length, slot)
      if (item === null) continue
      if (slot.mineIndex !== null) moves[slot.mineIndex] = merged.length
      if (slot.theirIndex !== null) theirMoves[slot.theirIndex] = merged.length
      merged.push(item)
    }
    return merged
  }

  /** The item as it is in the merged list; null when it is not there. */
  private item(list: string, place: number, { base, mine, theirs, theirIndex }: LinedUp<Item>): Item | null {
    if (mine === null && theirs === null) return null
    if (theirs === null) {
      if (base === null) return withoutSpan(mine)
      if (saysSame(mine, base)) return null
      this.conflicts.push({ path: `${list}.${place}`, base, mine, theirs })
      return withoutSpan(mine)
    }
    if (mine === null) {
      if (base === null) return theirs
      if (!saysSame(theirs, base)) this.conflicts.push({ path: `${list}.removed.${theirIndex}`, base, mine, theirs })
      return null
    }
    return this.fields(`${list}.${place}`, base, mine, theirs)
  }

  private fields(path: string, base: Item | null, mine: Item, theirs: Item): Item {
    if (typeof mine === 'string' || typeof theirs === 'string') {
      return this.value(path, base, mine, theirs) === theirs ? theirs : mine
    }
    const before = base === null || typeof base === 'string' ? {} : base
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)])
    names.delete('span')
    const item: Record<string, unknown> = { ...theirs }
    for (const name of names) {
      const value = this.value(`${path}.${name}`, before[name] ?? null, mine[name] ?? null, theirs[name] ?? null)
      if (value !== null || name in theirs) item[name] = value
    }
    return item
  }
}

/** An item that the new source does not have points nowhere in it. */
function withoutSpan(item: Item | null): Item | null {
  return item === null || typeof item === 'string' ? item : { ...item, span: null }
}

/** Puts the merged fields into a copy of the source's draft. */
function assemble(told: DocumentDraft, merged: Readonly<Record<string, unknown>>): unknown {
  const name = factsOf(told)
  const document: Record<string, unknown> = { ...told }
  const facts: Record<string, unknown> = { ...told[name] }
  for (const [path, value] of Object.entries(merged)) {
    const [first = '', second] = path.split('.')
    if (second !== undefined) facts[first] = { ...Object(facts[first]), [second]: value }
    else if (first in document) document[first] = value
    // Not every field has to be there.
    else if (value !== null || first in facts) facts[first] = value
  }
  return { ...document, [name]: facts }
}

/** Where a path of the source's draft is in the merged one; null for what is not there. */
function placesOf(moves: Readonly<Record<string, (number | null)[]>>) {
  return (path: string): string | null => {
    const found = splitListPath(path)
    if (!found) return path
    const place = moves[found.list]?.[Number(found.place)] ?? null
    return place === null ? null : [found.list, place, ...(found.rest ? [found.rest] : [])].join('.')
  }
}

function unmoved(draft: DocumentDraft): Record<string, (number | null)[]> {
  return Object.fromEntries(
    Object.keys(fieldsOf(draft).lists).map((path) => [path, listAt(draft, path).map((_, index) => index)]),
  )
}

/** Whether a person has changed a draft in a field that is merged: `parsed` is what the parser had made of the source. */
export function isCorrected(parsed: DocumentDraft, draft: DocumentDraft): boolean {
  const { single, lists } = fieldsOf(draft)
  return [...single, ...Object.keys(lists)].some((path) => !saysSame(valueAt(parsed, path), valueAt(draft, path)))
}

/** Whether two values say the same: an absent field is as good as an unknown one, and where it was read does not matter. */
export function saysSame(a: unknown, b: unknown): boolean {
  return canonical(a, true) === canonical(b, true)
}

const exact = (value: unknown) => canonical(value, false)

/** JSON with sorted keys: a JSON column gives them back in another order than they were written. */
function canonical(value: unknown, isLoose: boolean): string {
  return JSON.stringify(value ?? null, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).filter(
      ([name, inner]) => inner !== undefined && !(isLoose && (name === 'span' || inner === null)),
    )
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
