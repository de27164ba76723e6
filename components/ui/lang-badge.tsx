import { useLocale } from 'next-intl'
import { languageName } from '@/lib/render/language'
import { Badge } from './badge'

/** The language of a text, by its name in the reader’s language. */
export function LangBadge({ lang }: { lang: string }) {
  return <Badge>{languageName(lang, useLocale())}</Badge>
}
