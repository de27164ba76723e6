import { useLocale } from 'next-intl'

/** "a, b, and c" as the reader's language writes it. */
export function useList(): (items: readonly string[]) => string {
  const format = new Intl.ListFormat(useLocale())
  return (items) => format.format(items)
}
