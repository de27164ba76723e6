import { AppError } from '@/lib/domain/errors'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import { findRisks, type FoundRisks } from '@/lib/recognise/premortem'
import { receivedError, sharedPatterns, type WeighedPlan } from './parse-messages'
import { planPool, type ParsePool } from './parse-pool'
import { maskSecrets } from './secrets'

/** UTF-16 code units of a plan up to which reading it takes less time than asking a thread. */
const READ_HERE = 40_000

/**
 * Weighs a plan as `findRisks` does, a long one in a thread, so that others do not wait for it. `mask`: its secrets are masked first; the
 * text is given back as it was read. Throws `unprocessable` for one that takes too long.
 */
export async function weighPlan(
  text: string,
  cues: CompiledCues,
  { mask, pool = planPool() }: { mask: boolean; pool?: ParsePool },
): Promise<WeighedPlan> {
  const link = text.length > READ_HERE ? pool.weigh({ text, mask, patterns: sharedPatterns(cues) }) : null
  if (!link) {
    const read = mask ? maskSecrets(text).text : text
    return { text: read, found: findRisks(read, cues) }
  }
  try {
    const answer = await link.next()
    if (answer.say === 'weighed' && !('error' in answer.result)) return answer.result
    if (answer.say === 'weighed' && 'error' in answer.result) throw receivedError(answer.result.error)
    throw new AppError(
      'unprocessable',
      'Reading this plan took too long, so it was given up. Send the part that matters.',
    )
  } finally {
    link.close()
  }
}

/** As `findRisks`, a long plan in a thread. */
export async function weighLongPlan(text: string, cues: CompiledCues): Promise<FoundRisks> {
  return (await weighPlan(text, cues, { mask: false })).found
}
