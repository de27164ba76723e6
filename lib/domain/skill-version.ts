import { coerce, inc, valid } from 'semver'
import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import type { VersionOffer, VersionStep } from '@/lib/schema/skill-edit'
import { saysSame } from './merge-drafts'
import { sentence } from '@/lib/schema/sentence'

/**
 * What the next version of a skill may be called after this edit: when it applies or where to turn has changed, what others rely on is
 * another thing (major); other steps, commands or symptoms are more than wording (minor); the rest is wording (patch).
 */
export function offerVersion(before: DocumentDraft, after: DocumentDraft): VersionOffer {
  const now = before.skill?.version ?? null
  const { step, reason } = judgeChange(before, after)
  const next = { patch: nextVersion(now, 'patch'), minor: nextVersion(now, 'minor'), major: nextVersion(now, 'major') }
  return { now, suggested: step, reason, next, isFirst: now === null || valid(now) === null }
}

/**
 * The version one step up. One that is none of the kind 1.2.3 ("v3", "1.0") is read as such as far as it can be; without any the first is
 * 1.0.0. A version is kept as it is by not asking for another.
 */
export function nextVersion(now: string | null, step: Exclude<VersionStep, 'keep'>): string {
  const known = now === null ? null : (valid(now) ?? coerce(now)?.version ?? null)
  return known === null ? '1.0.0' : (inc(known, step) ?? '1.0.0')
}

type Judged = { step: VersionStep; reason: string }

function judgeChange(before: DocumentDraft, after: DocumentDraft): Judged {
  const [was, is] = [before.skill, after.skill]
  if (!was || !is) return { step: 'patch', reason: sentence`Only the wording has changed.` }
  if (!saysSame(was.triggers, is.triggers))
    return { step: 'major', reason: sentence`The triggers say when it applies.` }
  if (!saysSame(was.category, is.category))
    return { step: 'major', reason: sentence`The category says what it is for.` }
  if (!saysSame(commandsOf(was), commandsOf(is))) return { step: 'minor', reason: sentence`Commands have changed.` }
  for (const name of ['diagnosis', 'resolution'] as const) {
    if (was[name].length !== is[name].length)
      return { step: 'minor', reason: sentence`Steps of the ${name} have come or gone.` }
    if (isMoved(was[name].map(textOf), is[name].map(textOf)))
      return { step: 'minor', reason: sentence`Steps of the ${name} stand in another order.` }
  }
  for (const name of ['symptoms', 'escalation'] as const)
    if (was[name].length !== is[name].length)
      return { step: 'minor', reason: sentence`Lines of the ${name} have come or gone.` }
  if (saysSame(before, after)) return { step: 'keep', reason: sentence`Nothing has changed.` }
  return { step: 'patch', reason: sentence`Only wording or facts about the skill have changed.` }
}

const textOf = ({ text }: SkillDraft['diagnosis'][number]) => text

function commandsOf({ diagnosis, resolution }: SkillDraft): string[] {
  return [...diagnosis, ...resolution].flatMap(({ code }) => code.map(({ text }) => text)).toSorted()
}

/** The same lines in another order. */
function isMoved(before: readonly string[], after: readonly string[]): boolean {
  return !saysSame(before, after) && saysSame(before.toSorted(), after.toSorted())
}
