import type { DocumentDraft, IncidentDraft } from '@/lib/schema/draft'
import type { Lang, LocalisedList, LocalisedText, Origin, Span } from '@/lib/schema/text'
import { alignInOrder } from './align-lists'
import { jaccard, languageFreeWords, normalise, wordLikeness } from './text-likeness'

/** One written account of an incident. `slug` is the one it is stored under, which may differ from its draft's. */
export type Edition = { sourceId: string; sha256: string; slug: string; lang: Lang; draft: DocumentDraft }
/** An edition with what it says of the incident; `label` is its language, numbered when several share one ("en 2"). */
export type Account = Edition & { incident: IncidentDraft; label: string }
/** Order in which editions have the word: English, then by language, then by the hash of their source. */
export function inPreferredOrder<E extends Pick<Edition, 'lang' | 'sha256' | 'slug' | 'sourceId'>>(
  editions: readonly E[],
): E[] {
  return editions.toSorted((a, b) => compareText(rankOf(a), rankOf(b)))
}

function rankOf({ lang, sha256, slug, sourceId }: Pick<Edition, 'lang' | 'sha256' | 'slug' | 'sourceId'>): string {
  return `${lang === 'en' ? 0 : lang === 'und' ? 2 : 1}${lang} ${sha256} ${slug} ${sourceId}`
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** One thing that several editions tell of: what each says, in the order of the editions. */
export type Slot<T> = { members: { account: Account; item: T }[] }

/** How well an item fits a slot, as a positive number; null when they are different things. */
export type Fit<T> = (slot: Slot<T>, item: T, account: Account, sameCount: boolean) => number | null

/** Lines up the items of all accounts, so that one slot holds what every edition says of one thing, in source order. */
export function gatherItems<T>(
  accounts: readonly Account[],
  itemsOf: (account: Account) => readonly T[],
  fit: Fit<T>,
): Slot<T>[] {
  let slots: Slot<T>[] = []
  for (const account of accounts) {
    const items = itemsOf(account)
    const sameCount = items.length === slots.length
    const pairs = alignInOrder(slots, items, (slot, item) => fit(slot, item, account, sameCount))
    slots = withItems(slots, items, pairs, account)
  }
  return slots
}

/** Adds paired items to their slots; an item without one gets a slot of its own behind its predecessor's. */
function withItems<T>(
  slots: readonly Slot<T>[],
  items: readonly T[],
  pairs: readonly (number | null)[],
  account: Account,
): Slot<T>[] {
  const result: Slot<T>[] = []
  let taken = 0
  items.forEach((item, index) => {
    const pair = pairs[index] ?? null
    if (pair === null) {
      result.push({ members: [{ account, item }] })
      return
    }
    result.push(...slots.slice(taken, pair))
    const slot = slots[pair]
    if (slot) result.push({ members: [...slot.members, { account, item }] })
    taken = pair + 1
  })
  return [...result, ...slots.slice(taken)]
}

/** Above this share of common words two sentences of one language are taken for one statement. */
const SAME_STATEMENT = 0.6

/**
 * Whether two texts say the same thing. Within a language their words decide. Across languages the words that a
 * translation keeps decide, or the order, when both editions list equally many things.
 */
export function fitByText<T>(textOf: (item: T) => string, labelOf: (item: T) => string): Fit<T> {
  return (slot, item, account, sameCount) => {
    const alike = slot.members.find((member) => member.account.lang === account.lang)
    if (alike) {
      const [here, there] = [textOf(item), textOf(alike.item)]
      const likeness = wordLikeness(here, there)
      // Equal texts have the same words: only then are they compared as a whole.
      if (likeness === 1 && normalise(here) === normalise(there)) return 2
      return likeness >= SAME_STATEMENT ? likeness : null
    }
    const known = new Set(slot.members.flatMap((member) => [...languageFreeWords(textOf(member.item))]))
    const shared = jaccard(known, languageFreeWords(textOf(item)))
    if (shared === 0 && !sameCount) return null
    const sameLabel = slot.members.some((member) => labelOf(member.item) === labelOf(item))
    return (sameCount ? 1 : 0.2) + shared + (sameLabel ? 0.3 : 0)
  }
}

/** The text of each language; of two editions in one language the first has the word. */
export function textsOf<T>(slot: Slot<T>, textOf: (item: T) => string | null): LocalisedText {
  const texts: LocalisedText = {}
  for (const { account, item } of slot.members) {
    const text = textOf(item)
    if (text !== null && text !== '') texts[account.lang] ??= text
  }
  return texts
}

/** The entries of each language in source order, without repetitions. Languages that give none are left out. */
export function listsOf(said: readonly { lang: Lang; items: readonly string[] }[]): LocalisedList {
  const lists: LocalisedList = {}
  for (const { lang, items } of said) {
    if (items.length > 0) lists[lang] = [...new Set([...(lists[lang] ?? []), ...items])]
  }
  return lists
}

export function originsOf<T extends { span?: Span | null | undefined }>(slot: Slot<T>): Origin[] {
  return slot.members.map(({ account, item }) => ({
    sourceId: account.sourceId,
    lang: account.lang,
    span: item.span ?? null,
  }))
}

/** First value that an edition gives, in the order of the editions. */
export function firstOf<T, V>(slot: Slot<T>, valueOf: (item: T) => V | null | undefined): V | null {
  for (const { item } of slot.members) {
    const value = valueOf(item)
    if (value !== null && value !== undefined) return value
  }
  return null
}

/** Keys that stay when other entries come and go: a readable form of the text, numbered among equals. */
export function keysOf(texts: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return texts.map((text) => {
    const base = normalise(text).slice(0, 80)
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return count === 1 ? base : `${base} #${count}`
  })
}
