import { History } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { sentencesIn } from '@/lib/intl/sentences'
import { oneText } from '@/lib/render/localised'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { LangBadge } from '../ui/lang-badge'
import { PageHeader } from '../ui/page-header'
import { PageMenu } from '../ui/page-menu'
import { Section } from '../ui/panel'
import { PrintedFrom } from '../ui/printed-from'
import { EditIncident } from './edit-incident'
import { EditConflicts } from './edit-conflicts'
import { EditionSwitch } from './edition-switch'
import { markdownHref, shownTitle, slidesHref, sourceHref } from './incident-address'
import { KeyFacts } from './key-facts'
import { PageNav } from './page-nav'
import { RelatedStrip } from './related-strip'
import { ShareBadge } from './share-badge'
import { ShareDialog } from './share-dialog'
import { StageBadge } from './stage-badge'
import { Suggestions } from './suggestions'
import type { Stage } from '@/lib/schema/stage'
import { MadeFrom } from '../thread/made-from'
import { partsOf, type IncidentPageProps } from './incident-parts'

/** Where the world reads it, or why it does not yet. */
function PublicPage({ slug, stage }: { slug: string; stage: Stage }) {
  const t = useTranslations('incident.incidentPage')
  if (stage !== 'published') return <span className="text-xs text-muted">{t('notPublic')}</span>
  // No page of this application: it is loaded anew.
  return (
    <a
      href={`/public/incidents/${encodeURIComponent(slug)}`}
      className="inline-flex min-h-6 items-center text-xs text-accent-ink hover:underline"
    >
      {t('publicPage')}
    </a>
  )
}

function Header(props: IncidentPageProps) {
  const t = useTranslations('incident.incidentPage')
  const { incident, showing, edits } = props
  const title = shownTitle(incident, showing)
  const address = `${props.baseUrl}/incidents/${encodeURIComponent(incident.slug)}`
  const stored = oneText(incident.title, incident.editions[0]?.lang)?.text ?? incident.slug
  return (
    <PageHeader
      breadcrumb={[{ label: t('incidents'), href: '/incidents' }]}
      title={title.text}
      lang={title.lang === 'und' ? undefined : title.lang}
      description={
        <>
          <span className="flex flex-wrap items-center gap-1.5">
            <ShareBadge visibility={incident.visibility} />
            <StageBadge stage={incident.stage} />
            {incident.visibility === 'public' ? <PublicPage slug={incident.slug} stage={incident.stage} /> : null}
            {incident.stub ? <Badge tone="amber">{t('stub')}</Badge> : null}
            {[...new Set(incident.editions.map(({ lang }) => lang))].map((lang) => (
              <LangBadge key={lang} lang={lang} />
            ))}
            {incident.tags.map((tag) => (
              <Link
                key={tag}
                href={`/incidents?${new URLSearchParams({ q: tag })}`}
                className="inline-flex min-h-6 items-center text-xs text-faint hover:text-ink hover:underline"
              >
                #{tag}
              </Link>
            ))}
          </span>
          <PrintedFrom address={address} id={incident.id} updatedAt={incident.updatedAt} />
        </>
      }
      actions={
        <>
          {props.stage}
          <Button asChild>
            <Link href={`/incidents/${encodeURIComponent(incident.slug)}/history`}>
              <History aria-hidden />
              {t('history')}
            </Link>
          </Button>
          {edits ? (
            <>
              {!incident.stub && !incident.backlinks.some(({ kind }) => kind === 'skill') && (
                <Button asChild>
                  <Link href={`/draft-skill?${new URLSearchParams({ incident: incident.slug })}`}>
                    {t('draftSkill')}
                  </Link>
                </Button>
              )}
              <ShareDialog slug={incident.slug} actions={edits.share} />
              <EditIncident
                slug={incident.slug}
                incident={{
                  title: stored,
                  severity: incident.severity,
                  status: incident.status,
                  tags: incident.tags,
                  version: incident.version,
                }}
                save={edits.save}
              />
            </>
          ) : null}
          {incident.stub ? null : (
            <PageMenu markdown={markdownHref(incident, showing)} slides={slidesHref(incident, showing)} />
          )}
        </>
      }
    />
  )
}

/** Everything that is known about one incident. Sections that no source says anything about are left out. */
export function IncidentPage(props: IncidentPageProps) {
  const t = useTranslations('incident.incidentPage')
  const partWords = useTranslations('incident.incidentParts')
  const { incident, showing, edits, related } = props
  const say = sentencesIn(useLocale())
  const suggestions = incident.suggestions.map((one) => ({ ...one, reasons: one.reasons.map(say) }))
  const parts = partsOf(props, partWords)
  return (
    <>
      <Header {...props} />
      <MadeFrom threads={props.made.threads} />
      {incident.stub ? (
        <p className="mb-5 max-w-prose rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink">
          {t('notImported')}
        </p>
      ) : null}
      {incident.suggestions.length > 0 && (
        <Suggestions slug={incident.slug} suggestions={suggestions} actions={edits?.suggestions ?? null} />
      )}
      {props.conflicts.length > 0 && (
        <EditConflicts
          conflicts={props.conflicts.map((conflict) => ({
            ...conflict,
            href: sourceHref(incident, showing, conflict.source.id, conflict.span),
          }))}
          zone={{ zone: incident.zone, zoneText: incident.zoneText }}
          decide={edits?.decideConflict ?? null}
        />
      )}
      <EditionSwitch incident={incident} showing={showing} split={edits?.split ?? null} />
      <KeyFacts incident={incident} />
      <RelatedStrip related={related} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 xl:grid-cols-[minmax(0,1fr)_11rem]">
        <PageNav
          items={[...parts, { id: 'comments', label: t('comments') }]}
          className="sticky top-13 z-20 -mx-3 mb-6 bg-canvas px-3 sm:-mx-6 sm:px-6 xl:top-18 xl:order-2 xl:mx-0 xl:self-start xl:px-0"
        />
        <div className="flex min-w-0 flex-col gap-10">
          {parts.map(({ id, label, count, content }) => (
            <Section key={id} id={id} title={label} count={count}>
              {content}
            </Section>
          ))}
          {props.comments}
        </div>
      </div>
    </>
  )
}
