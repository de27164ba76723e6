import { useLocale } from 'next-intl'

/** "1,234" as the reader's language writes it. In a sentence the words say `{count, number}` themselves. */
export function useNumber(): (value: number) => string {
  const format = new Intl.NumberFormat(useLocale())
  return (value) => format.format(value)
}
