import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import type { Locale } from '@/lib/schema/locale'

/** The forms that a plural has in each language, without those of fractions. */
export const PLURALS: Record<Locale, string[]> = {
  en: ['one', 'other'],
  de: ['one', 'other'],
  ru: ['few', 'many', 'one', 'other'],
}

/** The forms that each plural of a message has, in their order. */
export function pluralsOf(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return pluralsOf(element.children)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return []
    const inner = Object.values(element.options).flatMap(({ value }) => pluralsOf(value))
    return element.type === TYPE.plural ? [Object.keys(element.options), ...inner] : inner
  })
}
