import { useLocale, useTranslations } from 'next-intl'
import { languageLabel } from '@/lib/render/language'
import type { LinkResolver } from '@/lib/render/wiki-links'
import { hrefOf } from '@/lib/render/links'
import type { EditionView, IncidentView } from '@/lib/schema/incident'
import { Markdown } from '../markdown/markdown'
import { Badge } from '../ui/badge'

/** Names in the text lead where the incident's references lead. People and companies have a page as soon as they are named. */
function resolverOf(incident: IncidentView): LinkResolver {
  const known = new Map(incident.references.flatMap(({ target, resolved }) => (resolved ? [[target, resolved]] : [])))
  return (target) => {
    const found = known.get(target)
    if (found) return { href: hrefOf(found.kind, found.slug), title: found.title, known: true }
    const page = /^(people|companies)\/([^/]+)$/.exec(target)
    return page ? { href: `/${page[1]}/${encodeURIComponent(page[2] ?? '')}`, title: null, known: false } : null
  }
}

function EditionText({ incident, edition, named }: { incident: IncidentView; edition: EditionView; named: boolean }) {
  const t = useTranslations('incident.narrative')
  const locale = useLocale()
  return (
    <article className="min-w-0">
      {named ? (
        <h3 className="mb-2 flex flex-wrap items-center gap-2 font-medium">
          <span lang={edition.lang}>{edition.title}</span>
          <Badge>{languageLabel(edition.lang, locale)}</Badge>
        </h3>
      ) : null}
      {edition.authors.length > 0 ? (
        <p className="mb-2 text-xs text-faint">{t('by', { authors: edition.authors.join(', ') })}</p>
      ) : null}
      <Markdown
        text={edition.body}
        lang={edition.lang}
        resolve={resolverOf(incident)}
        headingOffset={2}
        idPrefix={`${edition.lang}-`}
      />
    </article>
  )
}

/** The account itself: of the chosen edition, or all of them side by side. */
export function Narrative({ incident, edition }: { incident: IncidentView; edition: EditionView | null }) {
  if (edition) return <EditionText incident={incident} edition={edition} named={false} />
  return (
    <div className="grid gap-8 xl:grid-cols-2">
      {incident.editions.map((one) => (
        <EditionText key={one.id} incident={incident} edition={one} named />
      ))}
    </div>
  )
}
