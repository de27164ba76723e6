import { useLocale } from 'next-intl'
import { languageLabel } from '@/lib/render/language'
import { Badge } from './badge'

/** The language of a text, by its name in the reader’s language. */
export function LangBadge({ lang }: { lang: string }) {
  return <Badge>{languageLabel(lang, useLocale())}</Badge>
}
