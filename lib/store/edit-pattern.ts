import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { cueProblem } from '@/lib/recognise/cue-problem'
import { PatternEditSchema, type PatternEdit } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue } from './catalogue-rows'
import { lateEdit } from './late-edit'
import { requestRun } from './pattern-queue'
import { findPatternState, readPattern, tellPattern } from './revision-rows'
import { newSaving } from './saving'
import { writePattern } from './save-pattern'
import { inSavingTransaction, type Transaction } from './transaction'
import { writeAudit } from './audit'

/**
 * Writes a pattern that somebody has made or changed in the browser: the team's from now on, with a revision and an audit row;
 * a run in the background looks for it in everything stored. `version`: number of the revision that was edited, 0 for a new one.
 * Throws `bad_input` for cues that cannot be read, `stale` with the difference when somebody was faster, `conflict` when a new one's slug is taken.
 */
export async function editPattern(viewer: Viewer, edit: PatternEdit, version: number): Promise<{ slug: string }> {
  assertCan(viewer, 'write')
  const pattern = PatternEditSchema.parse(edit)
  for (const cue of Object.values(pattern.cues).flat()) {
    const problem = cueProblem(cue)
    if (problem !== null) throw new AppError('bad_input', `The cue “${cue}”: ${problem}`)
  }
  await inSavingTransaction(async (tx) => {
    await assertCurrent(tx, pattern, version)
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const { id, outcome } = await writePattern(saving, pattern, 'en', { origin: 'team', source: null })
    await saving.rows.flush(tx)
    if (outcome !== 'unchanged') await requestRun(tx, id)
  })
  return { slug: pattern.slug }
}

async function assertCurrent(tx: Transaction, edit: PatternEdit, version: number): Promise<void> {
  const { slug } = edit
  const known = await tx.pattern.findUnique({ where: { slug }, select: { id: true } })
  if (version === 0) {
    if (known) throw new AppError('conflict', `There is a pattern “${slug}” already. Give this one another title.`)
    return
  }
  const now = await readPattern(tx, slug)
  if (!known || !now) throw new AppError('not_found', `There is no pattern “${slug}” any more.`)
  const newest = await tx.patternRevision.findFirst({ where: { patternId: known.id }, orderBy: { number: 'desc' } })
  if ((newest?.number ?? 1) === version) return
  const base = await findPatternState(tx, known.id, version)
  throw lateEdit(
    sentence`Somebody has changed this pattern in the meantime. Look at the difference, then save again.`,
    base && tellPattern(base),
    tellPattern(now),
    tellPattern(edit),
  )
}

/**
 * Retires a pattern, or brings it back: a retired one is looked for no more, its suggestions go, what people have confirmed or
 * rejected stays. One of the catalogue becomes the team's by it, so that an update of the product does not bring it back.
 */
export async function retirePattern(viewer: Viewer, slug: string, retired: boolean): Promise<void> {
  assertCan(viewer, 'write')
  await inSavingTransaction(async (tx) => {
    const known = await tx.pattern.findUnique({ where: { slug }, select: { id: true, retiredAt: true } })
    if (!known) throw new AppError('not_found', `There is no pattern “${slug}”.`)
    if ((known.retiredAt !== null) === retired) return
    await tx.pattern.update({
      where: { id: known.id },
      data: { retiredAt: retired ? new Date() : null, origin: 'team' },
    })
    await writeAudit(tx, viewer, retired ? 'pattern.retired' : 'pattern.restored', { kind: 'pattern', id: known.id })
    await requestRun(tx, known.id)
  })
}
