import type { Lang, LocalisedList, LocalisedText } from '@/lib/schema/text'

/** One language, or every language side by side. */
export type LangChoice = Lang | 'all'

function order<T>(values: Record<string, T>, choice: LangChoice): [Lang, T][] {
  const entries = Object.entries(values).sort(([a], [b]) => a.localeCompare(b))
  if (choice === 'all') return entries
  const first = entries.find(([lang]) => lang === choice) ?? entries.find(([lang]) => lang === 'en') ?? entries[0]
  return first ? [first] : []
}

/**
 * The texts to show for a choice of language: that language's, or when it has none, English, or whatever there is.
 * Empty when no source gives a text. For `all`, every language in alphabetical order of its code.
 */
export function textsFor(text: LocalisedText, choice: LangChoice): { lang: Lang; text: string }[] {
  return order(text, choice).map(([lang, value]) => ({ lang, text: value }))
}

/** As `textsFor`, for lists; languages with an empty list count as absent. */
export function listsFor(list: LocalisedList, choice: LangChoice): { lang: Lang; items: string[] }[] {
  const present = Object.fromEntries(Object.entries(list).filter(([, items]) => items.length > 0))
  return order(present, choice).map(([lang, items]) => ({ lang, items }))
}

/** One text for a heading or a list: the chosen language's if there is one. */
export function oneText(text: LocalisedText, choice: LangChoice): { lang: Lang; text: string } | null {
  return textsFor(text, choice)[0] ?? null
}
