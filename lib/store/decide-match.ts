import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { MatchStateSchema } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { NAMED_BY_HAND } from './decided-evidence'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { refreshExample } from './pattern-examples'
import { inTransaction } from './transaction'

const MatchDecisionSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string().min(1),
  pattern: z.string().min(1),
  state: MatchStateSchema,
})
export type MatchDecision = z.infer<typeof MatchDecisionSchema>

/**
 * Confirms or rejects a pattern of an incident or a skill, or takes that back (`suggested`). A pattern that was not
 * suggested may be confirmed as well. Throws `not_found` when the thing or the pattern does not exist.
 */
export async function decideMatch(viewer: Viewer, decision: MatchDecision): Promise<void> {
  assertCan(viewer, 'write')
  const { kind, slug, pattern: patternSlug, state } = MatchDecisionSchema.parse(decision)
  await inTransaction(async (tx) => {
    const pattern = await tx.pattern.findUnique({ where: { slug: patternSlug }, select: { id: true } })
    if (!pattern) throw new AppError('not_found', `There is no pattern “${patternSlug}”.`)
    const id =
      kind === 'incident'
        ? (await findIncidentForChange(tx, viewer, slug)).id
        : await findSkillForChange(tx, viewer, slug)
    const owner = kind === 'incident' ? { incidentId: id } : { skillId: id }
    const known = await tx.match.findFirst({ where: { ...owner, patternId: pattern.id } })
    if (!known && state !== 'confirmed') {
      throw new AppError('not_found', `The pattern “${patternSlug}” is not among those of “${slug}”.`)
    }
    if (known?.state === state) return
    const decided =
      state === 'suggested' ? { decidedBy: null, decidedAt: null } : { decidedBy: viewer.name, decidedAt: new Date() }
    if (known) await tx.match.update({ where: { id: known.id }, data: { state, ...decided } })
    else await tx.match.create({ data: { ...owner, patternId: pattern.id, ...NAMED_BY_HAND, state, ...decided } })
    const changes = { [`patterns.${patternSlug}`]: { from: known?.state ?? null, to: state } }
    await refreshExample(tx, owner)
    // Whatever it was that nothing explained, something does now.
    if (state === 'confirmed') await tx.unexplained.deleteMany({ where: owner })
    await writeAudit(tx, viewer, `match.${state}`, { kind, id }, changes)
  })
}
