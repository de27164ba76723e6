'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { readSkillTrust } from '@/lib/query/skill-trust'
import type { ActionResult } from '@/lib/schema/action-result'
import { RunReportSchema, type RunRecorded, type RunReport } from '@/lib/schema/skill-run'
import { reportRun, startRun, takeBackRun } from '@/lib/store/skill-runs'

const SlugSchema = z.string().min(1).max(200)

/** Says that a skill worked, failed or is outdated; gives the new confidence. */
export async function reportRunAction(slug: string, report: RunReport): Promise<ActionResult<RunRecorded>> {
  return runAction(async (viewer) => {
    const { id } = await reportRun(viewer, SlugSchema.parse(slug), parseWithoutSecrets(RunReportSchema, report), 'page')
    const confidence = await readSkillTrust(viewer, slug)
    if (!confidence) throw new AppError('not_found', 'This skill does not exist (any more).')
    refresh()
    return { id, confidence }
  })
}

/** Takes back how a run ended. */
export async function takeBackRunAction(slug: string, id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await takeBackRun(viewer, SlugSchema.parse(slug), z.string().max(60).parse(id))
    refresh()
    return null
  })
}

/** Begins to follow a skill, in an incident or in none. Gives the id of the run. */
export async function startRunAction(slug: string, incident: string | null): Promise<ActionResult<{ id: string }>> {
  return runAction((viewer) => startRun(viewer, SlugSchema.parse(slug), SlugSchema.nullable().parse(incident || null)))
}
