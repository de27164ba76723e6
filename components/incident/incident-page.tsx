import Link from 'next/link'
import type { ReactNode } from 'react'
import { oneText } from '@/lib/render/localised'
import type { IncidentView, RelatedView } from '@/lib/schema/incident'
import type { SourceView } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import { ActionItemEditing, type UpdateActionItem } from '../action-item/action-item-editing'
import { ActionItemList } from '../action-item/action-item-list'
import { BacklinkList, ReferenceList } from '../directory/reference-list'
import type { DecideMatch } from '../pattern/match-decision'
import { MatchList } from '../pattern/match-list'
import { RelatedList } from '../pattern/related-list'
import { Timeline } from '../timeline/timeline'
import { WindowAxis } from '../timeline/window-axis'
import { WindowList } from '../timeline/window-list'
import { WindowTable } from '../timeline/window-table'
import { Badge } from '../ui/badge'
import { LangBadge } from '../ui/lang-badge'
import { PageHeader } from '../ui/page-header'
import { Section } from '../ui/panel'
import { Causes } from './causes'
import { Differences } from './differences'
import { EditIncident, type SaveIncident } from './edit-incident'
import { EditionSwitch } from './edition-switch'
import { hasImpact, Impact } from './impact'
import type { Showing } from './incident-address'
import { KeyFacts } from './key-facts'
import { LocalisedItems } from './localised'
import { Narrative } from './narrative'
import { PageNav } from './page-nav'
import { RelatedStrip } from './related-strip'
import { SourceSection } from './source-section'
import { Suggestions, type SuggestionActions } from './suggestions'

type IncidentPageProps = {
  incident: IncidentView
  related: RelatedView[]
  showing: Showing
  /** The source whose text is open, and the span to highlight. */
  opened: { source: SourceView; span: Span | null } | null
  updateActionItem: UpdateActionItem
  /** null for those who may only read. */
  edits: { save: SaveIncident; decide: DecideMatch; suggestions: SuggestionActions } | null
}

type Part = { id: string; label: string; count?: number; content: ReactNode }

const some = (list: Record<string, string[]>) => Object.values(list).some((items) => items.length > 0)

function windowsPart({ incident, showing }: IncidentPageProps): Part[] {
  if (incident.windows.length === 0) return []
  const zone = { zone: incident.zone, zoneText: incident.zoneText }
  return [
    {
      id: 'windows',
      label: 'Impact windows',
      count: incident.windows.length,
      content: (
        <>
          <WindowAxis windows={incident.windows} {...zone} />
          <WindowTable windows={incident.windows} zone={zone} />
          <WindowList windows={incident.windows} zone={zone} choice={showing.choice} />
        </>
      ),
    },
  ]
}

/** What happened: windows, timeline, causes, impact. */
function accountParts(props: IncidentPageProps): Part[] {
  const { incident, showing } = props
  const parts = windowsPart(props)
  const { timeline, causes } = incident
  if (timeline.length > 0) {
    parts.push({
      id: 'timeline',
      label: 'Timeline',
      count: timeline.length,
      content: <Timeline incident={incident} showing={showing} />,
    })
  }
  if (causes.length > 0) {
    parts.push({
      id: 'causes',
      label: 'Causes',
      count: causes.length,
      content: <Causes incident={incident} showing={showing} />,
    })
  }
  if (hasImpact(incident.impact)) {
    parts.push({ id: 'impact', label: 'Impact', content: <Impact incident={incident} choice={showing.choice} /> })
  }
  return parts
}

/** What follows from it: actions, lessons, patterns, related. */
function learningParts({ incident, showing, related, edits, updateActionItem }: IncidentPageProps): Part[] {
  const parts: Part[] = []
  const choice = showing.choice
  if (incident.actionItems.length > 0) {
    const content = (
      <ActionItemEditing update={updateActionItem} mayEdit={edits !== null}>
        <ActionItemList items={incident.actionItems} lang={choice === 'all' ? undefined : choice} />
      </ActionItemEditing>
    )
    parts.push({ id: 'action-items', label: 'Action items', count: incident.actionItems.length, content })
  }
  if (some(incident.lessons)) {
    const content = <LocalisedItems list={incident.lessons} choice={choice} className="max-w-prose" />
    parts.push({ id: 'lessons', label: 'Lessons', content })
  }
  if (some(incident.customerActions)) {
    const content = <LocalisedItems list={incident.customerActions} choice={choice} className="max-w-prose" />
    parts.push({ id: 'customer-actions', label: 'What customers can do', content })
  }
  if (incident.patterns.length > 0) {
    const title = oneText(incident.title, choice)?.text ?? incident.slug
    const content = (
      <MatchList
        matches={incident.patterns}
        kind="incident"
        slug={incident.slug}
        title={title}
        decide={edits?.decide}
      />
    )
    parts.push({ id: 'patterns', label: 'Patterns', count: incident.patterns.length, content })
  }
  if (related.length > 0) {
    parts.push({
      id: 'related',
      label: 'Had before, or related',
      count: related.length,
      content: <RelatedList related={related} />,
    })
  }
  return parts
}

/** Where it comes from and what points here. */
function recordParts({ incident, showing, opened }: IncidentPageProps): Part[] {
  const parts: Part[] = []
  if (incident.differences.length > 0) {
    const content = (
      <Differences
        differences={incident.differences}
        langs={[...new Set(incident.editions.map(({ lang }) => lang))]}
        zone={{ zone: incident.zone, zoneText: incident.zoneText }}
      />
    )
    parts.push({ id: 'differences', label: 'Where the editions differ', count: incident.differences.length, content })
  }
  if (incident.references.length > 0) {
    const content = <ReferenceList references={incident.references} />
    parts.push({ id: 'references', label: 'Refers to', count: incident.references.length, content })
  }
  if (incident.backlinks.length > 0) {
    const content = <BacklinkList backlinks={incident.backlinks} />
    parts.push({ id: 'backlinks', label: 'Referred to by', count: incident.backlinks.length, content })
  }
  if (incident.editions.length > 0) {
    parts.push({
      id: 'account',
      label: 'The account',
      content: <Narrative incident={incident} edition={showing.edition} />,
    })
  }
  if (incident.sources.length > 0) {
    const content = <SourceSection incident={incident} showing={showing} opened={opened} />
    parts.push({ id: 'source', label: 'Sources', count: incident.sources.length, content })
  }
  return parts
}

function Header({ incident, showing, edits }: IncidentPageProps) {
  const first = incident.editions.find(({ lang }) => lang === showing.choice)
  // A title that a person has set stands with the first edition of its language; further ones keep their own.
  const own = showing.edition && showing.edition.id !== first?.id ? showing.edition : null
  const title = own ? { lang: own.lang, text: own.title } : oneText(incident.title, showing.choice)
  const stored = oneText(incident.title, incident.editions[0]?.lang)?.text ?? incident.slug
  return (
    <PageHeader
      breadcrumb={[{ label: 'Incidents', href: '/incidents' }]}
      title={title?.text ?? incident.slug}
      lang={title?.lang === 'und' ? undefined : title?.lang}
      description={
        <span className="flex flex-wrap items-center gap-1.5">
          {incident.stub ? <Badge tone="amber">Known only by reference</Badge> : null}
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
      }
      actions={
        edits ? (
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
        ) : null
      }
    />
  )
}

/** Everything that is known about one incident. Sections that no source says anything about are left out. */
export function IncidentPage(props: IncidentPageProps) {
  const { incident, showing, edits, related } = props
  const parts = [...accountParts(props), ...learningParts(props), ...recordParts(props)]
  return (
    <>
      <Header {...props} />
      {incident.stub ? (
        <p className="mb-5 max-w-prose rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink">
          Nobody has imported an account of this incident yet. What is known comes from the places that refer to it.
          Import its postmortem and this page fills in by itself.
        </p>
      ) : null}
      <Suggestions slug={incident.slug} suggestions={incident.suggestions} actions={edits?.suggestions ?? null} />
      <EditionSwitch incident={incident} showing={showing} />
      <KeyFacts incident={incident} />
      <RelatedStrip related={related} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 xl:grid-cols-[minmax(0,1fr)_11rem]">
        <PageNav
          items={parts}
          className="sticky top-13 z-20 -mx-3 mb-6 bg-canvas px-3 sm:-mx-6 sm:px-6 xl:top-18 xl:order-2 xl:mx-0 xl:self-start xl:px-0"
        />
        <div className="flex min-w-0 flex-col gap-10">
          {parts.map(({ id, label, count, content }) => (
            <Section key={id} id={id} title={label} count={count}>
              {content}
            </Section>
          ))}
        </div>
      </div>
    </>
  )
}
