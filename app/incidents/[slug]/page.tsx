import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { IncidentPage } from '@/components/incident/incident-page'
import { readSpan, showingOf, shownTitle } from '@/components/incident/incident-address'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { findThreadSources } from '@/lib/query/citations'
import { listConflictsOf } from '@/lib/query/conflicts'
import { findIncident } from '@/lib/query/incidents'
import { findUnexplained } from '@/lib/query/patterns'
import { offerPatterns } from '@/lib/query/patterns-offered'
import { listRelated } from '@/lib/query/related'
import { findSource } from '@/lib/query/sources'
import { addActionItemAction, updateActionItemAction } from '../../action-items/actions'
import { CommentsOf } from '../../comments/comments-of'
import { decideMatchAction, markUnexplainedAction, offerPatternsAction } from '../../patterns/actions'
import {
  decideConflictAction,
  dismissSuggestionAction,
  mergeIncidentsAction,
  saveIncidentAction,
  splitIncidentAction,
  undoMergeAction,
} from './actions'
import { StageOf } from './stage-of'
import { readSharingAction, shareIncidentAction } from './share-actions'

type Params = Promise<{ slug: string }>
type Query = Promise<Record<string, string | string[] | undefined>>

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Once for a request: the title in the head and the page ask for the same incident. */
const readIncident = cache(async (slug: string) => findIncident(await requireViewer(), slug))

export async function generateMetadata({
  params,
  searchParams,
}: {
  params: Params
  searchParams: Query
}): Promise<Metadata> {
  await connection()
  const incident = await readIncident(decodeURIComponent((await params).slug))
  if (!incident) return { title: (await getTranslations('pages.incidents'))('notFound') }
  const query = await searchParams
  return {
    title: shownTitle(incident, showingOf(incident, { lang: first(query.lang), edition: first(query.edition) })).text,
  }
}

export default async function Page({ params, searchParams }: { params: Params; searchParams: Query }) {
  await connection()
  const viewer = await requireViewer()
  const slug = decodeURIComponent((await params).slug)
  const query = await searchParams
  const sourceId = first(query.source)
  const incident = await readIncident(slug)
  if (!incident) notFound()
  // Merged or renamed: the old address goes on working.
  if (incident.slug !== slug) redirect(`/incidents/${encodeURIComponent(incident.slug)}`)
  const mayEdit = can(viewer, 'write')
  const nothingSuggested = !incident.stub && incident.patterns.every(({ state }) => state === 'rejected')
  const [related, source, conflicts, made, offered, unexplainedBy] = await Promise.all([
    listRelated(viewer, { kind: 'incident', slug }),
    sourceId ? findSource(viewer, sourceId) : null,
    listConflictsOf(viewer, { kind: 'incident', slug }),
    findThreadSources(viewer, { kind: 'incident', id: incident.id }),
    mayEdit && nothingSuggested ? offerPatterns(viewer, { kind: 'incident', slug }) : null,
    findUnexplained(viewer, 'incident', slug),
  ])
  const own = source && incident.sources.some(({ id }) => id === source.id) ? source : null
  return (
    <IncidentPage
      incident={incident}
      related={related}
      conflicts={conflicts}
      made={made}
      showing={showingOf(incident, { lang: first(query.lang), edition: first(query.edition) })}
      opened={own ? { source: own, span: readSpan(first(query.span)) } : null}
      updateActionItem={updateActionItemAction}
      baseUrl={env().baseUrl}
      stage={<StageOf viewer={viewer} slug={incident.slug} isPublic={incident.visibility === 'public'} />}
      comments={<CommentsOf viewer={viewer} target={{ kind: 'incident', slug: incident.slug }} />}
      edits={
        mayEdit
          ? {
              save: saveIncidentAction,
              addItem: addActionItemAction,
              decide: decideMatchAction,
              offered: {
                offered,
                unexplainedBy,
                actions: { offer: offerPatternsAction, mark: markUnexplainedAction, decide: decideMatchAction },
              },
              suggestions: {
                merge: mergeIncidentsAction,
                undoMerge: undoMergeAction,
                dismiss: dismissSuggestionAction,
              },
              split: { split: splitIncidentAction, merge: mergeIncidentsAction },
              decideConflict: decideConflictAction,
              share: { read: readSharingAction, share: shareIncidentAction },
            }
          : null
      }
    />
  )
}
