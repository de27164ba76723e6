import { useLocale, useTranslations } from 'next-intl'
import { languageLabel, languageName } from '@/lib/render/language'
import type { IncidentView } from '@/lib/schema/incident'
import type { SplitActions } from './split-button'
import { SplitEdition } from './split-edition'
import { Tabs } from '../ui/tabs'
import { editionHref, type Showing } from './incident-address'

/** Tabs for the editions of an incident: by language, and by source where a language has several. */
export function EditionSwitch({
  incident,
  showing,
  split,
}: {
  incident: IncidentView
  showing: Showing
  /** null for those who may only read. */
  split: SplitActions | null
}) {
  const t = useTranslations('incident.editionSwitch')
  const locale = useLocale()
  const { editions } = incident
  if (editions.length < 2) return null
  const tabs = editions.map((edition) => {
    const several = editions.filter(({ lang }) => lang === edition.lang).length > 1
    const origin = edition.source.origin?.split(/[/\\]/).pop()
    const language = languageLabel(edition.lang, locale)
    return {
      href: editionHref(incident, edition),
      label: several ? `${language}: ${origin ?? edition.slug}` : language,
      active: showing.edition?.id === edition.id,
    }
  })
  const all = { href: editionHref(incident, null), label: t('all'), active: showing.choice === 'all' }
  const { edition } = showing
  return (
    <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-1 sm:flex-nowrap sm:border-b sm:border-line">
      <Tabs
        label={t('editions')}
        className="min-w-0 flex-1 basis-full sm:basis-auto sm:border-b-0"
        tabs={[...tabs, all]}
      />
      {split && edition ? (
        <SplitEdition
          key={edition.id}
          slug={incident.slug}
          edition={{ slug: edition.slug, title: edition.title, name: languageName(edition.lang, locale) }}
          actions={split}
        />
      ) : null}
    </div>
  )
}
