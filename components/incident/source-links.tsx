import { Quote as QuoteIcon } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { languageName } from '@/lib/render/language'
import type { IncidentView } from '@/lib/schema/incident'
import type { Origin } from '@/lib/schema/text'
import { originsFor, sourceHref, type Showing } from './incident-address'

/** Links to the words of the source that a value was read from. */
export function SourceLinks({
  incident,
  showing,
  origins,
}: {
  incident: IncidentView
  showing: Showing
  origins: Origin[]
}) {
  const t = useTranslations('incident.sourceLinks')
  const locale = useLocale()
  const offered = originsFor(origins, showing).filter(({ span }) => span !== null)
  return (
    <span className="inline-flex shrink-0 flex-wrap gap-x-2 print:hidden">
      {offered.map((origin) => (
        <Link
          key={`${origin.sourceId}-${origin.span?.join('-')}`}
          href={sourceHref(incident, showing, origin.sourceId, origin.span)}
          className="-my-0.5 inline-flex min-h-6 items-center gap-1 text-xs text-faint hover:text-accent-ink hover:underline"
          title={t('show', { language: languageName(origin.lang, locale) })}
        >
          <QuoteIcon aria-hidden className="size-3" />
          {offered.length > 1 ? t('sourceIn', { lang: origin.lang }) : t('source')}
        </Link>
      ))}
    </span>
  )
}
