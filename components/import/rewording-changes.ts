import type { DocumentDraft } from '@/lib/schema/draft'
import type { Rewording, RewordingRequest } from '@/lib/schema/rewording'
import { findList, withBodyLine } from './rewording-lines'

/** A change that may be accepted and taken back: other words for a line, or another order of a list. */
export type Change =
  | {
      kind: 'words'
      list: string
      index: number
      before: string
      after: string
      quotes: { message: string; quote: string }[]
    }
  | { kind: 'order'; list: string; before: string[]; after: string[]; words: ReadonlyMap<string, string> }

/** `open`: as it was. `accepted`: as the model says it. `gone`: a person has changed the line, or taken it out. */
export type ChangeState = 'open' | 'accepted' | 'gone'

/** The changes of an answer, those of one list together, its order last. */
export function changesOf(request: RewordingRequest, { lines, orders }: Rewording): Change[] {
  const inOrder = lines.toSorted((a, b) => a.line - b.line)
  const words = inOrder.flatMap(({ line, after, quotes }): Change[] => {
    const asked = request.lines[line]
    // What was masked on the way stands here as it was typed.
    if (!asked) return []
    return [{ kind: 'words', list: asked.list, index: asked.index ?? 0, before: asked.text, after, quotes }]
  })
  const lists = [...new Set(request.lines.map(({ list }) => list))]
  return lists.flatMap((list) => [
    ...words.filter((change) => change.list === list),
    ...orders.flatMap((one) => (one.list === list ? [orderChange(request, one, words)] : [])),
  ])
}

function orderChange(request: RewordingRequest, { list, order }: Rewording['orders'][number], words: Change[]): Change {
  const texts = new Map(request.lines.flatMap((line) => (line.list === list ? [[line.index, line.text] as const] : [])))
  const reworded = words.flatMap((change) =>
    change.kind === 'words' && change.list === list ? [[change.after, change.before] as const] : [],
  )
  return {
    kind: 'order',
    list,
    before: order.toSorted((a, b) => a - b).flatMap((place) => texts.get(place) ?? []),
    after: order.flatMap((place) => texts.get(place) ?? []),
    words: new Map(reworded),
  }
}

/** Where `words` stand in a list: at their old place if they can, else anywhere; -1 when nowhere. */
function placeOf(doc: DocumentDraft, change: Extract<Change, { kind: 'words' }>, words: string): number {
  const texts = findList(doc, change.list)?.texts(doc) ?? []
  return texts[change.index] === words ? change.index : texts.indexOf(words)
}

/** Places of the lines that an order is about, from the top, with the words that each had before it was reworded. */
function orderedLines(doc: DocumentDraft, { list, before, words }: Extract<Change, { kind: 'order' }>) {
  const texts = findList(doc, list)?.texts(doc) ?? []
  const first = (line: string) => (before.includes(line) ? line : (words.get(line) ?? null))
  return texts.flatMap((line, place) => {
    const known = first(line)
    return known === null ? [] : [{ place, line: known }]
  })
}

const isSame = (one: readonly string[], other: readonly string[]) => one.join('\u0000') === other.join('\u0000')

/** What has become of a change, read from the draft itself: a person may have edited it since. */
export function stateOf(doc: DocumentDraft, change: Change): ChangeState {
  if (change.kind === 'words') {
    const texts = findList(doc, change.list)?.texts(doc) ?? []
    if (texts[change.index] === change.before) return 'open'
    if (placeOf(doc, change, change.after) >= 0) return 'accepted'
    return texts.includes(change.before) ? 'open' : 'gone'
  }
  const now = orderedLines(doc, change).map(({ line }) => line)
  return isSame(now, change.before) ? 'open' : isSame(now, change.after) ? 'accepted' : 'gone'
}

/** The draft with a change accepted, or taken back; as it is where the change does not fit any more. */
export function withChange(doc: DocumentDraft, change: Change, accepted: boolean): DocumentDraft {
  const list = findList(doc, change.list)
  if (!list || stateOf(doc, change) !== (accepted ? 'open' : 'accepted')) return doc
  if (change.kind === 'words') {
    const [from, to] = accepted ? [change.before, change.after] : [change.after, change.before]
    return withBodyLine(list.withText(doc, placeOf(doc, change, from), to), from, to)
  }
  const lines = orderedLines(doc, change)
  const wanted = accepted ? change.after : change.before
  const places = wanted.flatMap((words) => lines.find(({ line }) => line === words)?.place ?? [])
  const order = list.texts(doc).map((_, place) => {
    const slot = lines.findIndex((one) => one.place === place)
    return slot < 0 ? place : (places[slot] ?? place)
  })
  return list.inOrder(doc, order)
}
