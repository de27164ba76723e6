import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { languageName } from '@/lib/render/language'
import type { Origin } from '@/lib/schema/text'
import { hrefOfSource } from './source-href'

/** Links to the words of each source that a value was read from. */
export function OriginLinks({ origins }: { origins: Origin[] }) {
  const t = useTranslations('source.originLinks')
  const locale = useLocale()
  if (origins.length === 0) return null
  return (
    <ul className="mt-1">
      {origins.map((origin, index) => (
        <li key={index}>
          <Link
            href={hrefOfSource(origin.sourceId, origin.span)}
            className="inline-flex min-h-6 items-center text-xs text-muted hover:text-ink hover:underline"
          >
            {t('words', { language: languageName(origin.lang, locale) })}
          </Link>
        </li>
      ))}
    </ul>
  )
}
