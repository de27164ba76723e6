import { normalise, wordLikeness } from './text-likeness'

/** An item of a list that exists in up to three versions, with its places in two of them. */
export type LinedUp<T> = {
  base: T | null
  mine: T | null
  theirs: T | null
  mineIndex: number | null
  theirIndex: number | null
}

/**
 * How items of a list are told apart: `name` is equal for the same item, `text` is alike for a reworded one. `weak` tells one
 * item only where no other has the same (the instant of a reworded entry). `byPlace`: in equally long lists the place decides.
 */
export type ItemIdentity<T> = {
  name: (item: T) => string
  text: (item: T) => string
  weak?: (item: T) => string | null
  byPlace?: boolean
}

/** Share of common words from which two items are one, reworded. */
const SAME_ITEM = 0.5
/** Reworded items are not looked for beyond this many comparisons: a long timeline that is all new must stay cheap. */
const MAX_COMPARISONS = 40_000

/**
 * Finds for each item of `list` the item of `base` that it continues, by content and not by place: equal ones first, then
 * those of the same text, then reworded ones. Gives the index in `base`, or null for a new item.
 */
export function pairItems<T>(
  base: readonly T[],
  list: readonly T[],
  identity: ItemIdentity<T>,
  byPlace: boolean,
): (number | null)[] {
  const { name, text, weak } = identity
  const pairs: (number | null)[] = list.map(() => null)
  const free = new Set(base.keys())
  const take = (index: number, found: number | undefined) => {
    if (found === undefined || pairs[index] !== null) return
    pairs[index] = found
    free.delete(found)
  }
  const open = () => list.flatMap((item, index) => (pairs[index] === null ? [{ item, index }] : []))
  for (const nameOf of [name, (item: T) => normalise(text(item))]) {
    const named = groupBy(base, free, nameOf)
    for (const { item, index } of open()) take(index, named.get(nameOf(item))?.shift())
  }
  const rest = open()
  if (rest.length * free.size <= MAX_COMPARISONS) {
    for (const { item, index } of rest) take(index, findLikest(base, free, text(item), text))
  }
  if (weak) for (const [index, found] of pairUnique(base, free, open(), weak)) take(index, found)
  if (byPlace && base.length === list.length) {
    for (const { index } of open()) if (free.has(index)) take(index, index)
  }
  return pairs
}

function groupBy<T>(
  base: readonly T[],
  among: ReadonlySet<number>,
  nameOf: (item: T) => string,
): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  base.forEach((item, index) => {
    if (!among.has(index)) return
    const known = groups.get(nameOf(item))
    if (known) known.push(index)
    else groups.set(nameOf(item), [index])
  })
  return groups
}

function findLikest<T>(
  base: readonly T[],
  among: ReadonlySet<number>,
  wanted: string,
  text: (item: T) => string,
): number | undefined {
  let best: number | undefined
  let score = 0
  base.forEach((item, index) => {
    if (!among.has(index)) return
    const likeness = wordLikeness(text(item), wanted)
    if (likeness >= SAME_ITEM && likeness > score) [best, score] = [index, likeness]
  })
  return best
}

/** Pairs what only one item of either side is called. */
function pairUnique<T>(
  base: readonly T[],
  free: ReadonlySet<number>,
  open: readonly { item: T; index: number }[],
  weak: (item: T) => string | null,
): [number, number][] {
  const ours = groupBy(base, free, (item) => weak(item) ?? '')
  const wanted = open.map(({ item, index }) => ({ index, name: weak(item) ?? '' }))
  return wanted.flatMap(({ index, name }) => {
    const [found, ...more] = ours.get(name) ?? []
    const alone = name !== '' && more.length === 0 && wanted.filter((one) => one.name === name).length === 1
    return alone && found !== undefined ? [[index, found]] : []
  })
}

/**
 * Lines up three versions of a list: every item of any of them once, in the order of `mine` while the source has kept its
 * order, else in that of `theirs`; what only the other one has follows its neighbour there.
 */
export function lineUp<T>(
  base: readonly T[],
  mine: readonly T[],
  theirs: readonly T[],
  identity: ItemIdentity<T>,
): LinedUp<T>[] {
  const empty = { base: null, mine: null, theirs: null, mineIndex: null, theirIndex: null }
  const known = base.map((item): LinedUp<T> => ({ ...empty, base: item }))
  const minePairs = pairItems(base, mine, identity, true)
  const theirPairs = pairItems(base, theirs, identity, identity.byPlace === true)
  const added = new Map<string, LinedUp<T>[]>()
  const ofMine = mine.map((item, mineIndex) => {
    const slot = known[minePairs[mineIndex] ?? -1] ?? { ...empty }
    Object.assign(slot, { mine: item, mineIndex })
    if (slot.base === null) added.set(identity.name(item), [...(added.get(identity.name(item)) ?? []), slot])
    return slot
  })
  const ofTheirs = theirs.map((item, theirIndex) => {
    const slot = known[theirPairs[theirIndex] ?? -1] ?? added.get(identity.name(item))?.shift() ?? { ...empty }
    return Object.assign(slot, { theirs: item, theirIndex })
  })
  const gone = known.filter(({ mineIndex, theirIndex }) => mineIndex === null && theirIndex === null)
  const woven = isSorted(theirPairs.flatMap((index) => index ?? [])) ? weave(ofMine, ofTheirs) : weave(ofTheirs, ofMine)
  return [...woven, ...gone]
}

function isSorted(places: readonly number[]): boolean {
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))
}

/** All of `first` in its order, and what only `second` has behind the one that it follows there. */
function weave<S>(first: readonly S[], second: readonly S[]): S[] {
  const known = new Set(first)
  const leading: S[] = []
  const following = new Map<S, S[]>()
  let last: S | undefined
  for (const slot of second) {
    if (known.has(slot)) last = slot
    else if (last === undefined) leading.push(slot)
    else following.set(last, [...(following.get(last) ?? []), slot])
  }
  return [...leading, ...first.flatMap((slot) => [slot, ...(following.get(slot) ?? [])])]
}
