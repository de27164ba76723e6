import type { ReactNode } from 'react'
import type { Say } from '@/lib/intl/say'
import { oneText, wantedFirst, type LangChoice } from '@/lib/render/localised'
import type { ConflictView } from '@/lib/schema/conflict'
import type { IncidentView, RelatedView } from '@/lib/schema/incident'
import type { SourceView } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import type { ThreadSources } from '@/lib/schema/thread'
import { ActionItemEditing, type UpdateActionItem } from '../action-item/action-item-editing'
import { AddActionItem, type AddItem } from '../action-item/add-action-item'
import { ActionItemList } from '../action-item/action-item-list'
import { BacklinkList, ReferenceList } from '../directory/reference-list'
import type { DecideMatch } from '../pattern/match-decision'
import { MatchList } from '../pattern/match-list'
import type { Offered } from '@/lib/schema/pattern'
import type { OfferActions } from '../pattern/offered-list'
import { OfferedPatterns } from '../pattern/offered-patterns'
import { RelatedList } from '../pattern/related-list'
import { Timeline } from '../timeline/timeline'
import { WindowAxis } from '../timeline/window-axis'
import { WindowList } from '../timeline/window-list'
import { WindowTable } from '../timeline/window-table'
import { Causes } from './causes'
import { Differences } from './differences'
import { EditionComparison } from './edition-comparison'
import type { DecideConflict } from './conflict-list'
import type { SaveIncident } from './edit-incident-form'
import type { SplitActions } from './split-button'
import { hasImpact, Impact } from './impact'
import type { Showing } from './incident-address'
import { LocalisedItems } from './localised'
import { Narrative } from './narrative'
import type { ShareActions } from './share-dialog'
import { SourceSection } from './source-section'
import type { SuggestionActions } from './suggestion-list'

export type IncidentPageProps = {
  incident: IncidentView
  related: RelatedView[]
  conflicts: ConflictView[]
  showing: Showing
  /** The conversations that it was made of. */
  made: ThreadSources
  /** The source whose text is open, and the span to highlight. */
  opened: { source: SourceView; span: Span | null } | null
  updateActionItem: UpdateActionItem
  /** Where this installation is found, without a slash at the end. */
  baseUrl: string
  /** How far the account is; the comments on it. */
  stage: ReactNode
  comments: ReactNode
  /** null for those who may only read. */
  edits: {
    save: SaveIncident
    addItem: AddItem
    decide: DecideMatch
    offered: { offered: Offered[] | null; unexplainedBy: string | null; actions: OfferActions }
    suggestions: SuggestionActions
    split: SplitActions
    decideConflict: DecideConflict
    share: ShareActions
  } | null
}

type PartsSay = Say<'incident.incidentParts'>
/** A section of the page. */
type Part = { id: string; label: string; count?: number; content: ReactNode }

const some = (list: Record<string, string[]>) => Object.values(list).some((items) => items.length > 0)

function windowsPart({ incident, showing }: IncidentPageProps, t: PartsSay): Part[] {
  if (incident.windows.length === 0) return []
  const zone = { zone: incident.zone, zoneText: incident.zoneText }
  return [
    {
      id: 'windows',
      label: t('windows'),
      count: incident.windows.length,
      content: (
        <>
          <WindowAxis windows={incident.windows} timeline={incident.timeline} {...zone} choice={showing.choice} />
          <WindowTable windows={incident.windows} zone={zone} />
          <WindowList windows={incident.windows} timeline={incident.timeline} zone={zone} choice={showing.choice} />
        </>
      ),
    },
  ]
}

/** What happened: windows, timeline, causes, impact. */
function accountParts(props: IncidentPageProps, t: PartsSay): Part[] {
  const { incident, showing } = props
  const parts = windowsPart(props, t)
  const { timeline, causes } = incident
  if (timeline.length > 0) {
    parts.push({
      id: 'timeline',
      label: t('timeline'),
      count: timeline.length,
      content: <Timeline incident={incident} showing={showing} cited={props.made.cited} />,
    })
  }
  if (causes.length > 0) {
    parts.push({
      id: 'causes',
      label: t('causes'),
      count: causes.length,
      content: <Causes incident={incident} showing={showing} cited={props.made.cited} />,
    })
  }
  if (hasImpact(incident.impact)) {
    parts.push({ id: 'impact', label: t('impact'), content: <Impact incident={incident} choice={showing.choice} /> })
  }
  return parts
}

/** What follows from it: actions, lessons, patterns, related. */
function learningParts(
  { incident, showing, related, edits, made, updateActionItem }: IncidentPageProps,
  t: PartsSay,
): Part[] {
  const parts: Part[] = []
  const choice = showing.choice
  const addItem = edits !== null && !incident.stub ? edits.addItem : null
  if (incident.actionItems.length > 0 || addItem) {
    const content = (
      <ActionItemEditing update={updateActionItem} mayEdit={edits !== null}>
        <ActionItemList items={incident.actionItems} lang={choice === 'all' ? undefined : choice} cited={made.cited} />
        {incident.actionItems.length === 0 && <p className="text-muted">{t('noActionItems')}</p>}
        {addItem && (
          <div className="mt-3 print:hidden">
            <AddActionItem of={{ kind: 'incident', slug: incident.slug }} add={addItem} />
          </div>
        )}
      </ActionItemEditing>
    )
    parts.push({ id: 'action-items', label: t('actionItems'), count: incident.actionItems.length, content })
  }
  if (some(incident.lessons)) {
    const content = <LocalisedItems list={incident.lessons} choice={choice} className="max-w-prose" />
    parts.push({ id: 'lessons', label: t('lessons'), content })
  }
  if (some(incident.customerActions)) {
    const content = <LocalisedItems list={incident.customerActions} choice={choice} className="max-w-prose" />
    parts.push({ id: 'customer-actions', label: t('customerActions'), content })
  }
  if (incident.patterns.length > 0 || (edits !== null && !incident.stub)) {
    const title = oneText(incident.title, choice)?.text ?? incident.slug
    const content = (
      <>
        {incident.patterns.length === 0 && <p className="mb-3 text-muted">{t('noPatterns')}</p>}
        <MatchList
          matches={incident.patterns.map((match) => ({ ...match, evidence: wantedFirst(match.evidence, choice) }))}
          kind="incident"
          slug={incident.slug}
          title={title}
          decide={edits?.decide}
        />
        {edits && !incident.stub && (
          <OfferedPatterns kind="incident" slug={incident.slug} title={title} {...edits.offered} />
        )}
      </>
    )
    parts.push({ id: 'patterns', label: t('patterns'), count: incident.patterns.length, content })
  }
  if (related.length > 0) {
    parts.push({
      id: 'related',
      label: t('related'),
      count: related.length,
      content: <RelatedList related={related.map((other) => withWantedFirst(other, choice))} />,
    })
  }
  return parts
}

function withWantedFirst(other: RelatedView, choice: LangChoice): RelatedView {
  const patterns = other.patterns.map((pattern) => {
    const { here, there } = pattern.evidence
    return { ...pattern, evidence: { here: wantedFirst(here, choice), there } }
  })
  return { ...other, patterns }
}

/** Where it comes from and what points here. */
function recordParts({ incident, showing, opened }: IncidentPageProps, t: PartsSay): Part[] {
  const parts: Part[] = []
  if (showing.choice === 'all') {
    parts.push({
      id: 'side-by-side',
      label: t('sideBySide'),
      content: <EditionComparison incident={incident} />,
    })
  }
  if (incident.differences.length > 0) {
    const content = (
      <Differences
        differences={incident.differences}
        langs={[...new Set(incident.editions.map(({ lang }) => lang))]}
        zone={{ zone: incident.zone, zoneText: incident.zoneText }}
      />
    )
    parts.push({ id: 'differences', label: t('differences'), count: incident.differences.length, content })
  }
  if (incident.references.length > 0) {
    const content = <ReferenceList references={incident.references} />
    parts.push({ id: 'references', label: t('references'), count: incident.references.length, content })
  }
  if (incident.backlinks.length > 0) {
    const content = <BacklinkList backlinks={incident.backlinks} />
    parts.push({ id: 'backlinks', label: t('backlinks'), count: incident.backlinks.length, content })
  }
  if (incident.editions.length > 0) {
    parts.push({
      id: 'account',
      label: t('account'),
      content: <Narrative incident={incident} edition={showing.edition} />,
    })
  }
  if (incident.sources.length > 0) {
    const content = <SourceSection incident={incident} showing={showing} opened={opened} />
    parts.push({ id: 'source', label: t('sources'), count: incident.sources.length, content })
  }
  return parts
}

/** The sections of an incident's page, in order. Those that no source says anything about are left out. */
export function partsOf(props: IncidentPageProps, t: PartsSay): Part[] {
  return [...accountParts(props, t), ...learningParts(props, t), ...recordParts(props, t)]
}
