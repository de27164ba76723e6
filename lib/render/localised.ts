import type { LocalisedList, LocalisedText } from '@/lib/schema/text'

/** What is shown of a text in several languages: the wanted one, else English, else the first there is; null without any. */
export function pickText(text: LocalisedText | null, wanted?: string): { lang: string; text: string } | null {
  return pick(text ?? {}, wanted)
}

/** The same choice for a list of texts; an empty list in the wanted language counts as not there. */
export function pickList(list: LocalisedList, wanted?: string): { lang: string; text: string[] } | null {
  return pick(Object.fromEntries(Object.entries(list).filter(([, texts]) => texts.length > 0)), wanted)
}

function pick<T>(byLang: Record<string, T>, wanted: string | undefined): { lang: string; text: T } | null {
  for (const lang of [wanted, 'en', ...Object.keys(byLang)]) {
    const text = lang === undefined ? undefined : byLang[lang]
    if (lang !== undefined && text !== undefined) return { lang, text }
  }
  return null
}
