import { languageName } from '@/lib/render/language'
import type { IncidentView } from '@/lib/schema/incident'
import { Tabs } from '../ui/tabs'
import { editionHref, type Showing } from './incident-address'

/** Tabs for the editions of an incident: by language, and by source where a language has several. */
export function EditionSwitch({ incident, showing }: { incident: IncidentView; showing: Showing }) {
  const { editions } = incident
  if (editions.length < 2) return null
  const tabs = editions.map((edition) => {
    const several = editions.filter(({ lang }) => lang === edition.lang).length > 1
    const origin = edition.source.origin?.split(/[/\\]/).pop()
    return {
      href: editionHref(incident, edition),
      label: several ? `${languageName(edition.lang)}: ${origin ?? edition.slug}` : languageName(edition.lang),
      active: showing.edition?.id === edition.id,
    }
  })
  return (
    <Tabs
      label="Editions"
      className="mb-5"
      tabs={[...tabs, { href: editionHref(incident, null), label: 'All languages', active: showing.choice === 'all' }]}
    />
  )
}
