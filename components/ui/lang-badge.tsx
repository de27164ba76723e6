import { languageName } from '@/lib/render/language'
import { Badge } from './badge'

/** The language of a text, by its English name. */
export function LangBadge({ lang }: { lang: string }) {
  return <Badge>{languageName(lang)}</Badge>
}
