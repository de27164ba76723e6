'use server'
import { getLocale } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { sentencesIn } from '@/lib/intl/sentences'
import { previewPattern } from '@/lib/query/pattern-preview'
import { findPattern } from '@/lib/query/patterns'
import { offerPatterns } from '@/lib/query/patterns-offered'
import { cueProblem } from '@/lib/recognise/cue-problem'
import type { ActionResult } from '@/lib/schema/action-result'
import {
  MatchStateSchema,
  PatternEditSchema,
  type Offered,
  type PatternEdit,
  type PreviewStretch,
} from '@/lib/schema/pattern'
import { decideMatch } from '@/lib/store/decide-match'
import { editPattern, retirePattern } from '@/lib/store/edit-pattern'
import { markUnexplained } from '@/lib/store/pattern-unexplained'

const ThingSchema = z.object({ kind: z.enum(['incident', 'skill']), slug: z.string().min(1).max(200) })
const DecisionSchema = ThingSchema.extend({ pattern: z.string().min(1).max(80), state: MatchStateSchema })
export type MatchDecision = z.infer<typeof DecisionSchema>
type Thing = z.infer<typeof ThingSchema>

/** Confirms or rejects a pattern found in an incident or a skill, or takes that back (`suggested`). */
export async function decideMatchAction(decision: MatchDecision): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await decideMatch(viewer, DecisionSchema.parse(decision))
    refresh()
    return null
  })
}

/** The likeliest patterns that are not among those of an incident or a skill. */
export async function offerPatternsAction(thing: Thing): Promise<ActionResult<Offered[]>> {
  return runAction((viewer) => offerPatterns(viewer, ThingSchema.parse(thing)))
}

/** Notes that no known pattern fits a thing, or takes that back. */
export async function markUnexplainedAction(thing: Thing, unexplained: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await markUnexplained(viewer, ThingSchema.parse(thing), z.boolean().parse(unexplained))
    refresh()
    return null
  })
}

const LinesSchema = z.array(z.string().max(400)).max(200)

/** What is wrong with each line of cues; null for one that can be read, or is empty. */
export async function checkCuesAction(lines: string[]): Promise<ActionResult<(string | null)[]>> {
  return runAction(async () => {
    const say = sentencesIn(await getLocale())
    return LinesSchema.parse(lines).map((line) => {
      const problem = line.trim() === '' ? null : cueProblem(line)
      return problem === null ? null : say(problem)
    })
  })
}

/** What a pattern as it is being written would match among the next things after `after`. */
export async function previewPatternAction(edit: PatternEdit, after: string): Promise<ActionResult<PreviewStretch>> {
  return runAction((viewer) =>
    // What it matches does not depend on what it is called.
    previewPattern(viewer, PatternEditSchema.extend(UNNAMED).parse(edit), z.string().max(80).parse(after)),
  )
}
const UNNAMED = { slug: z.string(), title: z.string(), family: z.string(), mechanism: z.string() }

/** Stores a pattern; `version` is the revision that was edited, 0 for a new one. */
export async function savePatternAction(edit: PatternEdit, version: number): Promise<ActionResult<{ slug: string }>> {
  return runAction((viewer) =>
    editPattern(viewer, parseWithoutSecrets(PatternEditSchema, edit), z.int().min(0).parse(version)),
  )
}

/** A pattern as it is stored now, for an editor whose edit came too late. */
export async function reloadPatternAction(
  slug: string,
): Promise<ActionResult<{ pattern: PatternEdit; version: number }>> {
  return runAction(async (viewer) => {
    const found = await findPattern(viewer, z.string().min(1).max(200).parse(slug))
    if (!found) throw new AppError('not_found', 'This pattern is not there any more.')
    const { title, family, mechanism, body, cues, questions, controls, version } = found
    return { pattern: { slug: found.slug, title, family, mechanism, body, cues, questions, controls }, version }
  })
}

/** Retires a pattern or brings it back. */
export async function retirePatternAction(slug: string, retired: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await retirePattern(viewer, z.string().min(1).parse(slug), z.boolean().parse(retired))
    refresh()
    return null
  })
}
