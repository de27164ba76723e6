import type { Lang, LocalisedList, LocalisedText } from '@/lib/schema/text'

/** The code of a language, or `all` for every language side by side. */
export type LangChoice = string

function pick<T>(byLang: Record<string, T>, wanted: string | undefined): { lang: Lang; text: T } | null {
  for (const lang of [wanted, 'en', ...Object.keys(byLang).sort()]) {
    const text = lang === undefined ? undefined : byLang[lang]
    if (lang !== undefined && text !== undefined) return { lang, text }
  }
  return null
}

const present = (list: LocalisedList) =>
  Object.fromEntries(Object.entries(list).filter(([, items]) => items.length > 0))

/** What is shown of a text in several languages: the wanted one, else English, else the first there is; null without any. */
export function oneText(text: LocalisedText | null, wanted?: LangChoice): { lang: Lang; text: string } | null {
  return pick(text ?? {}, wanted)
}

/** The same choice for a list of texts; an empty list in the wanted language counts as not there. */
export function pickList(list: LocalisedList, wanted?: LangChoice): { lang: Lang; text: string[] } | null {
  return pick(present(list), wanted)
}

function all<T>(byLang: Record<string, T>): { lang: Lang; text: T }[] {
  return Object.keys(byLang)
    .sort()
    .flatMap((lang) => pick(byLang, lang) ?? [])
}

/** The texts to show for a choice: at most one for a language, and for `all` each there is, by its code. */
export function textsFor(text: LocalisedText, choice: LangChoice): { lang: Lang; text: string }[] {
  if (choice === 'all') return all(text)
  const one = pick(text, choice)
  return one ? [one] : []
}

/** As `textsFor`, for lists. */
export function listsFor(list: LocalisedList, choice: LangChoice): { lang: Lang; items: string[] }[] {
  const lists = choice === 'all' ? all(present(list)) : [pick(present(list), choice)].filter((one) => one !== null)
  return lists.map(({ lang, text }) => ({ lang, items: text }))
}

/** Quotes with those in the wanted language first, otherwise in their order: the reader sees what they read. */
export function wantedFirst<T extends { lang: Lang }>(quotes: readonly T[], wanted: LangChoice): T[] {
  const own = quotes.filter(({ lang }) => lang === wanted)
  return own.length === 0 ? [...quotes] : [...own, ...quotes.filter(({ lang }) => lang !== wanted)]
}
