'use server'

import { refresh } from 'next/cache'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { EditOutcome } from '@/components/incident/edit-incident-form'
import type { EditableIncident } from '@/components/incident/incident-edit'
import { AppError } from '@/lib/domain/errors'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { sentencesIn } from '@/lib/intl/sentences'
import { findIncident } from '@/lib/query/incidents'
import { oneText } from '@/lib/render/localised'
import type { ActionResult } from '@/lib/schema/action-result'
import { IncidentPatchSchema, type IncidentPatch, type IncidentView } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { dismissSuggestion } from '@/lib/store/dismiss-suggestion'
import { decideConflict, type ConflictChoice } from '@/lib/store/edit-conflicts'
import { mergeIncidents, undoMergeOfIncidents, type MergedIncidents } from '@/lib/store/merge-incidents'
import { splitIncident, type Split } from '@/lib/store/split-incident'
import { updateIncident } from '@/lib/store/update-incident'

const SlugSchema = z.string().min(1).max(200)

function editable(incident: IncidentView): EditableIncident {
  const { severity, status, tags, version } = incident
  return {
    title: oneText(incident.title, incident.editions[0]?.lang)?.text ?? incident.slug,
    severity,
    status,
    tags,
    version,
  }
}

async function saveOrCompare(
  viewer: Viewer,
  slug: string,
  patch: IncidentPatch,
  version: number,
): Promise<EditOutcome> {
  try {
    await updateIncident(viewer, slug, patch, version)
    return { saved: true }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    const current = await findIncident(viewer, slug)
    if (!current) throw new AppError('not_found', 'This incident is not there any more.')
    return { saved: false, current: editable(current), difference: error.difference ?? [] }
  }
}

/** Saves what a person edited in `version`. When somebody saved in between, nothing is written and what is stored now comes back. */
export async function saveIncidentAction(
  slug: string,
  patch: IncidentPatch,
  version: number,
): Promise<ActionResult<EditOutcome>> {
  return runAction(async (viewer) => {
    const outcome = await saveOrCompare(
      viewer,
      SlugSchema.parse(slug),
      parseWithoutSecrets(IncidentPatchSchema, patch),
      z.int().positive().parse(version),
    )
    if (outcome.saved) refresh()
    return outcome
  })
}

/** Makes two incidents one: this one's editions move to `into`. */
export async function mergeIncidentsAction(slug: string, into: string): Promise<ActionResult<MergedIncidents>> {
  return runAction((viewer) => mergeIncidents(viewer, SlugSchema.parse(slug), SlugSchema.parse(into)))
}

/** Takes a merge back; says what a person should know of who may read the two now. */
export async function undoMergeAction(merge: string): Promise<ActionResult<{ slug: string; hint: string | null }>> {
  return runAction(async (viewer) => {
    const { slug, hints } = await undoMergeOfIncidents(viewer, merge)
    const say = sentencesIn(await getLocale())
    return { slug, hint: hints.map(say).join(' ') || null }
  })
}

/** Makes an incident of its own of one edition. */
export async function splitIncidentAction(slug: string, edition: string): Promise<ActionResult<Split>> {
  return runAction(async (viewer) => {
    const split = await splitIncident(viewer, { slug: SlugSchema.parse(slug), edition: SlugSchema.parse(edition) })
    refresh()
    return split
  })
}

/** Decides between a person's edit and what the source says now. */
export async function decideConflictAction(id: string, choice: ConflictChoice): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await decideConflict(viewer, z.uuid().parse(id), choice)
    refresh()
    return null
  })
}

/** Remembers that two incidents are not the same. */
export async function dismissSuggestionAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await dismissSuggestion(viewer, z.uuid().parse(id))
    refresh()
    return null
  })
}
