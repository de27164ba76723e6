import de from '@/words/de'
import en from '@/words/en'
import ru from '@/words/ru'
import type { Locale } from '@/lib/schema/locale'

/** What the interface says: by folder of components, then by file, then by name. `pages` has that of the pages. */
export type Words = typeof en

/** The same names in each language: `tests/rules/words.test.ts` compares them. */
export const WORDS: Record<Locale, Words> = { en, de: de as Words, ru: ru as Words }
