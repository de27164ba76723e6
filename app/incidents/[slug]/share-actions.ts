'use server'

import { refresh } from 'next/cache'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { sayReader } from '@/app/say-reader'
import { sentencesIn } from '@/lib/intl/sentences'
import { findSharing, listReaderChoices } from '@/lib/query/teams'
import type { ActionResult } from '@/lib/schema/action-result'
import { SharingSchema, type ReaderChoice, type Sharing, type SharingView } from '@/lib/schema/sharing'
import { shareIncident } from '@/lib/store/share-incident'

const SlugSchema = z.string().min(1).max(200)

/** Who may read an incident now, and whom one can name. */
export async function readSharingAction(
  slug: string,
): Promise<ActionResult<{ sharing: SharingView; choices: ReaderChoice[] }>> {
  return runAction(async (viewer) => {
    const sharing = await findSharing(viewer, SlugSchema.parse(slug))
    if (!sharing) throw new AppError('not_found', 'This incident is not there any more.')
    const sayIn = sayReader(sentencesIn(await getLocale()))
    const choices = await listReaderChoices(viewer)
    return { sharing: { ...sharing, readers: sharing.readers.map(sayIn) }, choices: choices.map(sayIn) }
  })
}

/** Says who may read an incident, which was seen in `version`. */
export async function shareIncidentAction(
  slug: string,
  sharing: Sharing,
  version: number,
): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await shareIncident(viewer, SlugSchema.parse(slug), SharingSchema.parse(sharing), z.int().positive().parse(version))
    refresh()
    return null
  })
}
